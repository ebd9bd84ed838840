"""Who corrected the words of which take, when, and what stood there before: appended, never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.media import Span
from coach.store.schema import CorrectionRow


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction. `number` is that of the words kept beside the evidence; `said` None took all back."""

    attempt_id: str
    learner_id: str
    number: int
    span: Span
    heard: str
    said: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of all takes."""

    sessions: sessionmaker[Session]

    def add(self, one: Corrected) -> None:
        """Keep one more."""
        row = CorrectionRow(
            id=uuid4().hex,
            attempt_id=one.attempt_id,
            learner_id=one.learner_id,
            number=one.number,
            start_s=one.span.start_s,
            end_s=one.span.end_s,
            heard=one.heard,
            said=one.said,
            made_at=one.made_at,
        )
        with self.sessions.begin() as session:
            session.add(row)

    def of(self, attempt_id: str) -> tuple[Corrected, ...]:
        """All corrections of one take, in the order in which they were made."""
        asked = (
            select(CorrectionRow)
            .where(CorrectionRow.attempt_id == attempt_id)
            .order_by(CorrectionRow.number, CorrectionRow.made_at)
        )
        with self.sessions() as session:
            return tuple(map(_corrected, session.scalars(asked)))


def _corrected(row: CorrectionRow) -> Corrected:
    span = Span(row.start_s, row.end_s)
    return Corrected(row.attempt_id, row.learner_id, row.number, span, row.heard, row.said, row.made_at)
