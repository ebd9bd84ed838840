"""The stage for a projector and the host's remote: two light pages, and the addresses behind them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from coach.domain.errors import CoachError, NotAllowed
from coach.domain.hall import Workshop
from coach.domain.may import Person
from coach.store import Store
from coach.web.door import HOSTS
from coach.web.film_clock import FilmClock, filmed_s
from coach.web.guard import ask, person_at
from coach.web.hosting import Asked, Hosting
from coach.web.inside import Inside
from coach.web.lan import Entrance
from coach.web.passes import issue_pass, read_pass
from coach.web.qr import drawn
from coach.web.stage_opening import Openings
from coach.web.stage_pages import StagePages, hosted_by
from coach.web.stage_phone import StagePhone
from coach.web.stage_plain import Plain
from coach.web.staged import Telling
from coach.web.tickets import tickets_kept_in
from coach.workshop.acting import by_phone, spoken

CHANGED = {"workshop.changed": 409, "workshop.over": 409}

Handler = Callable[[Request, Workshop], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Stage:
    """Answers the projector and the host. `inner`: what takes recordings in and looks before the start."""

    store: Callable[[], Store]
    language: Callable[[], str]
    telling: Callable[[], Telling]
    hosting: Callable[[], Hosting]
    inner: ASGIApp
    address: Callable[[str], str]  # of the hall's page for phones, by code; empty where none come in
    remote: Callable[[str], str]  # of this remote on the host's phone
    media: Callable[[], Path]
    filming: Callable[[str, str], str]  # the light page's address by ticket and language; empty likewise
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    films: FilmClock = field(default_factory=FilmClock)  # the hall's phones ask it too
    entrance: Entrance | None = None  # that a host may open to phones

    def routes(self) -> list[Route]:
        """The addresses this answers."""
        one = "/api/stage/{code}"
        every = ["GET", "HEAD", "POST", "PATCH", "DELETE"]
        pages = self._pages()
        return [
            Route("/stage/part/{name}", pages.part),
            Route("/stage/{code}", pages.page("stage")),
            Route("/host/{code}", pages.page("host")),
            Route("/host", pages.door),
            Route("/api/host", Openings(self.store, self.clock).open, methods=["POST"]),
            Route("/api/host/{code}", self._guarded(self._told_host)),
            Route("/api/host/{code}", self._guarded(self._do), methods=["POST"]),
            Route("/api/host/{code}/phone", self._guarded(self._phone)),
            Route("/api/host/{code}/camera", self._guarded(self._camera)),
            Route(one, self._guarded(self._told)),
            Route(f"{one}/sample/{{name}}", self._guarded(self._film)),
            Route(f"{one}/phone", self._guarded(self._from_phone)),
            Route(f"{one}/take/{{rest:path}}", self._guarded(self._inside), methods=every),
        ]

    def for_phones(self) -> list[Route]:
        """What a host's phone may ask for; the door asks for its key."""
        pages = self._pages()
        return [
            Route("/h/part/{name}", pages.part),
            Route("/h/host/{code}", pages.page("host")),
            Route("/api/host/{code}", self._guarded(self._told_host)),
            Route("/api/host/{code}", self._guarded(self._do), methods=["POST"]),
        ]

    def _pages(self) -> StagePages:
        return StagePages(self.store, self.language, self.telling, self.address)

    def _guarded(self, answer: Handler) -> Callable[[Request], Awaitable[Response]]:
        """Only for who may host there; whoever asks for a workshop that is not there gets 404 after that."""

        async def guarded(request: Request) -> Response:
            try:
                of = await run_in_threadpool(self._asked, request)
                return Response(status_code=404) if of is None else await answer(request, of)
            except NotAllowed as error:
                return JSONResponse({"error": error.id}, 403)
            except CoachError as error:
                return JSONResponse({"error": error.id}, CHANGED.get(error.id, 404))
            except (ValidationError, ValueError, KeyError):
                return JSONResponse({"error": "stage.nonsense"}, 400)

        return guarded

    def _asked(self, request: Request) -> Workshop | None:
        of = self.store().workshops.by_code(request.path_params["code"])
        ask(request, self.store().who, "host_stage", hosted_by(self.store(), of.group_id if of else ""))
        return of

    async def _told(self, request: Request, of: Workshop) -> Response:
        at_s = min(36_000.0, max(0.0, float(request.query_params.get("at", "0"))))
        told = await run_in_threadpool(self._stage_told, of, at_s, request.query_params.get("of", ""))
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    def _stage_told(self, of: Workshop, at_s: float, film: str) -> Plain:
        """`film`: whose second it is; that of the take before is none of the one that begins now."""
        state, now = self.store().workshops.state(of.id), self.clock()
        own_s = at_s if film == (state.more.get("sample") or state.more.get("client", "")) else 0.0
        second = filmed_s(self.store().uploads, state, now)
        if second is None:
            self.films.tell(state, own_s, now)
        told = self.telling().stage(of, own_s if second is None else second, now)
        return told | {"record": self._recording(of), "t": second, "phones": self._let_in(of)}

    def _by_phone(self) -> StagePhone:
        return StagePhone(self.store(), self.filming)

    async def _camera(self, request: Request, of: Workshop) -> Response:
        """A code that makes a phone the volunteer's camera."""
        told = await run_in_threadpool(self._by_phone().code, of, self.clock())
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    async def _from_phone(self, request: Request, of: Workshop) -> Response:
        """The film that a phone makes of the volunteer, from a byte on."""
        from_byte = int(request.query_params.get("from", "0"))
        state = await run_in_threadpool(self.store().workshops.state, of.id)
        data = await run_in_threadpool(self._by_phone().film, state, from_byte)
        return Response(data, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})

    def _recording(self, of: Workshop) -> Plain | None:
        """What the stage's own camera needs, while a volunteer stands before it."""
        store = self.store()
        state = store.workshops.state(of.id)
        if not state.volunteer_id or by_phone(state):
            return None
        tickets = tickets_kept_in(store.folder)
        return {
            "pass": issue_pass(tickets, state.volunteer_id, self.clock()),
            "learner": state.volunteer_id,
            "lesson_id": state.lesson_id,
            "language": spoken(state, of.language),
            "client": state.more.get("client", ""),
        }

    async def _told_host(self, request: Request, of: Workshop) -> Response:
        told = await run_in_threadpool(self._host_told, of)
        can_open = self.entrance is not None and self.entrance.can_open
        more = {"key": self._key(of), "phones": self._let_in(of), "can_open": can_open}
        return JSONResponse(told | more, headers={"Cache-Control": "no-store"})

    def _host_told(self, of: Workshop) -> Plain:
        state, now = self.store().workshops.state(of.id), self.clock()
        second = filmed_s(self.store().uploads, state, now)
        second = self.films.second(state, now) if second is None else second
        return self.telling().host(of, now, second or 0.0)

    async def _phone(self, request: Request, of: Workshop) -> Response:
        """A code that makes a phone the remote; empty where no phones come in."""
        where = await run_in_threadpool(self.remote, of.code)
        svg = drawn(f"{where}#k={self._key(of)}", of.code) if where else ""
        return JSONResponse({"svg": svg, "address": where}, headers={"Cache-Control": "no-store"})

    def _let_in(self, of: Workshop) -> bool:
        """Whether the hall's phones can come in."""
        return self.entrance.is_open if self.entrance else bool(self.address(of.code))

    def _key(self, of: Workshop) -> str:
        """Good for one hour at least; who uses it gets the next one in time."""
        return tickets_kept_in(self.store().folder).issue(of.id, HOSTS, self.clock())

    async def _do(self, request: Request, of: Workshop) -> Response:
        asked = Asked.model_validate_json(await request.body())
        if asked.do == "phones" and self.entrance and of.ended_at is None:
            await self.entrance.let_in()
            return JSONResponse({"done": True})
        who = person_at(request, self.store().who).id
        await run_in_threadpool(self.hosting().do, of, asked, who)
        return JSONResponse({"done": True})

    async def _film(self, request: Request, of: Workshop) -> Response:
        found = self.hosting().samples.get(request.path_params["name"])
        path = self.media() / f"{found}.mp4" if found else None
        return FileResponse(path) if path and path.exists() else Response(status_code=404)

    async def _inside(self, request: Request, of: Workshop) -> Response:
        """The volunteer's take comes in through the host's door: as hers, and as nothing else."""
        known = read_pass(tickets_kept_in(self.store().folder), request.headers.get("x-pass", ""))
        guests = await run_in_threadpool(self.store().hall.guests, of.id)
        if known is None or known.learner_id not in {one.learner_id for one in guests}:
            return Response(status_code=403)
        return Inside(self.inner, f"/api/{request.path_params['rest']}", Person(known.learner_id))
