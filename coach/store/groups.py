"""Groups: who belongs together, as what; the demonstration class is one of its own kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.people import Group, Member
from coach.store.people import learner_of
from coach.store.schema import GroupRow, LearnerRow, MembershipRow


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of this machine."""

    sessions: sessionmaker[Session]

    def add(self, kind: str, name: str, now: datetime) -> Group:
        """Remember a new group."""
        group = Group(uuid4().hex, kind, name.strip()[:200])
        with self.sessions.begin() as session:
            session.add(GroupRow(id=group.id, kind=group.kind, name=group.name, created_at=now))
        return group

    def of_kind(self, kind: str) -> tuple[Group, ...]:
        """All groups of that kind, oldest first."""
        asked = select(GroupRow).where(GroupRow.kind == kind).order_by(GroupRow.created_at, GroupRow.id)
        with self.sessions() as session:
            return tuple(Group(row.id, row.kind, row.name) for row in session.scalars(asked))

    def join(self, group_id: str, learner_id: str, role: str) -> None:
        """Somebody belongs to a group from now on, or has another role in it."""
        with self.sessions.begin() as session:
            session.merge(MembershipRow(group_id=group_id, learner_id=learner_id, role=role))

    def members(self, group_id: str) -> tuple[Member, ...]:
        """Who belongs to the group, in order of name."""
        asked = (
            select(LearnerRow, MembershipRow.role)
            .join(MembershipRow, MembershipRow.learner_id == LearnerRow.id)
            .where(MembershipRow.group_id == group_id)
            .order_by(LearnerRow.name)
        )
        with self.sessions() as session:
            return tuple(Member(learner_of(row), role) for row, role in session.execute(asked))

    def ids_in(self, kind: str) -> frozenset[str]:
        """Ids of all learners who belong to a group of that kind."""
        asked = select(MembershipRow.learner_id).join(GroupRow).where(GroupRow.kind == kind)
        with self.sessions() as session:
            return frozenset(session.scalars(asked))

    def remove(self, group_id: str) -> None:
        """Forget the group and who belonged to it; the people themselves stay."""
        with self.sessions.begin() as session:
            session.execute(delete(MembershipRow).where(MembershipRow.group_id == group_id))
            session.execute(delete(GroupRow).where(GroupRow.id == group_id))
