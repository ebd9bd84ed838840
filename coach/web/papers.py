"""Papers over HTTP: a take's report, a certificate, and the page on which anybody checks one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from coach.domain.certificates import Certificate, readable
from coach.domain.errors import CoachError, NotAllowed
from coach.domain.people import Learner
from coach.i18n import LANGUAGES, Speaker
from coach.reports.certificate_pdf import certificate_pdf
from coach.reports.page import STYLE, take_page
from coach.reports.sheet import Sheet
from coach.reports.take_pdf import take_pdf
from coach.store import Store
from coach.store.attempts import Attempt
from coach.web.guard import ask
from coach.web.tickets import Tickets, tickets_kept_in

REPORT, CERTIFICATE = "report", "certificate"  # the purposes that tickets for them name
PDF = "application/pdf"
CHECK = "/certificate"  # short, as it stands on paper
NOT_KEPT = {"Cache-Control": "no-store"}  # on a shared laptop nobody finds it with the Back button

MakeSheet = Callable[[Attempt, str], Sheet]  # of a scored take, in that language
Picture = Callable[[Path, float], bytes | None]


def report_address(tickets: Tickets, attempt_id: str, kind: str, language: str, now: datetime) -> str:
    """Where her browser finds the report of a take as `pdf` or as a `page`, ticket included."""
    asked = {"language": language, "ticket": tickets.issue(attempt_id, REPORT, now)}
    return f"/api/take/{attempt_id}/report/{kind}?" + urlencode(asked)


def certificate_address(tickets: Tickets, learner_id: str, language: str, now: datetime) -> str:
    """Where her browser finds her certificate as a PDF, ticket included."""
    asked = {"language": language, "ticket": tickets.issue(learner_id, CERTIFICATE, now)}
    return f"/api/person/{learner_id}/certificate.pdf?" + urlencode(asked)


@dataclass(frozen=True, slots=True)
class Papers:
    """Hands out papers to whoever holds a ticket for them; only her own click makes one."""

    store: Callable[[], Store]
    sheet: MakeSheet
    picture: Picture
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def routes(self) -> list[Route]:
        """The addresses this answers. Anybody may check a number: whoever has it holds the paper."""
        return [
            Route("/api/take/{id}/report/{kind}", self._guarded(self._report)),
            Route("/api/person/{id}/certificate.pdf", self._guarded(self._certificate)),
            Route(CHECK, self._check),
        ]

    def _guarded(self, answer: Callable[[Request], Response]) -> Callable[[Request], object]:
        async def guarded(request: Request) -> Response:
            try:
                return await run_in_threadpool(answer, request)
            except NotAllowed:
                return Response(status_code=403)
            except CoachError:
                return Response(status_code=404)

        return guarded

    def _must(self, request: Request, purpose: str) -> str:
        """The id in the address; NotAllowed without a ticket for it."""
        about = str(request.path_params["id"])
        who = self.store().who
        if purpose == REPORT:
            ask(request, who, "see_result", who.access.take(self.store().attempts.get(about)))
        else:
            ask(request, who, "see_person", who.access.person(about))
        ticket = request.query_params.get("ticket", "")
        if not tickets_kept_in(self.store().folder).allows(ticket, about, purpose, self.clock()):
            raise NotAllowed("paper.not_allowed")
        return about

    def _report(self, request: Request) -> Response:
        store, attempt = self.store(), self.store().attempts.get(self._must(request, REPORT))
        if attempt.result is None:
            raise CoachError("attempt.unknown", id=attempt.id)
        made = self.sheet(attempt, language_of(request))
        path = store.recordings.path(attempt.recording_sha256)
        found = {one.at_s: self.picture(path, one.at_s) for one in made.pictures}
        pictures = {at_s: jpeg for at_s, jpeg in found.items() if jpeg}
        back = f"{str(request.base_url).rstrip('/')}/scorecard?attempt={attempt.id}"
        if request.path_params["kind"] == "pdf":
            name = f"chot-don-{attempt.lesson_id}-{attempt.created_at:%Y-%m-%d}.pdf"
            return _pdf(take_pdf(made, pictures, back, attempt.finished_at or attempt.created_at), name)
        return HTMLResponse(take_page(made, pictures, back), headers=NOT_KEPT)

    def _certificate(self, request: Request) -> Response:
        store, learner_id = self.store(), self._must(request, CERTIFICATE)
        one = store.certificates.of(learner_id)
        if one is None:
            raise CoachError("certificate.none")
        words = certificate_words(one, store.people.get(learner_id), language_of(request))
        at = f"{str(request.base_url).rstrip('/')}{CHECK}?number={one.number}"
        return _pdf(
            certificate_pdf(one, words, language_of(request), at), f"chot-don-{readable(one.number)}.pdf"
        )

    async def _check(self, request: Request) -> Response:
        typed = request.query_params.get("number", "")[:80]
        found = await run_in_threadpool(self.store().certificates.check, typed) if typed.strip() else None
        return HTMLResponse(check_page(typed.strip(), found, language_of(request)), headers=NOT_KEPT)


def language_of(request: Request) -> str:
    """The language that the address asks for; Vietnamese without one."""
    asked = request.query_params.get("language", "")
    return asked if asked in LANGUAGES else "vi"


def certificate_words(one: Certificate, learner: Learner, language: str) -> dict[str, str]:
    """What stands on a certificate."""
    words = Speaker(language, learner.address)
    return {
        "title": words.say("certificate.title"),
        "lead": words.say("certificate.lead"),
        "name": one.name,
        "what": words.say("certificate.what", steps=one.steps),
        "date": words.date(one.issued_at),
        "check": words.say("certificate.how_to_check"),
    }


def check_page(typed: str, found: Certificate | None, language: str) -> str:
    """A small page with one field; it says whether a number is genuine, and to whom it was given and when."""
    words = Speaker(language)
    if found is not None:
        told = words.say(
            "certificate.genuine", name=found.name, steps=found.steps, date=words.date(found.issued_at)
        )
        answer = f'<div class="well" role="status"><h2>✓ {escape(words.say("certificate.is_genuine"))}</h2>'
        answer += f"<p>{escape(told)}</p><p>{escape(readable(found.number))}</p></div>"
    elif typed:
        answer = f'<div class="next" role="status"><p>{escape(words.say("certificate.not_here"))}</p></div>'
    else:
        answer = ""
    title = escape(words.say("certificate.check_title"))
    field = "width:100%;min-height:3.2rem;font:inherit;font-size:1.2rem;padding:0 .8rem;margin:.3rem 0 .8rem"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main>"
        f'<p><b>Chốt Đơn</b></p><h1>{title}</h1>{answer}<form method="get" action="{CHECK}">'
        f'<input type="hidden" name="language" value="{language}">'
        f'<label for="number">{escape(words.say("certificate.number"))}</label>'
        f'<input id="number" name="number" value="{escape(typed, quote=True)}" autocomplete="off" '
        f'maxlength="40" style="{field}"><button>{escape(words.say("certificate.check"))}</button></form>'
        "</main></body></html>"
    )


def _pdf(content: bytes, name: str) -> Response:
    headers = NOT_KEPT | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=PDF, headers=headers)
