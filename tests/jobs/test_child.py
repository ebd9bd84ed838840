"""A job runs in a process of its own, and a process that died is noticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.jobs.child import SILENT_TOO_LONG, environment, stopped
from coach.settings import Settings
from coach.store import open_store
from coach.store.attempts import Attempt, NewAttempt

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    store = open_store(tmp_path)
    hoa = store.people.add("Hoa", "cô", NOON)
    return store.attempts.add(NewAttempt(hoa.id, "L02", "vi", "a" * 64, "x.mp4"), NOON)


def test_a_child_works_with_the_very_same_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data=tmp_path / "dữ liệu", threads=3, recogniser="whisper-small")
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings


@pytest.mark.parametrize(
    ("state", "silent", "expected"),
    [
        ("waiting", SILENT_TOO_LONG / 2, False),
        ("waiting", SILENT_TOO_LONG * 2, True),
        ("running", SILENT_TOO_LONG * 2, True),
        ("done", SILENT_TOO_LONG * 9, False),
        ("failed", SILENT_TOO_LONG * 9, False),
    ],
)
def test_only_an_attempt_that_should_move_and_does_not_has_stopped(
    attempt: Attempt, state: str, silent: timedelta, expected: bool
) -> None:
    assert stopped(replace(attempt, state=state), NOON + silent) is expected


def test_a_beat_keeps_it_alive(attempt: Attempt) -> None:
    running = replace(attempt, state="running", beat_at=NOON + SILENT_TOO_LONG)
    assert not stopped(running, NOON + SILENT_TOO_LONG * 1.5)
