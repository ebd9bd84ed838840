"""Cards with QR codes to cut out: one for each learner of a class, and the class's own for the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coach.domain.errors import CoachError, NotAllowed
from coach.domain.people import Group, Learner
from coach.i18n import Speaker
from coach.store import Store
from coach.web.assets import FOLDER
from coach.web.guard import ask
from coach.web.qr import card_address, class_address, drawn
from coach.web.signin_page import shown_in


@dataclass(frozen=True, slots=True)
class Cards:
    """Prints cards; a new card makes the learner's old one worthless, as only its hash is kept."""

    store: Callable[[], Store]
    language: Callable[[], str]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def routes(self) -> list[Route]:
        """The addresses this answers."""
        return [Route("/api/class/{group_id}/cards", self._printed, methods=["POST"])]

    async def _printed(self, request: Request) -> Response:
        """Cards for the whole class, or for the learner named by `?only=`."""
        words = Speaker(shown_in(request, self.language()))
        try:
            html = await run_in_threadpool(self._sheet, request, words)
        except NotAllowed:
            return Response(status_code=403)
        except CoachError:
            return Response(status_code=404)
        return Response(html, media_type="text/html", headers={"Cache-Control": "no-store"})

    def _sheet(self, request: Request, words: Speaker) -> str:
        store, group_id = self.store(), request.path_params["group_id"]
        ask(request, store.who, "manage_people", store.who.access.group(group_id))
        group, only = store.groups.get(group_id), request.query_params.get("only", "")
        learners = [one.learner for one in store.groups.members(group_id) if one.role == "learner"]
        chosen = [one for one in learners if only in ("", one.id) and not store.who.access.is_staff(one.id)]
        base = str(request.base_url)
        cards = [self._card(one, base, words) for one in chosen]
        return sheet(group, [*([] if only else [_wall(group, base, words)]), *cards], words)

    def _card(self, learner: Learner, base: str, words: Speaker) -> str:
        token = self.store().who.keys.new_card(learner.id, self.clock())
        called = Speaker(words.language, learner.address).say("who.called", name=learner.name)
        return _framed(called, words.say("cards.how"), card_address(base, token))


def sheet(group: Group, cards: Iterable[str], words: Speaker) -> str:
    """A page to print: cards side by side, to be cut along the lines."""
    parts = {
        "LANGUAGE": words.language,
        "TITLE": escape(words.say("cards.title", name=group.name)),
        "WHY": escape(words.say("cards.why")),
        "CARDS": "".join(cards),
    }
    html = (FOLDER / "cards.html").read_text("utf-8")
    for name, text in parts.items():
        html = html.replace(f"[[{name}]]", text)
    return html


def _wall(group: Group, base: str, words: Speaker) -> str:
    code = words.say("cards.code", code=spaced(group.code))
    return _framed(group.name, code, class_address(base, group.code))


def _framed(title: str, how: str, text: str) -> str:
    return f"<section>{drawn(text, title)}<h2>{escape(title)}</h2><p>{escape(how)}</p></section>"


def spaced(code: str) -> str:
    """A class code as people read it out: "4829 1537"."""
    return f"{code[:4]} {code[4:]}"
