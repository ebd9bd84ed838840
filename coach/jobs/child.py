"""Starts processes for slow work, as scoring one attempt, and tells when such a process must have died."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta

from coach.settings import Settings
from coach.store.attempts import Attempt

SILENT_TOO_LONG = timedelta(
    seconds=120
)  # loading weights and one batch of clips take far less on slow laptops


def start_scoring(attempt_id: str, settings: Settings) -> None:
    """Start a child process for the attempt and return at once; it goes on when the browser is closed."""
    _start(["score-attempt", attempt_id], settings)


def score_and_wait(attempt_id: str, settings: Settings) -> None:
    """Score the attempt in a child process and return when it has ended, however it did."""
    _start(["score-attempt", attempt_id], settings).wait()


def start_demonstration(settings: Settings) -> None:
    """Start a child process that makes the demonstration class, and return at once."""
    _start(["demo"], settings)


def _start(arguments: list[str], settings: Settings) -> subprocess.Popen[bytes]:
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / "scoring.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "coach.cli", *arguments],
            env=os.environ | environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables, so that the child works with the very same ones."""
    return {f"COACH_{name.upper()}": str(value) for name, value in settings.model_dump().items()}


def stopped(attempt: Attempt, now: datetime) -> bool:
    """Whether the attempt should be moving but has not been for too long: its process died."""
    if attempt.state not in ("waiting", "running"):
        return False
    return now - (attempt.beat_at or attempt.created_at) > SILENT_TOO_LONG
