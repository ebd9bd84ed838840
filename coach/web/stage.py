"""The stage for a projector and the host's remote: two light pages, and the addresses behind them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from html import escape
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from coach.domain.errors import CoachError, NotAllowed
from coach.domain.hall import Workshop
from coach.domain.may import Person, Thing, may
from coach.i18n import Speaker, sentences, spoken_address
from coach.store import Store
from coach.web.assets import FOLDER
from coach.web.door import HOSTS
from coach.web.film_clock import FilmClock, filmed_s
from coach.web.guard import ask, person_at
from coach.web.hosting import Asked, Hosting
from coach.web.light_page import as_json, filled
from coach.web.passes import issue_pass, read_pass
from coach.web.phones import COMMENT
from coach.web.qr import drawn
from coach.web.signin_page import shown_in
from coach.web.stage_phone import StagePhone
from coach.web.staged import Plain, Telling, steps
from coach.web.tickets import tickets_kept_in
from coach.workshop.acting import by_phone

SCRIPTS = {
    "stage": (
        "digest",
        "journal",
        "sending",
        "camera",
        "ear",
        "stage_words",
        "stage_take",
        "stage_phone",
        "stage",
    ),
    "host": ("stage_words", "host"),
}
SAID = (
    "FROZEN",
    "CAMERA",
    "MACHINE",
    "HALL",
    "ROOM_WELL",
    "ROOM_NEXT",
    "SOUND",
    "LOST",
    "OPEN_STAGE",
)
CHANGED = {"workshop.changed": 409}

Handler = Callable[[Request, Workshop], Awaitable[Response]]


class Opening(BaseModel):
    """What a host tells of a new workshop."""

    name: str = Field(min_length=1, max_length=200)
    language: str = Field(pattern="^(vi|en|id)$")
    communes: list[str] = Field(default=[], max_length=60)
    group: str = Field(default="", max_length=32)


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

    def routes(self) -> list[Route]:
        """The addresses this answers."""
        one = "/api/stage/{code}"
        every = ["GET", "HEAD", "POST", "PATCH", "DELETE"]
        return [
            Route("/stage/part/{name}", self._part),
            Route("/stage/{code}", self._page("stage")),
            Route("/host/{code}", self._page("host")),
            Route("/host", self._door),
            Route("/api/host", self._open, methods=["POST"]),
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
        return [
            Route("/h/part/{name}", self._part),
            Route("/h/host/{code}", self._page("host")),
            Route("/api/host/{code}", self._guarded(self._told_host)),
            Route("/api/host/{code}", self._guarded(self._do), methods=["POST"]),
        ]

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
        ask(request, self.store().who, "host_stage", self._thing(of.group_id if of else ""))
        return of

    def _thing(self, group_id: str) -> Thing:
        access = self.store().who.access
        return access.group(group_id) if group_id else access.installation_itself()

    # ---- pages: they hold nothing; what is on them is asked for

    def _page(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        async def page(request: Request) -> Response:
            html = await run_in_threadpool(self._drawn, name, request)
            return Response(html, media_type="text/html", headers={"Cache-Control": "no-store"})

        return page

    def _drawn(self, name: str, request: Request) -> str:
        of = self.store().workshops.by_code(request.path_params["code"])
        language = of.language if of and name == "stage" else shown_in(request, self.language())
        say, code = Speaker(language).say, of.code if of else ""
        come_in = bool(self.address(code))
        where = self.address(code) or f"{request.base_url}h/{code}"
        return filled(
            f"{name}.html",
            {
                "LANGUAGE": language,
                "CODE": code,
                "PART": "/h/part" if request.url.path.startswith("/h/") else "/stage/part",
                "QR": drawn(where, say("stage.code")),
                "ADDRESS": escape(where.split("://")[-1]),
                "TELLS": as_json(self._tells(language, code)),
                "PHONES": "yes" * come_in,
                "SCAN": escape(say("stage.scan" if come_in else "stage.no_phones")),
                **{key: escape(say(f"stage.{key.lower()}")) for key in SAID},
            },
        )

    def _tells(self, language: str, code: str) -> Plain:
        """What the page's script knows from the beginning."""
        told = {"words": _words(language), "plan": steps(language), "code": code}
        return told | {"phones": bool(self.address(code)), "lessons": self.telling().lessons(language)}

    async def _door(self, request: Request) -> Response:
        """Workshops that there are, and a new one."""
        html = await run_in_threadpool(self._all, request)
        return Response(html, media_type="text/html", headers={"Cache-Control": "no-store"})

    def _all(self, request: Request) -> str:
        language = shown_in(request, self.language())
        store, who = self.store(), person_at(request, self.store().who)
        from_group = [g for g in store.groups.all() if who.trusted or g.id in who.roles]
        mine = [one for one in store.workshops.all() if _may(who, self._thing(one.group_id))]
        told = {
            "words": _words(language),
            "phones": bool(self.address("")),
            "workshops": [{"code": one.code, "name": one.name} for one in mine],
            "groups": [] if who.trusted else [{"id": one.id, "name": one.name} for one in from_group],
        }
        return filled("host_door.html", {"LANGUAGE": language, "TELLS": as_json(told)})

    async def _part(self, request: Request) -> Response:
        name, _, ending = request.path_params["name"].partition(".")
        if name not in (*SCRIPTS, "host_door") or ending not in ("js", "css"):
            return Response(status_code=404)
        if ending == "css":
            return Response((FOLDER / "stage.css").read_text("utf-8"), media_type="text/css")
        return Response(script(name), media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    # ---- what they ask

    async def _open(self, request: Request) -> Response:
        body = await request.body()
        try:
            of = await run_in_threadpool(self._opened, request, body)
        except NotAllowed as error:
            return JSONResponse({"error": error.id}, 403)
        except (CoachError, ValueError):
            return JSONResponse({"error": "stage.nonsense"}, 400)
        return JSONResponse({"code": of.code}, 201)

    def _opened(self, request: Request, body: bytes) -> Workshop:
        store = self.store()
        try:
            opening = Opening.model_validate_json(body)
        except ValidationError:  # whoever may not host is not told what was wrong
            ask(request, store.who, "host_stage", self._thing(""))
            raise
        ask(request, store.who, "host_stage", self._thing(opening.group))
        host = person_at(request, store.who).id
        of = store.workshops.open(
            opening.name, opening.language, self.clock(), group_id=opening.group, host_id=host
        )
        store.workshops.offer(of.id, opening.communes)
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
        return told | {"record": self._recording(of), "t": second}

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
            "language": of.language,
            "client": state.more.get("client", ""),
        }

    async def _told_host(self, request: Request, of: Workshop) -> Response:
        told = await run_in_threadpool(self.telling().host, of, self.clock())
        return JSONResponse(told | {"key": self._key(of)}, headers={"Cache-Control": "no-store"})

    async def _phone(self, request: Request, of: Workshop) -> Response:
        """A code that makes a phone the remote; empty where no phones come in."""
        where = await run_in_threadpool(self.remote, of.code)
        svg = drawn(f"{where}#k={self._key(of)}", of.code) if where else ""
        return JSONResponse({"svg": svg, "address": where}, headers={"Cache-Control": "no-store"})

    def _key(self, of: Workshop) -> str:
        """Good for one hour at least; who uses it gets the next one in time."""
        return tickets_kept_in(self.store().folder).issue(of.id, HOSTS, self.clock())

    async def _do(self, request: Request, of: Workshop) -> Response:
        asked = Asked.model_validate_json(await request.body())
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
        return _Inside(self.inner, f"/api/{request.path_params['rest']}", Person(known.learner_id))


class _Inside(Response):
    """Answers as another address would, asked by that person."""

    def __init__(self, app: ASGIApp, path: str, person: Person) -> None:
        super().__init__()
        self._app, self._path, self._person = app, path, person

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state = {**scope.get("state", {}), "person": self._person}
        inside = {
            **scope,
            "path": self._path,
            "raw_path": self._path.encode(),
            "root_path": "",
            "state": state,
        }
        inside.pop("path_params", None)
        await self._app(inside, receive, send)


def _may(person: Person, thing: Thing) -> bool:
    return may(person, "host_stage", thing)


def _words(language: str) -> Mapping[str, str]:
    """The sentences of stage and remote, and the advice before a start."""
    you = spoken_address(language, Speaker(language).address)
    known = sentences(language).items()
    return {
        name: text.replace("{you}", you).replace("{You}", you.capitalize())
        for name, text in known
        if name.partition(".")[0] in ("stage", "host", "preflight") or name.startswith("hall.ask.")
    }


@cache
def script(name: str) -> str:
    """The page's scripts in one, without comments and indentation."""
    files = SCRIPTS.get(name, ("stage_words", name))
    return COMMENT.sub("", "\n".join((FOLDER / f"{one}.js").read_text("utf-8") for one in files))
