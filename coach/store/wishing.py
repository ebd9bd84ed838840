"""A new row of the ledger: somebody wishes a take scored, and it is told its turn once and for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from coach.domain.analysis import NORMAL, STAGE, WAITING
from coach.domain.turns import band, turn
from coach.store.schema import AnalysisRow, AttemptRow


@dataclass(frozen=True, slots=True)
class Wish:
    """That an attempt is scored, for the how-manieth time, and how urgently."""

    attempt_id: str
    generation: int
    priority: int


def wished(session: Session, learner_id: str, wish: Wish, now: datetime) -> AnalysisRow:
    """A row that waits, with its turn among the learner's and everybody's waiting takes."""
    return AnalysisRow(
        id=uuid4().hex,
        attempt_id=wish.attempt_id,
        generation=wish.generation,
        delivery=1,
        state=WAITING,
        priority=wish.priority,
        turn=_turn(session, learner_id, wish.priority),
        attempt_no=0,
        crashes=0,
        troubles=0,
        fence=0,
        cancel_requested=False,
        progress=0.0,
        error_values={},
        queued_at=now,
    )


def _turn(session: Session, learner_id: str, priority: int) -> int:
    """Two machines that ask at the same moment may give one turn twice: then who came first goes first."""
    same = (AnalysisRow.state == WAITING) & _in_band(priority)
    own = select(func.max(AnalysisRow.turn)).join(AttemptRow).where(same, AttemptRow.learner_id == learner_id)
    oldest = select(AnalysisRow.turn).where(same).order_by(AnalysisRow.queued_at, AnalysisRow.id).limit(1)
    return turn(session.scalar(own), session.scalar(oldest))


def _in_band(priority: int) -> ColumnElement[bool]:
    """Those that share one count of turns with this priority."""
    named = band(priority)
    if named == "stage":
        return AnalysisRow.priority <= STAGE
    if named == "normal":
        return AnalysisRow.priority.between(STAGE + 1, NORMAL)
    return AnalysisRow.priority > NORMAL
