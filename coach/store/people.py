"""Learners of this machine and what they agreed to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.consent import covered
from coach.domain.errors import CoachError
from coach.domain.people import Consent, Learner
from coach.store.consents import Consents
from coach.store.schema import LearnerRow


@dataclass(frozen=True, slots=True)
class People:
    """Who practises here."""

    sessions: sessionmaker[Session]
    consents: Consents

    def add(self, name: str, address: str, now: datetime) -> Learner:
        """Remember a new learner; the id is made offline and never reused."""
        learner = Learner(uuid4().hex, name.strip()[:200], address)
        with self.sessions.begin() as session:
            session.add(LearnerRow(**asdict(learner), created_at=now))
        return learner

    def all(self) -> tuple[Learner, ...]:
        """Everybody, in order of name."""
        with self.sessions() as session:
            return tuple(map(learner_of, session.scalars(select(LearnerRow).order_by(LearnerRow.name))))

    def get(self, id: str) -> Learner:
        """One learner; CoachError when nobody has that id."""
        with self.sessions() as session:
            row = session.get(LearnerRow, id)
        if row is None:
            raise CoachError("people.unknown", id=id)
        return learner_of(row)

    def agree(self, consent: Consent) -> None:
        """Keep what was agreed to, with its very text."""
        self.consents.keep(consent)

    def has_agreed(self, learner_id: str, purpose: str | None = None) -> bool:
        """Whether the learner allows that purpose now; without one, whether she ever allowed anything."""
        if purpose is None:
            return any(one.given for one in self.consents.of(learner_id))
        return self.consents.in_force(learner_id).issuperset(covered(purpose))


def learner_of(row: LearnerRow) -> Learner:
    """The learner whom a row holds."""
    return Learner(row.id, row.name, row.address)
