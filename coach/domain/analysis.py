"""The scoring of a take as the ledger tells it: where it stands, who is at it, and what stood in its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

WAITING, RUNNING, DONE, FAILED, DEAD, CANCELLED = "waiting", "running", "done", "failed", "dead", "cancelled"
MOVING = (WAITING, RUNNING)
ENDED_BADLY = (FAILED, DEAD, CANCELLED)  # somebody may press "score again"

# Priorities, smaller first: on a stage, a learner's own take, a class judged again.
STAGE, NORMAL, RESCORING = 1, 10, 100

BEATS_EVERY_S = 5.0
# Nine beats, then a worker is given up: a laptop that is busy with something else misses some.
GIVEN_UP_AFTER = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class Analysis:
    """One scoring of an attempt. `attempt_no` counts starts, `crashes` and `troubles` what went wrong."""

    id: str
    attempt_id: str
    owner: str  # the learner's id
    generation: int
    delivery: int
    state: str
    priority: int
    turn: int  # among those of its priority: coach/domain/turns.py
    attempt_no: int
    crashes: int
    troubles: int
    fence: int
    cancel_requested: bool
    stage: str | None
    progress: float  # 0-1
    duration_s: float | None
    error_id: str | None
    error_values: Mapping[str, str | float]
    worker: str | None
    queued_at: datetime
    not_before: datetime | None
    beat_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write about an analysis, until somebody else is given it: then the fence is another."""

    analysis_id: str
    fence: int
    worker: str


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that scores takes, and when it last said that it lives."""

    id: str
    slots: int
    started_at: datetime
    beat_at: datetime

    def is_alive(self, now: datetime) -> bool:
        return now - self.beat_at <= GIVEN_UP_AFTER
