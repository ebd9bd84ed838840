"""Where a take is handed in to be scored, called back, and asked after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coach.domain.analysis import MOVING, NORMAL, WAITING, Analysis
from coach.jobs.engine import JobEngine
from coach.jobs.ledger import job_of
from coach.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """The ledger, and the engine that carries what is handed in to whoever has time."""

    store: Store
    engine: JobEngine


def submit(attempt_id: str, at: Desk, now: datetime, priority: int = NORMAL, anew: bool = False) -> Analysis:
    """See to it that the attempt is scored; asked twice it is scored once.

    An attempt whose scoring had failed, died or was stopped is scored once more; with `anew` also one that
    has a result, which stays until there is another.
    """
    analysis = at.store.analyses.open(attempt_id, now, priority, anew)
    if analysis.state in MOVING:
        at.engine.submit(job_of(analysis))
    return analysis


def cancel(attempt_id: str, at: Desk, now: datetime) -> None:
    """Stop scoring the attempt: at once where nobody has begun, within two seconds where somebody has."""
    analysis = at.store.analyses.newest(attempt_id)
    if analysis.state not in MOVING:
        return
    at.store.analyses.cancel(analysis.id, now)
    if analysis.state == WAITING:
        at.engine.cancel(job_of(analysis))
