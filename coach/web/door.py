"""The door to the room's network: phones with a pass come in; the pages only where people sign in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from coach.domain.may import Person
from coach.store import Store
from coach.web.authority import in_a_room
from coach.web.filming import may_film
from coach.web.gate import Watched
from coach.web.guard import from_our_own_page
from coach.web.passes import issue_pass, read_phone_pass
from coach.web.pieces import LARGEST
from coach.web.shell import with_headers
from coach.web.tickets import tickets_kept_in

PAGES = ("/m/", "/h/")
LETS_IN = re.compile(r"/api/m/in|/api/h/[^/]+/join")
OF_HOSTS = re.compile(r"/api/host/([0-9]+)")  # a host's phone, with the key that the laptop showed it
OF_GUESTS = "/api/h/"  # of a workshop's guests, who are known by a token of their own
FOR_PHONES = ("/api/rec", "/api/m/")
HOSTS = "host"  # that a host's key is for
RENEWS = "/api/rec/pass"  # gives passes of the laptop's kind: not for phones
SMALL = 65_536  # bytes: more than a name, a comment or a press on a remote ever is
# Bytes of one request, by how its address begins: whoever is in the room may knock here.
AT_MOST = {"/api/m/": SMALL, OF_GUESTS: SMALL, "/api/host/": SMALL, "/api/rec": LARGEST}


@dataclass(frozen=True, slots=True)
class Door:
    """ASGI app. `phones` answers phones; `whole` is the app with its own gate."""

    phones: ASGIApp
    whole: ASGIApp
    store: Callable[[], Store]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        near = in_a_room((scope.get("client") or ("",))[0])
        if scope["type"] == "http" and near:
            inside = self._asked if _fits(scope) else Response(status_code=413)
            await inside(scope, receive, with_headers(send, scope))
        elif scope["type"] == "websocket" and near and await self._opens_pages(scope):
            await self.whole(scope, receive, send)
        else:
            await _closed(scope, receive, send)

    async def _asked(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, headers = scope["path"], Headers(scope=scope)
        scope.setdefault("state", {})
        if path.startswith(PAGES) and scope["method"] in ("GET", "HEAD"):
            await self.phones(scope, receive, send)
        elif LETS_IN.fullmatch(path):
            inside = self.phones if from_our_own_page(scope["method"], headers) else _closed
            await inside(scope, receive, send)
        elif path.startswith(OF_GUESTS):
            await self._of_guests(scope, receive, send)
        elif OF_HOSTS.fullmatch(path) and "x-host" in headers:
            await self._as_host(scope, receive, send)
        elif path.startswith(FOR_PHONES) and headers.get("x-pass", "").startswith("phone."):
            await self._with_pass(scope, receive, send)
        elif await self._opens_pages(scope):
            await self.whole(scope, receive, send)
        elif path in ("/", "/m"):
            await RedirectResponse(PAGES[0], 303)(scope, receive, send)
        else:
            await _closed(scope, receive, send)

    async def _of_guests(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An address for guests must have asked the rule, as every other."""
        if not from_our_own_page(scope["method"], Headers(scope=scope)):
            await _closed(scope, receive, send)
            return
        watched = Watched(scope, send)
        await self.phones(scope, receive, watched)
        if watched.withheld:
            await _closed(scope, receive, send)

    async def _as_host(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The remote of one workshop and nothing else, for whoever holds its key; never in the clear."""
        headers = Headers(scope=scope)
        ours = scope["scheme"] == "https" and from_our_own_page(scope["method"], headers)
        if not (ours and await run_in_threadpool(self._may_host, scope["path"], headers)):
            await _closed(scope, receive, send)
            return
        inside = {**scope, "state": {**scope["state"], "person": Person("host", trusted=True)}}
        watched = Watched(inside, send)
        await self.phones(inside, receive, watched)
        if watched.withheld:
            await _closed(scope, receive, send)

    def _may_host(self, path: str, headers: Headers) -> bool:
        """Whether the key is this workshop's; the workshop's end is the end of every key to it."""
        code = OF_HOSTS.fullmatch(path)
        of = self.store().workshops.by_code(code.group(1)) if code else None
        tickets = tickets_kept_in(self.store().folder)
        if of is None or of.ended_at is not None:
            return False
        return tickets.allows(headers["x-host"], of.id, HOSTS, self.clock())

    async def _with_pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As the learner whose pass it is, with nothing but what is her own; never as somebody trusted."""
        headers = Headers(scope=scope)
        ours = scope["path"] != RENEWS and from_our_own_page(scope["method"], headers)
        learner_id = await run_in_threadpool(self._whose, headers, scope["path"]) if ours else ""
        if not learner_id:
            await _closed(scope, receive, send)
            return
        inside = {**scope, "state": {**scope["state"], "person": Person(learner_id)}}
        inside["headers"] = list(scope["headers"])
        tickets = tickets_kept_in(self.store().folder)
        MutableHeaders(scope=inside)["x-pass"] = issue_pass(tickets, learner_id, self.clock())
        watched = Watched(inside, send)
        await self.phones(inside, receive, watched)
        if watched.withheld:  # it answered without having asked the rule
            await _closed(scope, receive, send)

    def _whose(self, headers: Headers, path: str) -> str:
        """The learner's id; empty where the pass is over or not for this, or her PIN was set anew since."""
        store, now = self.store(), self.clock()
        known = read_phone_pass(tickets_kept_in(store.folder), headers.get("x-pass", ""), now)
        if known is None or (known.workshop_id and not may_film(store, known, path)):
            return ""
        changed = store.who.keys.pin_since(known.learner_id)
        return "" if changed and changed.timestamp() >= known.since_s else known.learner_id

    async def _opens_pages(self, scope: Scope) -> bool:
        """Only where everybody signs in, as neighbours could else read each other's; never in the clear."""
        secure = scope["scheme"] in ("https", "wss")
        return secure and await run_in_threadpool(self._asks)

    def _asks(self) -> bool:
        return self.store().who.installation.asks()


def _fits(scope: Scope) -> bool:
    """Whether it is as short as its address wants it; the server lets nothing be longer than it says."""
    most = next((most for begins, most in AT_MOST.items() if scope["path"].startswith(begins)), None)
    headers = Headers(scope=scope)
    told = headers.get("content-length", "" if "transfer-encoding" in headers else "0")
    return most is None or (told.isdecimal() and int(told) <= most)


async def _closed(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await Response(status_code=403)(scope, receive, send)
