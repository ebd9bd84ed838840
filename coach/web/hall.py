"""The hall page for guests' phones: who comes in, and what the stage shows them; small, without a socket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import BaseModel, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coach.domain.errors import CoachError, NotAllowed
from coach.domain.hall import Guest
from coach.domain.may import STRANGER, Person, Thing
from coach.store import Store
from coach.web.film_clock import FilmClock
from coach.web.guard import ask
from coach.web.hall_doing import HEADER, NOT_KEPT, Doing, Light, Welcome, no
from coach.web.hall_now import HallNow, Title, Told
from coach.web.hall_page import hall_page, hall_script, hall_style
from coach.web.light_page import packed
from coach.web.signin_page import shown_in
from coach.workshop.attendance import listed
from coach.workshop.words import called

TROUBLES = {"hall.come_again": 403, "workshop.unknown": 404, "workshop.over": 410, "workshop.full": 409}

Answer = Callable[[Request, Guest, Told], Response]


class Joining(BaseModel):
    """Who comes in."""

    name: str = Field(max_length=200)
    commune: str = Field(max_length=200)


@dataclass(frozen=True, slots=True)
class HallPage:
    """Answers the hall's phones. What pages know comes in as functions: this room draws none."""

    store: Callable[[], Store]
    language: Callable[[], str]
    title: Title
    welcome: Welcome
    light: Light
    lesson: Callable[[], str]  # to practise where the stage names none
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    films: FilmClock = field(default_factory=FilmClock)  # told by the stage
    now: HallNow = field(init=False)
    doing: Doing = field(init=False)

    def __post_init__(self) -> None:
        now = HallNow(self.store, self.title)
        object.__setattr__(self, "now", now)
        doing = Doing(self.store, now, self.clock, self.welcome, self.light, self.lesson, self.films)
        object.__setattr__(self, "doing", doing)

    def routes(self) -> list[Route]:
        """The addresses this answers."""
        one = "/api/h/{code}"
        return [
            Route("/h/hall.js", self._script),
            Route("/h/hall.css", self._style),
            Route("/h/", self._page),
            Route("/h/{code}", self._page),
            Route(f"{one}/join", self._join, methods=["POST"]),
            Route(f"{one}/now", self._now),
            Route(f"{one}/say", self._as_guest(self.doing.say), methods=["POST"]),
            Route(f"{one}/heart", self._as_guest(self.doing.heart), methods=["POST"]),
            Route(f"{one}/vote", self._as_guest(self.doing.vote), methods=["POST"]),
            Route(f"{one}/practise", self._as_guest(self.doing.practise), methods=["POST"]),
            Route(f"{one}/mine", self._as_guest(self.doing.mine)),
            Route(f"{one}/leave", self._as_guest(self.doing.leave), methods=["POST"]),
        ]

    async def _page(self, request: Request) -> Response:
        language = shown_in(request, self.language())
        code = str(request.path_params.get("code", ""))
        return packed(request, await run_in_threadpool(self._drawn, code, language), "text/html")

    def _drawn(self, code: str, language: str) -> str:
        """The page; of a workshop that is not there nothing but the field for another code."""
        try:
            workshop = self.now.look(code, self.clock()).workshop
        except CoachError:
            return hall_page(language, "", ())
        return hall_page(language, workshop.code, workshop.communes)

    async def _script(self, request: Request) -> Response:
        return packed(request, hall_script(), "text/javascript")

    async def _style(self, request: Request) -> Response:
        return packed(request, hall_style(), "text/css")

    async def _join(self, request: Request) -> Response:
        """A new guest with her token; 422 where the name cannot stand on a wall, with the field and why."""
        try:
            coming = Joining.model_validate_json(await request.body())
            return await run_in_threadpool(self._joined, str(request.path_params["code"]), coming)
        except CoachError as error:
            return no(TROUBLES.get(error.id, 503), error.id)
        except ValidationError:
            return no(400, "hall.nonsense")

    def _joined(self, code: str, coming: Joining) -> Response:
        workshop = self.now.look(code, self.clock()).workshop
        told = {"name": called(coming.name, workshop.language)}
        told["commune"] = called(coming.commune, workshop.language)
        for part, written in told.items():
            if written.refused:
                return no(422, f"hall.{part}.{written.refused}", field=part)
        commune = listed(workshop.communes, told["commune"].text)
        guest, token = self.store().hall.join(workshop.id, told["name"].text, commune, self.clock())
        return JSONResponse({"token": token, "name": guest.first_name}, headers=NOT_KEPT)

    async def _now(self, request: Request) -> Response:
        """What the stage shows: 304 where that is known already. Nothing is looked up twice in a moment."""
        code, now = str(request.path_params["code"]), self.clock()
        token = request.headers.get(HEADER, "")
        if (guest := self.now.known(token, code, now)) is None:
            try:
                guest = await run_in_threadpool(self.now.guest, token, code, now)
            except CoachError as error:
                return no(404, error.id)
        try:
            self._must(request, guest)
        except NotAllowed:
            return no(403, "hall.unknown_guest")
        told = self.now.fresh(code, now)
        if told is None:
            told = await run_in_threadpool(self.now.look, code, now)
        if request.query_params.get("since") == told.mark:
            return Response(status_code=304, headers={"ETag": f'"{told.mark}"'})
        headers = {"ETag": f'"{told.mark}"', "Cache-Control": "no-cache"}
        return Response(told.body, media_type="application/json", headers=headers)

    def _as_guest(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            await request.body()  # read here: what follows runs in a thread
            try:
                return await run_in_threadpool(self._answered, request, answer)
            except NotAllowed:
                return no(403, "hall.unknown_guest")
            except CoachError as error:
                return no(TROUBLES.get(error.id, 503), error.id)
            except ValueError:  # of pydantic, and of a vote that nobody offered
                return no(400, "hall.nonsense")

        return guarded

    def _answered(self, request: Request, answer: Answer) -> Response:
        code, now = str(request.path_params["code"]), self.clock()
        guest = self.now.guest(request.headers.get(HEADER, ""), code, now)
        self._must(request, guest)
        assert guest is not None  # noqa: S101  a stranger was refused
        told = self.now.look(code, now)
        if told.workshop.ended_at is not None and answer not in (self.doing.mine, self.doing.leave):
            raise CoachError("workshop.over")
        return answer(request, guest, told)

    def _must(self, request: Request, guest: Guest | None) -> None:
        """NotAllowed for whoever is no guest here: the rule is asked as her, with no role."""
        request.state.person = Person(guest.id) if guest else STRANGER
        ask(request, self.store().who, "take_part", Thing("person", guest.id if guest else ""))
