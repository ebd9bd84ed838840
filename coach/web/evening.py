"""A workshop afterwards, over HTTP: the page for the commune, and all of it as a file to take along."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coach.domain.errors import CoachError, NotAllowed
from coach.domain.hall import QUESTIONS, HallComment, Workshop
from coach.i18n import Speaker
from coach.reports.evening_pdf import Evening, Row, Votes, evening_pdf
from coach.reports.table import ENCODING, FORMULA
from coach.store import Store
from coach.web.guard import ask
from coach.web.papers import NOT_KEPT, PDF, language_of
from coach.web.tickets import Tickets, tickets_kept_in
from coach.workshop.attendance import attendance

PURPOSE = "workshop"  # that tickets for it name
PAPER, ALL = "paper.pdf", "all.zip"


def evening_address(tickets: Tickets, workshop_id: str, kind: str, language: str, now: datetime) -> str:
    """Where a host's browser finds the commune's page or the whole, ticket included."""
    asked = {"language": language, "ticket": tickets.issue(workshop_id, PURPOSE, now)}
    return f"/api/workshop/{workshop_id}/{kind}?" + urlencode(asked)


@dataclass(frozen=True, slots=True)
class Evenings:
    """Hands out what a workshop came to, to whoever may host it."""

    store: Callable[[], Store]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def routes(self) -> list[Route]:
        """The addresses this answers."""
        return [
            Route(f"/api/workshop/{{id}}/{PAPER}", self._guarded(self._paper)),
            Route(f"/api/workshop/{{id}}/{ALL}", self._guarded(self._all)),
        ]

    def _guarded(self, answer: Callable[[Workshop, str], Response]) -> Callable[[Request], object]:
        async def guarded(request: Request) -> Response:
            try:
                return await run_in_threadpool(lambda: answer(self._workshop(request), language_of(request)))
            except NotAllowed:
                return Response(status_code=403)
            except CoachError:
                return Response(status_code=404)

        return guarded

    def _workshop(self, request: Request) -> Workshop:
        """The workshop in the address; NotAllowed for whoever may not host it, or without a ticket."""
        store, about = self.store(), str(request.path_params["id"])
        known = {one.id: one for one in store.workshops.all()}.get(about)
        ask(request, store.who, "host_stage", store.who.access.group(known.group_id if known else ""))
        ticket = request.query_params.get("ticket", "")
        if not tickets_kept_in(store.folder).allows(ticket, about, PURPOSE, self.clock()):
            raise NotAllowed("may.not_allowed")
        if known is None:
            raise CoachError("workshop.unknown", id=about)
        return known

    def _paper(self, workshop: Workshop, language: str) -> Response:
        headers = NOT_KEPT | _named(workshop, "pdf")
        return Response(paper(self.store(), workshop, language), media_type=PDF, headers=headers)

    def _all(self, workshop: Workshop, language: str) -> Response:
        headers = NOT_KEPT | _named(workshop, "zip")
        return Response(
            whole(self.store(), workshop, language), media_type="application/zip", headers=headers
        )


def paper(store: Store, workshop: Workshop, language: str) -> bytes:
    """The commune's page as PDF bytes: numbers alone, nobody's name."""
    words = Speaker(language)
    rows = tuple(
        Row(one.commune, one.came, one.practised) for one in attendance(store.hall.guests(workshop.id))
    )
    came, practised = sum(one.came for one in rows), sum(one.practised for one in rows)
    told = {
        name: words.say(f"evening.{name}")
        for name in ("commune", "came", "practised", "others", "all", "foot")
    }
    told["lead"] = words.say("evening.lead", came=came, practised=practised)
    evening = Evening(
        language=language,
        title=workshop.name,
        when=words.date(workshop.created_at),
        rows=rows,
        votes=tuple(_votes(store, workshop, words)),
        words=told,
    )
    return evening_pdf(evening, workshop.ended_at or workshop.created_at)


def whole(store: Store, workshop: Workshop, language: str) -> bytes:
    """Everything as a zip file: tables for a spreadsheet, the commune's page, and the same as JSON."""
    guests = store.hall.guests(workshop.id)
    comments = store.hall.comments_of(workshop.id)
    votes = store.hall.votes_of(workshop.id)
    tables: dict[str, list[Sequence[object]]] = {
        "guests.csv": [
            _headings(workshop, "name", "commune", "joined", "practised_at"),
            *((one.first_name, one.commune, _time(one.joined_at), _time(one.practised_at)) for one in guests),
        ],
        "comments.csv": [
            _headings(workshop, "said", "name", "text", "take", "second", "hidden", "why_none"),
            *((_time(one.said_at), one.first_name, one.text, one.take_id, _second(one.at_s), one.hidden,
              _why_none(one))
             for one in comments),
        ],
        "votes.csv": [_headings(workshop, "take", "question", "answer", "count"), *votes],
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in tables.items():
            packed.writestr(name, table(rows).encode(ENCODING))
        packed.writestr("workshop.json", json.dumps(_about(store, workshop), ensure_ascii=False, indent=1))
        packed.writestr("commune.pdf", paper(store, workshop, language))
    return out.getvalue()


def table(rows: Iterable[Sequence[object]]) -> str:
    """Lines for a spreadsheet; a text that it would take for a formula stays a text."""
    page = io.StringIO(newline="")
    csv.writer(page, lineterminator="\r\n").writerows([_safe(cell) for cell in row] for row in rows)
    return page.getvalue()


def _safe(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def _votes(store: Store, workshop: Workshop, words: Speaker) -> Iterable[Votes]:
    counted = Counter[tuple[int, str]]()
    for _, question, answer, number in store.hall.votes_of(workshop.id):
        counted[question, answer] += number
    for question, answers in QUESTIONS.items():
        if any(counted[question, one] for one in answers):
            told = [(words.say(f"hall.ask.{question}.{one}"), counted[question, one]) for one in answers]
            yield Votes(words.say(f"hall.ask.{question}"), told)


def _about(store: Store, workshop: Workshop) -> dict[str, object]:
    return {
        "name": workshop.name,
        "language": workshop.language,
        "opened": _time(workshop.created_at),
        "ended": _time(workshop.ended_at),
        "communes": [
            [one.commune, one.came, one.practised] for one in attendance(store.hall.guests(workshop.id))
        ],
        "refused": dict(store.hall.refusals(workshop.id)),
        "questions": {str(number): list(answers) for number, answers in QUESTIONS.items()},
    }


def _headings(workshop: Workshop, *names: str) -> tuple[str, ...]:
    """A table's first line, in the workshop's language: whoever opens it was there."""
    say = Speaker(workshop.language).say
    return tuple(say(f"evening.head_{one}") for one in names)


def _time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else ""


def _second(at_s: float | None) -> str:
    return "" if at_s is None else str(round(at_s))


def _why_none(one: HallComment) -> str:
    """Why a comment stands beside no second of a film."""
    if one.at_s is not None:
        return ""
    return "film not begun, or its second unknown" if one.take_id else "no film ran"


def _named(workshop: Workshop, ending: str) -> dict[str, str]:
    name = f"chot-don-{workshop.created_at:%Y-%m-%d}-{workshop.code}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
