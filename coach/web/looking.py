"""Before the start: the browser shows a picture and two seconds of sound, and hears one advice at most."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coach.domain.media import SOUND_HZ, FrameSample
from coach.pipeline.preflight import READY, Known, Preflight
from coach.store import Store
from coach.web.guard import ask
from coach.web.passes import read_pass
from coach.web.tickets import tickets_kept_in

MOST_BYTES = 600_000  # a picture of 640 px and two seconds of sound are 130 kB
LONGEST = 3 * SOUND_HZ  # samples
_KNOWN = TypeAdapter(Known)


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks through the browser's camera. What is known so far travels with the browser, not with us."""

    store: Callable[[], Store]
    preflight: Callable[[bool], Preflight]  # whether a wide picture is wanted -> who looks
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)  # as face finders ask for

    def routes(self) -> list[Route]:
        """The address this answers."""
        return [Route("/api/look", self._answer, methods=["POST"])]

    async def _answer(self, request: Request) -> Response:
        """`picture` (JPEG), `sound` (int16, mono, 16 kHz), `known` (as answered before), `wide`: a form."""
        known_pass = read_pass(tickets_kept_in(self.store().folder), request.headers.get("x-pass", ""))
        if known_pass is None or known_pass.is_over(self.clock()):
            return Response(status_code=403 if known_pass is None else 401)
        await run_in_threadpool(self._ask, request, known_pass.learner_id)
        if int(request.headers.get("content-length", MOST_BYTES + 1)) > MOST_BYTES:
            return Response(status_code=413)
        try:
            async with request.form() as form:
                jpeg, pcm = await _bytes(form.get("picture")), await _bytes(form.get("sound"))
                known = _KNOWN.validate_json(str(form.get("known") or "{}"))
                wide = form.get("wide") == "1"
        except ValidationError:
            return Response(status_code=400)
        after = await run_in_threadpool(self._look, jpeg, pcm, known, wide)
        told = {"says": after.says, "ready": after.says == READY}
        return JSONResponse({**told, "known": json.loads(_KNOWN.dump_json(after))})

    def _ask(self, request: Request, learner_id: str) -> None:
        who = self.store().who
        ask(request, who, "practise", who.access.person(learner_id))

    def _look(self, jpeg: bytes, pcm: bytes, known: Known, wide: bool) -> Known:
        now_s = self.clock().timestamp()
        picture = _picture(jpeg)
        frame = FrameSample(now_s, picture) if picture is not None else None
        with self.one_at_a_time:
            return self.preflight(wide).look(frame, _sound(pcm), known, now_s)


async def _bytes(part: UploadFile | str | None) -> bytes:
    return await part.read() if isinstance(part, UploadFile) else b""


def _picture(jpeg: bytes) -> NDArray[np.uint8] | None:
    """The picture (height, width, 3) BGR; None where there is none."""
    if not jpeg:
        return None
    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    return None if image is None else np.asarray(image, np.uint8)


def _sound(pcm: bytes) -> NDArray[np.float32] | None:
    """Samples (n,) in -1..1; None where there are none."""
    whole = pcm[: len(pcm) // 2 * 2]
    if not whole:
        return None
    return (np.frombuffer(whole, "<i2")[-LONGEST:] / 32768).astype(np.float32)
