"""Spoken comments over HTTP: a trainer's browser sends one, the learner's plays it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coach.capture.voice_note import LONGEST_S, MOST_BYTES, voice_note_s
from coach.domain.desk import VoiceNote
from coach.domain.errors import CoachError, MediaError, NotAllowed
from coach.domain.may import Action
from coach.store import Store
from coach.web.guard import ask, person_at
from coach.web.takes import LATEST_S, WATCH
from coach.web.tickets import Tickets, tickets_kept_in

KIND = "audio/webm"
KEPT = {"Cache-Control": "private, max-age=3600"}
ID_LETTERS = 32
Answering = Callable[[Request], Awaitable[Response]]


def sending_address(tickets: Tickets, attempt_id: str, now: datetime) -> str:
    """Where a browser sends a comment on that take, ticket included."""
    return f"/api/take/{attempt_id}/voice?" + urlencode({"ticket": tickets.issue(attempt_id, WATCH, now)})


def voice_address(tickets: Tickets, attempt_id: str, id: str, now: datetime) -> str:
    """Where a browser finds one, ticket included."""
    asked = urlencode({"ticket": tickets.issue(attempt_id, WATCH, now)})
    return f"/api/take/{attempt_id}/voice/{id}?{asked}"


@dataclass(frozen=True, slots=True)
class Voices:
    """Takes in, hands out and removes spoken comments."""

    store: Callable[[], Store]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def routes(self) -> list[Route]:
        """The addresses this answers."""
        one = "/api/take/{attempt_id}/voice/{id}"
        return [
            Route("/api/take/{attempt_id}/voice", self._guarded("comment", self._sent), methods=["POST"]),
            Route(one, self._guarded("see_result", self._heard)),
            Route(one, self._guarded("comment", self._taken_back), methods=["DELETE"]),
        ]

    def _guarded(self, action: Action, answer: Answering) -> Answering:
        async def guarded(request: Request) -> Response:
            try:
                await run_in_threadpool(self._ask, request, action)
                return await answer(request)
            except NotAllowed:
                return Response(status_code=403)
            except MediaError as error:
                return JSONResponse({"error": error.id}, status_code=400)
            except CoachError:
                return Response(status_code=404)

        return guarded

    def _ask(self, request: Request, action: Action) -> None:
        """NotAllowed unless the rule allows it and the ticket is of that take."""
        store, attempt_id = self.store(), request.path_params["attempt_id"]
        ask(request, store.who, action, store.who.access.take(store.attempts.get(attempt_id)))
        ticket = request.query_params.get("ticket", "")
        if not tickets_kept_in(store.folder).allows(ticket, attempt_id, WATCH, self.clock()):
            raise NotAllowed("may.not_allowed")

    async def _sent(self, request: Request) -> Response:
        """Keep it: its id is made in the browser, so that what is sent twice is kept once."""
        sound = await _body(request)
        duration_s = await run_in_threadpool(voice_note_s, sound)
        note = VoiceNote(
            id=_id(request.query_params.get("id", "")),
            attempt_id=request.path_params["attempt_id"],
            trainer_id=person_at(request, self.store().who).id or None,
            at_s=_second(request.query_params.get("at", "")),
            duration_s=round(duration_s, 1),
            made_at=self.clock(),
        )
        await run_in_threadpool(self.store().voices.add, note, sound)
        return JSONResponse({"id": note.id})

    async def _heard(self, request: Request) -> Response:
        path = request.path_params
        sound = await run_in_threadpool(self.store().voices.sound, path["attempt_id"], path["id"])
        return Response(sound, media_type=KIND, headers=KEPT)

    async def _taken_back(self, request: Request) -> Response:
        who, path = person_at(request, self.store().who).id or None, request.path_params
        gone = await run_in_threadpool(self.store().voices.take_back, path["attempt_id"], path["id"], who)
        return Response(status_code=204 if gone else 404)


async def _body(request: Request) -> bytes:
    """What is sent, no more than a comment may hold; MediaError beyond it."""
    sound = b""
    async for part in request.stream():
        sound += part
        if len(sound) > MOST_BYTES:
            raise MediaError("voice.too_long", seconds=LONGEST_S)
    return sound


def _id(text: str) -> str:
    if len(text) != ID_LETTERS or not (text.isascii() and text.isalnum()):
        raise MediaError("voice.not_sound")
    return text


def _second(text: str) -> float:
    try:
        at_s = float(text)
    except ValueError:
        raise MediaError("voice.not_sound") from None
    if not 0 <= at_s <= LATEST_S:
        raise MediaError("voice.not_sound")
    return at_s
