"""Counts wrong tries at signing in, so that guessing takes years; kept in the store, for all processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.signing_in import FIRST_WAIT_S, FORGOTTEN_AFTER_S, LONGEST_WAIT_S, wait_s
from coach.store.schema import ThrottleRow

AT_THE_SAME_MOMENT = 5  # other tries that may come in between before one more is simply refused


@dataclass(frozen=True, slots=True)
class Throttle:
    """Tries by key: an account, a learner, a place in the network. Keys hold no names."""

    sessions: sessionmaker[Session]

    def wait_s(self, key: str, now: datetime) -> float:
        """Seconds until the next try may be made; 0.0 now."""
        with self.sessions() as session:
            row = session.get(ThrottleRow, key)
        return _left_s(row, now) if row else 0.0

    def begin(self, key: str, free: int, now: datetime) -> float:
        """Count a try as failed before it is made; 0.0 if it may be made, else the seconds to wait.

        Counted first, and only over the count that was read: of many tries at the same moment, in whatever
        processes, no more are made than are free.
        """
        for _ in range(AT_THE_SAME_MOMENT):
            with self.sessions() as session:
                row = session.get(ThrottleRow, key)
            if row and (left := _left_s(row, now)):
                return left
            if self._count(row, key, free, now):
                return 0.0
        return FIRST_WAIT_S

    def succeeded(self, key: str) -> None:
        """The right thing was typed: what went wrong before is forgotten."""
        with self.sessions.begin() as session:
            session.execute(delete(ThrottleRow).where(ThrottleRow.key == key))

    def sweep(self, now: datetime) -> None:
        """Drop what is long past."""
        past = now - timedelta(seconds=FORGOTTEN_AFTER_S)
        with self.sessions.begin() as session:
            session.execute(delete(ThrottleRow).where(ThrottleRow.last_at < past))

    def _count(self, row: ThrottleRow | None, key: str, free: int, now: datetime) -> bool:
        failures = 1 + (row.failures if row and not _forgotten(row, now) else 0)
        counted = {
            "failures": failures,
            "last_at": now,
            "wait_until": now + timedelta(seconds=wait_s(failures, free)),
        }
        try:
            with self.sessions.begin() as session:
                if row is None:
                    session.add(ThrottleRow(key=key, **counted))
                    return True
                as_read = (ThrottleRow.key == key) & (ThrottleRow.failures == row.failures)
                as_read &= ThrottleRow.last_at == row.last_at
                change = update(ThrottleRow).where(as_read).values(**counted)
                return session.connection().execute(change).rowcount == 1
        except IntegrityError:
            return False  # somebody else was first


def _left_s(row: ThrottleRow, now: datetime) -> float:
    """Never longer than the longest wait, whatever a clock that was set back would say."""
    return min(max(0.0, (row.wait_until - now).total_seconds()), LONGEST_WAIT_S)


def _forgotten(row: ThrottleRow, now: datetime) -> bool:
    return (now - row.last_at).total_seconds() > FORGOTTEN_AFTER_S
