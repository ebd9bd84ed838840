"""Groups: who belongs together, as what, and which group lies above which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.may import ROLES, Role
from coach.domain.people import Group, Member
from coach.domain.signing_in import new_code
from coach.store.people import learner_of
from coach.store.schema import GroupRow, LearnerRow, MembershipRow


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of this machine."""

    sessions: sessionmaker[Session]

    def add(self, kind: str, name: str, now: datetime, parent_id: str = "") -> Group:
        """Remember a new group, below another one if that is named; a class gets its code."""
        while True:
            code = new_code() if kind == "class" else None
            row = GroupRow(
                id=uuid4().hex,
                kind=kind,
                name=name.strip()[:200],
                created_at=now,
                parent_id=parent_id or None,
                code=code,
            )
            try:
                with self.sessions.begin() as session:
                    session.add(row)
            except IntegrityError:
                if parent_id and not self._known(parent_id):
                    raise CoachError("groups.unknown", id=parent_id) from None
                continue  # the code is another class's: one in many millions
            return _group(row)

    def get(self, id: str) -> Group:
        """One group; CoachError when there is none with that id."""
        with self.sessions() as session:
            row = session.get(GroupRow, id)
        if row is None:
            raise CoachError("groups.unknown", id=id)
        return _group(row)

    def all(self) -> tuple[Group, ...]:
        """Every group, by name."""
        with self.sessions() as session:
            return tuple(map(_group, session.scalars(select(GroupRow).order_by(GroupRow.name, GroupRow.id))))

    def of_kind(self, kind: str) -> tuple[Group, ...]:
        """All groups of that kind, oldest first."""
        asked = select(GroupRow).where(GroupRow.kind == kind).order_by(GroupRow.created_at, GroupRow.id)
        with self.sessions() as session:
            return tuple(map(_group, session.scalars(asked)))

    def with_code(self, code: str) -> Group | None:
        """The class with that code."""
        with self.sessions() as session:
            row = session.scalars(select(GroupRow).where(GroupRow.code == code)).first() if code else None
        return _group(row) if row else None

    def join(self, group_id: str, learner_id: str, role: str) -> None:
        """Somebody belongs to a group from now on, or has another role in it."""
        with self.sessions.begin() as session:
            session.merge(MembershipRow(group_id=group_id, learner_id=learner_id, role=role))

    def leave(self, group_id: str, learner_id: str) -> None:
        """Somebody does not belong to the group any more."""
        hers = (MembershipRow.group_id == group_id) & (MembershipRow.learner_id == learner_id)
        with self.sessions.begin() as session:
            session.execute(delete(MembershipRow).where(hers))

    def roles(self, learner_id: str) -> Mapping[str, Role]:
        """Her role by group; one that nobody knows gives her nothing."""
        asked = select(MembershipRow).where(MembershipRow.learner_id == learner_id)
        known = {str(role): role for role in ROLES}
        with self.sessions() as session:
            rows = session.scalars(asked).all()
        return {row.group_id: known[row.role] for row in rows if row.role in known}

    def of_everybody(self) -> Mapping[str, frozenset[str]]:
        """By person the ids of the groups that she belongs to, asked for once where a list is about many."""
        found: dict[str, set[str]] = {}
        with self.sessions() as session:
            for learner, group in session.execute(select(MembershipRow.learner_id, MembershipRow.group_id)):
                found.setdefault(learner, set()).add(group)
        return {learner: frozenset(groups) for learner, groups in found.items()}

    def learners(self) -> tuple[tuple[str, str], ...]:
        """Group and person of everybody who learns in a group."""
        asked = select(MembershipRow.group_id, MembershipRow.learner_id).where(
            MembershipRow.role == "learner"
        )
        with self.sessions() as session:
            return tuple((group, learner) for group, learner in session.execute(asked))

    def parents(self) -> Mapping[str, str]:
        """The group above each group that has one."""
        asked = select(GroupRow.id, GroupRow.parent_id).where(GroupRow.parent_id.is_not(None))
        with self.sessions() as session:
            return {below: parent for below, parent in session.execute(asked) if parent}

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
        """Forget the group and who belonged to it; people stay, and groups below it hang one step higher."""
        with self.sessions.begin() as session:
            row = session.get(GroupRow, group_id)
            above = row.parent_id if row else None
            session.execute(update(GroupRow).where(GroupRow.parent_id == group_id).values(parent_id=above))
            session.execute(delete(MembershipRow).where(MembershipRow.group_id == group_id))
            session.execute(delete(GroupRow).where(GroupRow.id == group_id))

    def _known(self, id: str) -> bool:
        with self.sessions() as session:
            return session.get(GroupRow, id) is not None


def above(groups: frozenset[str], parents: Mapping[str, str]) -> frozenset[str]:
    """The groups and all that lie above them; a circle, which only a broken database holds, ends."""
    found: set[str] = set()
    left = list(groups)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left.extend([parents[one]] if one in parents else [])
    return frozenset(found)


def _group(row: GroupRow) -> Group:
    return Group(row.id, row.kind, row.name, row.parent_id or "", row.code or "")
