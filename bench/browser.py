"""A server over a folder with results in it, and a browser that looks at them, for figures about pages."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coach.assembly import Workplace, workplace
from coach.domain.media import ProductCard
from coach.settings import Settings
from coach.store.attempts import Attempt, NewAttempt

CHROMIUM = "/usr/bin/chromium"
LESSON = "L13"  # the one with the most criteria


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The app in a process of its own over that data folder."""
    (data / ".demonstration").touch()  # nothing else is to run meanwhile
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", f"from coach.server import serve; serve({port}, False)"]
    process = subprocess.Popen(
        command,
        env=os.environ | {"COACH_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _ready(f"http://localhost:{port}")
    finally:
        process.terminate()
        process.wait(20)


def _ready(base: str) -> str:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{base}/_stcore/health", timeout=2).close()
            return base
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def take(data: Path, film: Path, minutes: int) -> Attempt:
    """A take of so many minutes with a long result: 184 words a minute, every criterion told."""
    at = workplace(Settings(data=data))
    hoa = at.store.people.add("Hoa", "cô", datetime.now(UTC))
    at.store.cards.keep(hoa.id, ProductCard(name="Na Chi Lăng", place="xã Chi Lăng"))
    with film.open("rb") as stream:
        sha256 = at.store.recordings.keep(stream)
    attempt = at.store.attempts.add(NewAttempt(hoa.id, LESSON, "vi", sha256, film.name), datetime.now(UTC))
    at.store.attempts.take_up(attempt.id, "bench", datetime.now(UTC))
    told, content = _result(at, 60.0 * minutes), at.course.contents[LESSON]
    at.store.attempts.succeed(attempt.id, "bench", told, content, datetime.now(UTC))
    at.store.engine.dispose()
    return at.store.attempts.get(attempt.id)


def _result(at: Workplace, length_s: float) -> dict[str, Any]:
    lesson = at.course.lesson(LESSON)
    words = [
        {"text": f"chữ{n % 97}", "start_s": s, "end_s": s + 0.25, "probability": 0.4 + (n % 6) / 10}
        for n, s in enumerate(_every(60 / 184, length_s))
    ]
    judgements = [_judgement(use.criterion.id, use.weight, use.gate, n) for n, use in enumerate(lesson.uses)]
    told = {
        "lesson": {"id": LESSON, "digest": lesson.digest},
        "recording": {"sha256": "0", "duration_s": length_s, "width_px": 640, "height_px": 480},
        "observers": {},
        "points": {"low": 61.0, "high": 74.0, "out_of": 100, "cap": 100},
        "passes": False,
        "judgements": judgements,
        "claims": [],
        "notices": [],
        "not_observed": [],
        "transcript": {"language": "vi", "words": words},
    }
    return dict(json.loads(json.dumps(told)))


def _judgement(criterion: str, weight: float, gate: bool, n: int) -> dict[str, Any]:
    seen = {"name": "place", "quote": "chữ chữ chữ", "value": "x", "unit": None, "certainty": 0.9}
    starts_s = (10.0 + 7 * n, 30.0 + 7 * n, 45.0 + 7 * n)
    evidence = [seen | {"start_s": s, "end_s": s + 2.0, "moment_s": None} for s in starts_s]
    level = {"state": "judged", "level": 2, "level_low": 2, "level_high": 2, "top": 4, "certainty": 0.9}
    reason = {"id": "reason.reached", "values": {"level": 2, "top": 4}}
    about = {"criterion": criterion, "weight": weight, "gate": gate}
    return about | level | {"reason": reason, "reason_text": "", "evidence": evidence}


def _every(step_s: float, length_s: float) -> list[float]:
    return [round(step_s * n, 3) for n in range(int(length_s / step_s))]
