"""What is so of the installation as a whole: whether it asks people who they are, and its topmost group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.people import INSTALLATION
from coach.store.schema import GroupRow, InstallationRow, MembershipRow

ASKS, ROOT, SALT = "asks_since", "root_group", "voices_salt"


@dataclass(frozen=True, slots=True)
class Installation:
    """Facts of this installation; once it asks, it asks for ever, also when its last account is gone."""

    sessions: sessionmaker[Session]

    def asks(self) -> bool:
        """Whether people must sign in."""
        return bool(self._value(ASKS))

    def root(self) -> str:
        """The id of the group above all others; empty before anybody had to sign in."""
        return self._value(ROOT)

    def switch_on(self, name: str, administrator_id: str, now: datetime) -> str:
        """From now on everything asks; the person administers all. CoachError if it asks already."""
        root = uuid4().hex
        try:
            with self.sessions.begin() as session:
                session.add(InstallationRow(name=ASKS, value=now.isoformat()))
                session.add(InstallationRow(name=ROOT, value=root))
                session.add(GroupRow(id=root, kind=INSTALLATION, name=name.strip(), created_at=now))
                session.flush()
                session.add(MembershipRow(group_id=root, learner_id=administrator_id, role="administrator"))
        except IntegrityError as error:
            raise CoachError("rules.already_on") from error
        return root

    def salt(self) -> str:
        """A secret of this installation, made when it is first asked for: with it voices get numbers."""
        if not self._value(SALT):
            try:
                with self.sessions.begin() as session:
                    session.add(InstallationRow(name=SALT, value=uuid4().hex))
            except IntegrityError:
                pass  # somebody else was first
        return self._value(SALT)

    def _value(self, name: str) -> str:
        with self.sessions() as session:
            row = session.get(InstallationRow, name)
        return row.value if row else ""
