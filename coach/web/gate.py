"""The gate before everything: where people sign in, a stranger gets the sign-in page or 403."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.domain.errors import NotAllowed
from coach.domain.may import Person
from coach.store import Who
from coach.web.guard import from_our_own_page, person_at

log = logging.getLogger(__name__)

API = "/api/"
# What a stranger may fetch: scripts, styles and letters, and what signing in itself needs.
OPEN = ("/web/", "/static/", "/api/sign-in/")
OPEN_EXACTLY = (
    "/sign-in",
    "/certificate",
    "/api/sign-out",
    "/_stcore/health",
    "/favicon.ico",
    "/favicon.png",
)
# With a provider of accounts, its page runs before anybody is known; that page asks by itself.
OPEN_FOR_PROVIDER = ("/provider", "/auth/login", "/oauth2callback", "/_stcore/stream", "/_stcore/host-config")

Shown = Callable[[HTTPConnection], Awaitable[Response]]


@dataclass(slots=True)
class Gate:
    """ASGI middleware. `sign_in` gives the page that strangers see; `also_open` adds paths for them."""

    app: ASGIApp
    who: Callable[[], Who]
    sign_in: Shown
    also_open: Collection[str] = ()
    asks: bool = field(default=False)  # once an installation asks, it asks for ever

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        request = HTTPConnection(scope)
        if scope["type"] == "http" and self._foreign(scope, request):
            await Response(status_code=403)(scope, receive, send)
        elif self._open(scope["path"]) or not await run_in_threadpool(self._asks):
            await self.app(scope, receive, send)
        else:
            await self._known_only(scope, receive, send)

    async def _known_only(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        person: Person = await run_in_threadpool(person_at, request, self.who())
        if not person.id:
            await self._refuse(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(API):
            await self._must_ask(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A socket is closed before it opens, which the browser sees as 403; a page tells how to sign in."""
        request = HTTPConnection(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["method"] == "GET" and "text/html" in request.headers.get("accept", ""):
            await (await self.sign_in(request))(scope, receive, send)
        else:
            await Response(status_code=403)(scope, receive, send)

    async def _must_ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An address that answers without having asked the rule answers 403: forgetting it opens nothing."""
        watched = Watched(scope, send)
        try:
            await self.app(scope, receive, watched)
        except NotAllowed:
            if watched.started:
                raise
            await Response(status_code=403)(scope, receive, send)
            return
        if watched.withheld:
            log.error("nobody_asked path=%s", _pattern(scope))
            await Response(status_code=403)(scope, receive, send)

    def _foreign(self, scope: Scope, request: HTTPConnection) -> bool:
        return scope["path"].startswith(API) and not from_our_own_page(scope["method"], request.headers)

    def _open(self, path: str) -> bool:
        return path.startswith(OPEN) or path in OPEN_EXACTLY or path in self.also_open

    def _asks(self) -> bool:
        self.asks = self.asks or self.who().installation.asks()
        return self.asks


@dataclass(slots=True)
class Watched:
    """Passes an answer on once the rule was asked; an answer that says no passes without."""

    scope: Scope
    send: Send
    started: bool = False
    withheld: bool = False

    async def __call__(self, message: Message) -> None:
        """Look at how the answer starts."""
        if message["type"] == "http.response.start":
            refuses = message["status"] in (403, 404, 405)
            self.withheld = not (refuses or self.scope["state"].get("asked"))
            self.started = not self.withheld
        if not self.withheld:
            await self.send(message)


def _pattern(scope: Scope) -> str:
    """The address as it is written in the code: what people look at does not stand in the log."""
    return str(getattr(scope.get("route"), "path", "?"))
