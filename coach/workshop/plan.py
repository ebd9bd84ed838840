"""The host's plan of an evening: its steps, how long each takes, and where the clock stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the evening. Its name and notes are sentences `plan.<id>` and `plan.<id>_note`."""

    id: str
    minutes: int


# 61 minutes: one hour is what people who came from their fields in the evening have.
PLAN = (
    Step("welcome", 5),
    Step("demonstration", 10),
    Step("volunteer", 7),
    Step("volunteer", 7),
    Step("volunteer", 7),
    Step("practice", 20),
    Step("closing", 5),
)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where one step stands. `left_s` is below 0 once it takes longer than planned."""

    step: int
    left_s: float
    rest_minutes: int  # that the steps after this one take

    @property
    def is_over(self) -> bool:
        return self.left_s < 0


def clock(step: int, began_at: datetime | None, now: datetime) -> Clock:
    """The clock of that step; a step that nobody began has all its time."""
    at = max(0, min(step, len(PLAN) - 1))
    gone_s = (now - began_at).total_seconds() if began_at else 0.0
    return Clock(at, PLAN[at].minutes * 60 - max(0.0, gone_s), sum(one.minutes for one in PLAN[at + 1 :]))
