"""Recordings come in piece by piece over a line that may break: the browser asks what is here and goes on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import BaseModel, Field, ValidationError
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coach.domain.errors import CoachError, NotAllowed
from coach.domain.media import ShownComment
from coach.store import Store
from coach.store.uploads import Upload, upload_id
from coach.web.audience import Audience, empty_room
from coach.web.finishing import attempt_of, hand_in
from coach.web.guard import ask
from coach.web.passes import issue_pass, read_pass
from coach.web.pieces import content_digest, piece
from coach.web.tickets import tickets_kept_in

TROUBLES = {"disk.full": 507, "upload.too_large": 413, "upload.unknown": 404, "attempt.unknown": 404}

Handler = Callable[[Request, str], Awaitable[Response]]


class Begun(BaseModel):
    """What a browser tells of a recording that it is about to send."""

    client_id: str = Field(min_length=8, max_length=100)
    lesson: str = Field(max_length=50)
    language: str = Field(pattern="^[a-z]{2}$")
    name: str = Field(default="", max_length=300)
    size: int = Field(default=0, ge=0)
    drill: str = Field(default="", max_length=50)  # the one criterion that is drilled


class Finished(BaseModel):
    """How long the whole is, and the comments that were shown, each with the second at which it was."""

    total: int = Field(gt=0)
    comments: list[ShownComment] = Field(default=[], max_length=5000)


@dataclass(frozen=True, slots=True)
class Receiving:
    """Takes recordings in. `store` is asked for at each request: it opens late."""

    store: Callable[[], Store]
    may_record: Callable[[str], bool]  # whether the learner agreed to it
    submit: Callable[[str], None]  # starts the scoring of an attempt
    audience: Audience = empty_room
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    begun: Callable[[Upload], None] = lambda upload: None  # told of each recording that begins to come in

    def routes(self) -> list[Route]:
        """The addresses this answers."""
        one = "/api/rec/{id}"
        return [
            Route("/api/rec/pass", self._renew, methods=["POST"]),
            Route("/api/rec", self._guarded(self._begin), methods=["POST"]),
            Route(one, self._guarded(self._state), methods=["GET", "HEAD"]),
            Route(one, self._guarded(self._append), methods=["PATCH"]),
            Route(one, self._guarded(self._give_up), methods=["DELETE"]),
            Route(f"{one}/finish", self._guarded(self._finish), methods=["POST"]),
            Route(f"{one}/comments", self._guarded(self._comments)),
        ]

    def _guarded(self, answer: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            try:
                learner_id, refused = await run_in_threadpool(self._whose, request)
                return refused or await answer(request, learner_id)
            except NotAllowed as error:
                return _no(403, error.id)
            except CoachError as error:
                return _no(TROUBLES.get(error.id, 503), error.id)
            except (ValidationError, ValueError):
                return _no(400, "upload.nonsense")

        return guarded

    def _whose(self, request: Request) -> tuple[str, Response | None]:
        """The learner whose pass it is, and the refusal where it opens nothing: 401 over, 403 not hers."""
        known = read_pass(tickets_kept_in(self.store().folder), request.headers.get("x-pass", ""))
        if known is not None:
            self._ask(request, known.learner_id)
        if known is None or not self.may_record(known.learner_id):
            return "", _no(403, "upload.not_allowed")
        if known.is_over(self.clock()):
            return "", _no(401, "upload.pass_over")
        if "id" in request.path_params and self._owner(_id(request)) != known.learner_id:
            return "", _no(403, "upload.not_yours")
        return known.learner_id, None

    def _ask(self, request: Request, learner_id: str) -> None:
        """A pass alone opens nothing where people sign in: it must be she who asks."""
        who = self.store().who
        ask(request, who, "practise", who.access.person(learner_id))

    def _owner(self, id: str) -> str:
        done = attempt_of(self.store(), id)
        return done.learner_id if done else self.store().uploads.get(id).learner_id

    async def _renew(self, request: Request) -> Response:
        """A new pass for one that is over; only for the browser that held it."""
        tickets = tickets_kept_in((await run_in_threadpool(self.store)).folder)
        known, now = read_pass(tickets, request.headers.get("x-pass", "")), self.clock()
        if known is not None:
            await run_in_threadpool(self._ask, request, known.learner_id)
        if known is None or not known.may_be_renewed(now):
            return _no(403, "upload.not_allowed")
        if not await run_in_threadpool(self.may_record, known.learner_id):
            return _no(403, "upload.not_allowed")
        return JSONResponse({"pass": issue_pass(tickets, known.learner_id, now)})

    async def _begin(self, request: Request, learner_id: str) -> Response:
        begun = Begun.model_validate_json(await request.body())
        known = upload_id(learner_id, begun.client_id)
        upload = Upload(known, learner_id, begun.lesson, begun.language, begun.name, begun.drill)
        if await run_in_threadpool(attempt_of, self.store(), upload.id):
            return JSONResponse({"id": upload.id, "have": 0, "attempt": upload.id})
        have = await run_in_threadpool(self.store().uploads.begin, upload, begun.size)
        await run_in_threadpool(self.begun, upload)
        await run_in_threadpool(self.store().uploads.sweep, self.clock())
        return JSONResponse({"id": upload.id, "have": have}, 201 if have == 0 else 200)

    async def _state(self, request: Request, _: str) -> Response:
        asked = _id(request)
        if await run_in_threadpool(attempt_of, self.store(), asked):
            return JSONResponse({"id": asked, "have": 0, "attempt": asked})
        have = await run_in_threadpool(self.store().uploads.held, asked)
        return JSONResponse({"id": asked, "have": have}, headers={"Upload-Offset": str(have)})

    async def _append(self, request: Request, _: str) -> Response:
        """200 written; 409 there is a gap before it; 422 the bytes are not those of the digest."""
        offset = int(request.headers["upload-offset"]) if "upload-offset" in request.headers else -1
        data = await piece(request)
        if offset < 0 or data is None:
            return _no(400 if offset < 0 else 413, "upload.nonsense")
        uploads, asked = self.store().uploads, _id(request)
        if request.headers.get("content-digest") != content_digest(data):
            return JSONResponse({"have": uploads.held(asked)}, 422)
        have = await run_in_threadpool(uploads.append, asked, offset, data)
        return JSONResponse({"have": have}, 409 if have < offset else 200)

    async def _give_up(self, request: Request, _: str) -> Response:
        await run_in_threadpool(self.store().uploads.remove, _id(request))
        return Response(status_code=204)

    async def _finish(self, request: Request, _: str) -> Response:
        """The attempt is made and its scoring started, once; 409 where bytes are still missing."""
        told = Finished.model_validate_json(await request.body())
        store, asked = self.store(), _id(request)
        done = await run_in_threadpool(attempt_of, store, asked)
        have = told.total if done else store.uploads.held(asked)
        if have != told.total:
            return JSONResponse({"have": have}, 409)
        attempt = await run_in_threadpool(hand_in, store, asked, tuple(told.comments), self.clock())
        if attempt.state == "waiting":  # also where the first answer was lost: starting twice is harmless
            await run_in_threadpool(self.submit, attempt.id)
        play = BackgroundTask(_make_playable, store, attempt.recording_sha256)
        return JSONResponse({"attempt": attempt.id}, background=play)

    async def _comments(self, request: Request, _: str) -> Response:
        """What viewers say until that second, each with its own."""
        until_s = float(request.query_params.get("until", "0"))
        upload = await run_in_threadpool(self.store().uploads.get, _id(request))
        said = await run_in_threadpool(self.audience, upload, until_s)
        return JSONResponse(said.told())


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _make_playable(store: Store, sha256: str) -> None:
    try:
        store.playback.of(sha256, store.recordings.path(sha256))
    except CoachError:
        return  # gone already: she may have had it deleted


def _no(status: int, id: str) -> Response:
    return JSONResponse({"error": id}, status)
