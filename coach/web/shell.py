"""The shell around every page: mends what Streamlit leaves English, packs what is large, adds headers."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.i18n import preferred

THEIR_LANGUAGE = b'<html lang="en">'
SHOWN_IN = {
    "English": "en",
    "Indonesia": "id",
    "Tiếng Việt": "vi",
}  # as the page's address names the screen's language
PAGE = {  # Streamlit's page -> ours
    b"<title>Streamlit</title>": "<title>Chốt Đơn</title>".encode(),
    b"</head>": b'<link rel="stylesheet" href="/web/shell.css"><script src="/web/shell.js"></script></head>',
}
OWN_PATHS = ("/api/", "/web/", "/static/", "/media/", "/_stcore/")
# Nothing is fetched from, or sent to, another machine: the browser itself refuses.
# Streamlit builds styles and component scripts at run time, hence 'unsafe-inline', 'unsafe-eval' and blob:.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' blob: data: {sockets}; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HOST = re.compile(r"[A-Za-z0-9.:\[\]-]{1,255}")  # what a name or number of a machine is made of
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
}


class Shell:
    """ASGI middleware: the page's language and our style, small scripts, and security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.packed: dict[str, tuple[Message, bytes]] = {}  # path -> answer; the files never change

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if scope["method"] != "GET":
            await self.app(scope, receive, with_headers(send, scope))
        elif _is_page(scope["path"], asked):
            await self._page(scope, receive, send)
        elif _can_be_packed(scope["path"], asked):
            await self._script(scope, receive, send)
        else:
            await self.app(scope, receive, with_headers(send, scope))

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Plain HTML is asked for, because packed HTML cannot be mended."""
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        held = Held()
        await self.app({**scope, "headers": plain}, receive, held)
        spoken = f'<html lang="{_language(scope)}">'.encode()
        for theirs, ours in {THEIR_LANGUAGE: spoken, **PAGE}.items():
            held.body = held.body.replace(theirs, ours, 1)
        held.headers["Content-Length"] = str(len(held.body))
        del held.headers["ETag"]
        await held.pass_on(with_headers(send, scope))

    async def _script(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Streamlit sends 2.9 MB of scripts on a first visit; packed once and kept they are 1.1 MB."""
        path = scope["path"]
        if path not in self.packed:
            held = Held()
            await self.app(scope, receive, held)
            if held.status != 200 or "content-encoding" in held.headers:
                await held.pass_on(with_headers(send, scope))
                return
            await held.pack()
            self.packed[path] = held.start, held.body
        start, body = self.packed[path]
        await Held({**start, "headers": list(start["headers"])}, body).pass_on(with_headers(send, scope))


@dataclass(slots=True)
class Held:
    """An answer held back until it is whole, so that it can be changed."""

    start: Message = field(default_factory=dict)
    body: bytes = b""

    async def __call__(self, message: Message) -> None:
        """Take one message of the answer; a file named instead of sent is read."""
        if message["type"] == "http.response.start":
            self.start = {**message, "headers": list(message["headers"])}
        elif message["type"] == "http.response.pathsend":
            self.body += await run_in_threadpool(Path(message["path"]).read_bytes)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    @property
    def status(self) -> int:
        return int(self.start["status"])

    @property
    def headers(self) -> MutableHeaders:
        return MutableHeaders(raw=self.start["headers"])

    async def pack(self) -> None:
        self.body = await run_in_threadpool(gzip.compress, self.body, 6)
        self.headers["Content-Encoding"] = "gzip"
        self.headers["Content-Length"] = str(len(self.body))
        self.headers["Vary"] = "Accept-Encoding"

    async def pass_on(self, send: Send) -> None:
        await send(self.start)
        await send({"type": "http.response.body", "body": self.body})


def _language(scope: Scope) -> str:
    """The language of the screen that the address asks for, else the browser's, else Vietnamese."""
    asked = parse_qs(scope.get("query_string", b"").decode("ascii", "ignore")).get("language", [""])
    return SHOWN_IN.get(asked[0]) or preferred(Headers(scope=scope).get("accept-language", "")) or "vi"


def _is_page(path: str, asked: Headers) -> bool:
    return "text/html" in asked.get("accept", "") and not path.startswith(OWN_PATHS)


def _can_be_packed(path: str, asked: Headers) -> bool:
    script = path.startswith("/static/") and path.endswith((".js", ".css"))
    return script and "gzip" in asked.get("accept-encoding", "")


def with_headers(send: Send, scope: Scope) -> Send:
    """The same, with security headers on each answer."""
    host = Headers(scope=scope).get("host", "")
    host = host if HOST.fullmatch(host) else "localhost"
    policy = POLICY.format(sockets=f"ws://{host} wss://{host}")

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": list(message["headers"])}
            MutableHeaders(raw=message["headers"]).update(SAFE | {"Content-Security-Policy": policy})
        await send(message)

    return sending
