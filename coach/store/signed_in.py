"""Who is signed in: a token by chance in the browser, its hash here; it ends, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.store.hashes import new_token, token_hash
from coach.store.schema import SignedInRow

LONGEST = timedelta(hours=12)  # a day of work; on a shared laptop the next morning begins with signing in
RESTS = timedelta(hours=2)  # without any sign of life; longer than the longest practice
OWN_DEVICE = timedelta(days=30)  # on a phone that its owner said is hers alone
NOTED_EVERY = timedelta(minutes=1)  # a sign of life is written no more often


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The open sign-ins of this installation."""

    sessions: sessionmaker[Session]

    def begin(self, person_id: str, how: str, now: datetime, own_device: bool = False) -> str:
        """A new token; never one that a browser brought along."""
        token = new_token()
        lasts, rests = (OWN_DEVICE, OWN_DEVICE) if own_device else (LONGEST, RESTS)
        row = SignedInRow(
            token_hash=token_hash(token),
            learner_id=person_id,
            how=how,
            made_at=now,
            seen_at=now,
            ends_at=now + lasts,
            idle_s=int(rests.total_seconds()),
        )
        with self.sessions.begin() as session:
            session.execute(delete(SignedInRow).where(SignedInRow.ends_at < now))
            session.add(row)
        return token

    def who(self, token: str, now: datetime) -> str:
        """The id of the person with that token; empty where it is unknown, ended or rested too long."""
        if not token:
            return ""
        hashed = token_hash(token)
        with self.sessions() as session:
            row = session.get(SignedInRow, hashed)
        if row is None or now >= row.ends_at or (now - row.seen_at).total_seconds() > row.idle_s:
            return ""
        if now - row.seen_at >= NOTED_EVERY:
            self._seen(hashed, now)
        return row.learner_id

    def end(self, token: str) -> None:
        """Sign out here."""
        with self.sessions.begin() as session:
            session.execute(delete(SignedInRow).where(SignedInRow.token_hash == token_hash(token)))

    def end_all(self, person_id: str, but: str = "") -> None:
        """Sign somebody out everywhere, save where that token is."""
        others = (SignedInRow.learner_id == person_id) & (SignedInRow.token_hash != token_hash(but))
        with self.sessions.begin() as session:
            session.execute(delete(SignedInRow).where(others))

    def count(self, person_id: str, now: datetime) -> int:
        """On how many browsers somebody is signed in."""
        asked = select(SignedInRow).where(SignedInRow.learner_id == person_id, SignedInRow.ends_at > now)
        with self.sessions() as session:
            return len(session.scalars(asked).all())

    def _seen(self, hashed: str, now: datetime) -> None:
        with self.sessions.begin() as session:
            session.execute(update(SignedInRow).where(SignedInRow.token_hash == hashed).values(seen_at=now))
