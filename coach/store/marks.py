"""What people said of single pictures of a take: appended, so that nothing said is ever lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.media import Mark
from coach.store.schema import MarkRow


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of all attempts; the last one of a picture is the one that counts."""

    sessions: sessionmaker[Session]

    def add(self, attempt_id: str, learner_id: str, marks: Iterable[Mark], now: datetime) -> None:
        """Keep what that person said of these pictures."""
        rows = [
            MarkRow(
                attempt_id=attempt_id, learner_id=learner_id, name=m.name, at_s=m.at_s, yes=m.yes, made_at=now
            )
            for m in marks
        ]
        with self.sessions.begin() as session:
            session.add_all(rows)

    def of(self, attempt_id: str) -> tuple[Mark, ...]:
        """All that was said of one take, in order."""
        asked = select(MarkRow).where(MarkRow.attempt_id == attempt_id).order_by(MarkRow.made_at, MarkRow.id)
        with self.sessions() as session:
            return tuple(Mark(row.name, row.at_s, row.yes) for row in session.scalars(asked))
