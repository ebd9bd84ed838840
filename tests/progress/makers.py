"""Scored takes for tests of progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from coach.progress.bayes import Reached
from coach.progress.takes import Taken

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)  # a Monday


@dataclass(frozen=True, slots=True)
class Scored:
    """What progress needs of an attempt."""

    id: str
    result: Mapping[str, Any] | None
    recording_sha256: str = ""
    lesson_id: str = "L01"
    language: str = "vi"
    created_at: datetime = NOON


def judged(
    criterion: str, low: int, high: int | None = None, top: int = 4, state: str = "judged"
) -> dict[str, Any]:
    high = low if high is None else high
    return {"criterion": criterion, "state": state, "level_low": low, "level_high": high, "top": top}


def result(
    *judgements: dict[str, Any], points: tuple[float, float] = (50, 60), **more: Any
) -> dict[str, Any]:
    return {
        "lesson": {"digest": "d"},
        "recording": {"duration_s": 60.0},
        "points": {"low": points[0], "high": points[1]},
        "observers": {"hearing": "1"},
        "judgements": list(judgements),
    } | more


def taken(
    day: int,
    skill: str = "story",
    reached: tuple[Reached, ...] = (Reached(2, 2, 4),),
    lesson: str = "L01",
    **more: Any,
) -> Taken:
    told: dict[str, Any] = {
        "language": "vi", "duration_s": 60.0, "points": (50.0, 60.0), "digest": "d",
        "listeners": {"hearing": "1"},
    }  # fmt: skip
    found = {skill: reached} if reached else {}
    return Taken(f"{lesson}-{day}", NOON + timedelta(days=day), lesson, reached=found, **(told | more))
