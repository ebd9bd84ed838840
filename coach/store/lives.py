"""Real livestreams as their sellers wrote them down; private unless the seller shows one."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.lives import RealLive, Told
from coach.store.schema import RealLiveRow


@dataclass(frozen=True, slots=True)
class Lives:
    """The real livestreams of everybody on this machine."""

    sessions: sessionmaker[Session]

    def add(self, learner_id: str, told: Told, now: datetime) -> RealLive:
        """Keep one; nobody but her sees it."""
        row = RealLiveRow(
            id=uuid4().hex, learner_id=learner_id, **asdict(told), shown=False, created_at=now, changed_at=now
        )
        with self.sessions.begin() as session:
            session.add(row)
        return _live(row)

    def of(self, learner_id: str) -> tuple[RealLive, ...]:
        """All of hers, newest first."""
        asked = (
            select(RealLiveRow)
            .where(RealLiveRow.learner_id == learner_id)
            .order_by(RealLiveRow.held_on.desc(), RealLiveRow.created_at.desc())
        )
        with self.sessions() as session:
            return tuple(map(_live, session.scalars(asked)))

    def shown_of(self, learner_id: str) -> tuple[RealLive, ...]:
        """Those that she shows her trainer, newest first."""
        return tuple(one for one in self.of(learner_id) if one.shown)

    def show(self, id: str, learner_id: str, shown: bool, now: datetime) -> None:
        """She shows one of hers, or no longer; somebody else's stays as it is."""
        change = update(RealLiveRow).where(_hers(id, learner_id)).values(shown=shown, changed_at=now)
        with self.sessions.begin() as session:
            session.execute(change)

    def remove(self, id: str, learner_id: str) -> None:
        """Forget one of hers."""
        with self.sessions.begin() as session:
            session.execute(delete(RealLiveRow).where(_hers(id, learner_id)))


def _hers(id: str, learner_id: str) -> ColumnElement[bool]:
    return (RealLiveRow.id == id) & (RealLiveRow.learner_id == learner_id)


def _live(row: RealLiveRow) -> RealLive:
    return RealLive(**{field.name: getattr(row, field.name) for field in fields(RealLive)})
