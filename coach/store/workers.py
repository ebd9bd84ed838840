"""Who scores takes on this machine or on others, and who has not been heard of for too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.analysis import GIVEN_UP_AFTER, Worker
from coach.store.schema import WorkerRow

REMEMBERED = timedelta(days=1)  # a row that has been silent for so long tells nobody anything


@dataclass(frozen=True, slots=True)
class Workers:
    """The workers of this installation. All times are the database's: machines' clocks may disagree."""

    sessions: sessionmaker[Session]

    def clock(self) -> datetime:
        """What time it is for the database, to the second."""
        with self.sessions() as session:
            told: datetime = session.execute(select(func.current_timestamp())).scalar_one()
        return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)

    def beat(self, id: str, slots: int, now: datetime) -> None:
        """That worker lives."""
        with self.sessions.begin() as session:
            change = update(WorkerRow).where(WorkerRow.id == id).values(beat_at=now)
            if not session.connection().execute(change).rowcount:
                session.add(WorkerRow(id=id, slots=slots, started_at=now, beat_at=now))

    def all(self) -> tuple[Worker, ...]:
        """Every worker that is still remembered, oldest first."""
        asked = select(WorkerRow).order_by(WorkerRow.started_at, WorkerRow.id)
        with self.sessions() as session:
            rows = session.scalars(asked)
            return tuple(Worker(row.id, row.slots, row.started_at, row.beat_at) for row in rows)

    def dead(self, now: datetime) -> tuple[str, ...]:
        """Ids of workers that have been silent for too long."""
        return tuple(one.id for one in self.all() if not one.is_alive(now))

    def leave(self, id: str, now: datetime) -> None:
        """That worker is gone, as it or whoever holds its lock says; nobody need wait for it."""
        gone = update(WorkerRow).where(WorkerRow.id == id).values(beat_at=now - 2 * GIVEN_UP_AFTER)
        with self.sessions.begin() as session:
            session.execute(gone)

    def forget(self, now: datetime) -> int:
        """Drop those who have been silent for a day; how many."""
        old = delete(WorkerRow).where(WorkerRow.beat_at < now - REMEMBERED)
        with self.sessions.begin() as session:
            return session.connection().execute(old).rowcount


def alive(now: datetime) -> Select[Any]:
    """A question for the ids of workers that live."""
    return select(WorkerRow.id).where(WorkerRow.beat_at >= now - GIVEN_UP_AFTER)
