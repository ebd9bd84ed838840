"""Tombstones: ids of what was deleted for ever, so that no backup and no other laptop brings it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from coach.store.forgetting import IN_HALL, Forgetting
from coach.store.schema import TombstoneRow

LEARNER, ATTEMPT, RECORDING = "learner", "attempt", "recording"


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What was deleted here, or on a laptop whose data came here."""

    sessions: sessionmaker[Session]

    def of(self, kind: str) -> tuple[str, ...]:
        """Ids of that kind."""
        asked = select(TombstoneRow.id).where(TombstoneRow.kind == kind).order_by(TombstoneRow.id)
        with self.sessions() as session:
            return tuple(session.scalars(asked))

    def all(self) -> tuple[tuple[str, str, datetime], ...]:
        """Kind, id and time of each: what a restore or a merge carries over before it replays."""
        asked = select(TombstoneRow).order_by(TombstoneRow.kind, TombstoneRow.id)
        with self.sessions() as session:
            return tuple((row.kind, row.id, row.at) for row in session.scalars(asked))

    def keep(self, stones: Iterable[tuple[str, str, datetime]]) -> None:
        """Add those of another laptop or of before a restore; the same once more changes nothing."""
        with self.sessions.begin() as session:
            for kind, name, at in stones:
                session.merge(TombstoneRow(kind=kind, id=name, at=at))


def replay(tombstones: Tombstones, forgetting: Forgetting, now: datetime) -> int:
    """Delete again whatever a restore or a merge brought back; how many people, takes, workshops, guests.

    Call it after the rows have come, and before anybody may look at them.
    """
    people, takes = tombstones.of(LEARNER), tombstones.of(ATTEMPT)
    in_halls = forgetting.again_in_halls({name: tombstones.of(name) for name in IN_HALL}, now)
    return in_halls + forgetting.again(people, takes, set(tombstones.of(RECORDING)), now)
