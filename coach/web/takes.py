"""The take itself over HTTP: its film, in which a browser may jump, pictures and short sounds out of it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coach.domain.errors import CoachError, NotAllowed
from coach.domain.evidence import Observation, Observed, ObserverKey
from coach.domain.media import Span
from coach.store import Store
from coach.web.guard import ask
from coach.web.kinds import kind
from coach.web.pieces_of_film import InPieces
from coach.web.tickets import Tickets, tickets_kept_in

WATCH = "watch"  # the purpose that a ticket for film and pictures names
KEPT_BY_BROWSER = {"Cache-Control": "private, max-age=3600"}
LATEST_S = 24 * 3600.0  # no take is longer; a wild moment is refused before anything is opened

WAVE = ObserverKey("wave", "1")  # its number is raised when the heights are found otherwise
LONGEST_CLIP_S = 30.0  # longer than any utterance; who wants more watches the film

Picture = Callable[[Path, float], bytes | None]  # JPEG bytes of the picture shown at that second, if any
Sound = Callable[[Path, Span], bytes | None]  # WAV bytes of that stretch, if the take has sound
Wave = Callable[[Path], tuple[int, ...]]  # heights 0-100 along the take; none without sound


def film_address(tickets: Tickets, attempt_id: str, now: datetime) -> str:
    """Where a browser finds the take's film, ticket included."""
    return f"/api/take/{attempt_id}?" + urlencode({"ticket": tickets.issue(attempt_id, WATCH, now)})


def picture_address(tickets: Tickets, attempt_id: str, at_s: float, now: datetime) -> str:
    """Where a browser finds the picture at a moment of the take, ticket included."""
    asked = {"at": round(at_s, 2), "ticket": tickets.issue(attempt_id, WATCH, now)}
    return f"/api/take/{attempt_id}/picture?" + urlencode(asked)


def sound_address(tickets: Tickets, attempt_id: str, start_s: float, end_s: float, now: datetime) -> str:
    """Where a browser finds the sound of a stretch of the take, ticket included."""
    asked = {
        "from": round(start_s, 2),
        "to": round(end_s, 2),
        "ticket": tickets.issue(attempt_id, WATCH, now),
    }
    return f"/api/take/{attempt_id}/sound?" + urlencode(asked)


def wave_address(tickets: Tickets, attempt_id: str, now: datetime) -> str:
    """Where a browser finds how loud the take is along its length, ticket included."""
    return f"/api/take/{attempt_id}/wave?" + urlencode({"ticket": tickets.issue(attempt_id, WATCH, now)})


@dataclass(frozen=True, slots=True)
class Takes:
    """Hands out takes to whoever holds a ticket. `store` is asked for at each request: it opens late."""

    store: Callable[[], Store]
    picture: Picture
    sound: Sound
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    wave: Wave = lambda _: ()

    def routes(self) -> list[Route]:
        """The addresses this answers."""
        return [
            Route("/api/take/{attempt_id}", self._guarded(self._film)),
            Route("/api/take/{attempt_id}/picture", self._guarded(self._still)),
            Route("/api/take/{attempt_id}/sound", self._guarded(self._clip)),
            Route("/api/take/{attempt_id}/wave", self._guarded(self._wave)),
        ]

    def _guarded(self, answer: Answering) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            try:
                path = await run_in_threadpool(self._recording, request)
            except NotAllowed:
                return Response(status_code=403)
            except CoachError:
                return Response(status_code=404)
            return await answer(request, path)

        return guarded

    def _recording(self, request: Request) -> Path:
        """The recording's file; NotAllowed without a valid ticket, CoachError when there is no such take.

        A ticket alone opens nothing where people sign in: an address that was passed on shows nothing.
        """
        store, attempt_id = self.store(), request.path_params["attempt_id"]
        ticket = request.query_params.get("ticket", "")
        if not tickets_kept_in(store.folder).allows(ticket, attempt_id, WATCH, self.clock()):
            raise NotAllowed("may.not_allowed")
        attempt = store.attempts.without_result(attempt_id)
        ask(request, store.who, "play", store.who.access.take(attempt))
        sha256 = attempt.recording_sha256
        return store.playback.of(sha256, store.recordings.path(sha256))

    async def _film(self, _: Request, path: Path) -> Response:
        return InPieces(path, media_type=await run_in_threadpool(kind, path), headers=KEPT_BY_BROWSER)

    async def _still(self, request: Request, path: Path) -> Response:
        at_s = _moment_s(request.query_params.get("at", ""))
        if at_s is None:
            return Response(status_code=400)
        jpeg = await run_in_threadpool(self.picture, path, at_s)
        if jpeg is None:
            return Response(status_code=404)
        return Response(jpeg, media_type="image/jpeg", headers=KEPT_BY_BROWSER)

    async def _clip(self, request: Request, path: Path) -> Response:
        start_s, end_s = (_moment_s(request.query_params.get(name, "")) for name in ("from", "to"))
        if start_s is None or end_s is None or end_s <= start_s:
            return Response(status_code=400)
        span = Span(start_s, min(end_s, start_s + LONGEST_CLIP_S))
        wav = await run_in_threadpool(self.sound, path, span)
        if wav is None:
            return Response(status_code=404)
        return Response(wav, media_type="audio/wav", headers=KEPT_BY_BROWSER)

    async def _wave(self, request: Request, path: Path) -> Response:
        heights = await run_in_threadpool(self._kept_wave, request.path_params["attempt_id"], path)
        return JSONResponse(heights, headers=KEPT_BY_BROWSER)

    def _kept_wave(self, attempt_id: str, path: Path) -> list[int]:
        """Found once a recording, then kept beside what else was observed in it."""
        store = self.store()
        sha256 = store.attempts.without_result(attempt_id).recording_sha256
        known = store.evidence.observed(sha256, WAVE)
        if known is None:
            heights = json.dumps(self.wave(path))
            known = Observed(WAVE, (Observation("wave", Span(0.0, 0.0), heights),))
            store.evidence.keep(sha256, known)
        return list(json.loads(str(known.of(Observation)[0].value)))


Answering = Callable[[Request, Path], Awaitable[Response]]


def _moment_s(text: str) -> float | None:
    try:
        at_s = float(text)
    except ValueError:
        return None
    return at_s if 0 <= at_s <= LATEST_S else None
