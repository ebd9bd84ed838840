"""The page for whoever runs the room: where phones go, in large type, and the warning explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from coach.i18n import Speaker
from coach.web.lan import Entrance
from coach.web.phones import help_page, style
from coach.web.qr import drawn
from coach.web.signin_page import shown_in


@dataclass(frozen=True, slots=True)
class RoomPage:
    """Shown on the laptop or a projector; it holds nothing of anybody's."""

    entrance: Entrance
    language: Callable[[], str]

    def routes(self) -> list[Route]:
        """The addresses this answers, on the laptop itself."""
        return [Route("/m/room", self._page), Route("/m/phone.css", self._style)]

    async def _page(self, request: Request) -> Response:
        if not self.entrance.is_open:
            return RedirectResponse("/", 303)
        html = await run_in_threadpool(self._drawn, shown_in(request, self.language()))
        return Response(html, media_type="text/html", headers={"Cache-Control": "no-store"})

    async def _style(self, _: Request) -> Response:
        return Response(style(), media_type="text/css", headers={"Cache-Control": "no-cache"})

    def _drawn(self, language: str) -> str:
        say, entrance = Speaker(language).say, self.entrance
        where = entrance.page()
        above = (
            f"<h1>{escape(say('phone.room_title'))}</h1><p>{escape(say('phone.room_how'))}</p>"
            f'<div class="code">{drawn(where, say("phone.code"))}</div>'
            f'<p class="address">{escape(where)}</p>'
            f"<p>{escape(say('phone.plain_at'))} <b>{escape(entrance.page(secure=False))}</b></p>"
        )
        return help_page(language, entrance.address(), above)
