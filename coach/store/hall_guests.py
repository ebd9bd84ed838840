"""Who came to a workshop with a phone: known again by a token, a learner once she practises."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.hall import Guest
from coach.store.forgetting import Forgetting
from coach.store.hall_rows import GuestRow, WorkshopRow

MOST_GUESTS = 2000  # of one workshop: eight full halls; more is somebody who plays with the door


@dataclass(frozen=True, slots=True)
class Guests:
    """Guests of all workshops."""

    sessions: sessionmaker[Session]
    forgetting: Forgetting

    def join(self, workshop_id: str, first_name: str, commune: str, now: datetime) -> tuple[Guest, str]:
        """Somebody comes in; she and the token by which her phone is known again.

        CoachError `workshop.over` where it has ended, `workshop.full`, or `workshop.unknown`.
        """
        token = secrets.token_urlsafe(32)
        row = GuestRow(
            id=uuid4().hex,
            workshop_id=workshop_id,
            first_name=first_name[:60],
            commune=commune[:80],
            token_hash=_hash(token),
            joined_at=now,
        )
        with self.sessions.begin() as session:
            self._must_be_open(session, workshop_id)
            session.add(row)
        return _guest(row), token

    def guest(self, token: str) -> Guest | None:
        """Whose token it is."""
        asked = select(GuestRow).where(GuestRow.token_hash == _hash(token))
        with self.sessions() as session:
            row = session.scalars(asked).first() if token else None
        return _guest(row) if row else None

    def get(self, guest_id: str) -> Guest | None:
        """One guest, as she is now."""
        with self.sessions() as session:
            row = session.get(GuestRow, guest_id)
        return _guest(row) if row else None

    def guests(self, workshop_id: str) -> tuple[Guest, ...]:
        """Everybody who came, first come first."""
        asked = select(GuestRow).where(GuestRow.workshop_id == workshop_id)
        with self.sessions() as session:
            rows = session.scalars(asked.order_by(GuestRow.joined_at, GuestRow.id))
            return tuple(map(_guest, rows))

    def learners(self) -> frozenset[str]:
        """Everybody who practises as a guest of some workshop."""
        with self.sessions() as session:
            hers = session.scalars(select(GuestRow.learner_id).where(GuestRow.learner_id.is_not(None)))
            return frozenset(one for one in hers if one)

    def practises(self, guest_id: str, learner_id: str) -> None:
        """From now on she is that learner too."""
        with self.sessions.begin() as session:
            session.execute(update(GuestRow).where(GuestRow.id == guest_id).values(learner_id=learner_id))

    def practised(self, guest_id: str, now: datetime) -> None:
        """She handed a take in; the first time counts."""
        first = (GuestRow.id == guest_id) & GuestRow.practised_at.is_(None)
        with self.sessions.begin() as session:
            session.execute(update(GuestRow).where(first).values(practised_at=now))

    def handed_in(self, learner_id: str, now: datetime) -> Guest | None:
        """That learner handed a take in; the guest she is, None where she came to no workshop."""
        with self.sessions() as session:
            hers = select(GuestRow).where(GuestRow.learner_id == learner_id)
            row = session.scalars(hers.order_by(GuestRow.joined_at.desc())).first()
        if row is None:
            return None
        self.practised(row.id, now)
        return _guest(row)

    def leave(self, guest: Guest, now: datetime) -> bool:
        """She wishes to be forgotten: all she said and handed in goes. False when bytes are left."""
        if guest.learner_id:
            return self.forgetting.forget(guest.learner_id, guest.learner_id, now)
        return self.forgetting.forget_guest(guest.id, now)

    def _must_be_open(self, session: Session, workshop_id: str) -> None:
        row = session.get(WorkshopRow, workshop_id)
        if row is None:
            raise CoachError("workshop.unknown", id=workshop_id)
        if row.ended_at is not None:
            raise CoachError("workshop.over")
        here = select(func.count()).select_from(GuestRow).where(GuestRow.workshop_id == workshop_id)
        if int(session.scalar(here) or 0) >= MOST_GUESTS:
            raise CoachError("workshop.full")


def _hash(token: str) -> str:
    return urlsafe_b64encode(sha256(token.encode()).digest()).decode()


def _guest(row: GuestRow) -> Guest:
    return Guest(
        row.id,
        row.workshop_id,
        row.first_name,
        row.commune,
        row.joined_at,
        row.practised_at,
        row.learner_id or "",
    )
