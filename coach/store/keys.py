"""A learner's keys: her PIN, her card with a QR code, and the leave that hands a sign-in to the browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.signing_in import LONGEST_PIN, SHORTEST_PIN, pin_is_fit
from coach.store.hashes import Hasher, new_token, token_hash
from coach.store.schema import KeyRow, SignedInRow

PIN, CARD, HANDOVER, PHONE = "pin", "card", "handover", "phone"
HANDED_OVER_WITHIN = timedelta(seconds=60)
PHONE_WITHIN = timedelta(minutes=15)  # to find the phone, join the Wi-Fi and read the code


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of everybody; only hashes are kept."""

    sessions: sessionmaker[Session]
    hasher: Hasher

    def set_pin(self, learner_id: str, pin: str, now: datetime) -> None:
        """A new PIN; whoever was signed in as her is signed out. CoachError where it is too easy."""
        if not pin_is_fit(pin):
            raise CoachError("pin.easy", least=SHORTEST_PIN, most=LONGEST_PIN)
        self._keep(learner_id, PIN, self.hasher.hashed(pin), now)

    def pin_fits(self, learner_id: str, pin: str) -> bool:
        """Whether that is her PIN; without one it takes as long."""
        row = self._of(learner_id, PIN)
        return self.hasher.fits(row.hash if row else None, pin[:LONGEST_PIN])

    def pin_since(self, learner_id: str) -> datetime | None:
        """When her PIN was last set; None without one."""
        row = self._of(learner_id, PIN)
        return row.made_at if row else None

    def new_card(self, learner_id: str, now: datetime) -> str:
        """What stands in the QR code of a new card; the old card opens nothing any more."""
        token = new_token()
        self._keep(learner_id, CARD, token_hash(token), now)
        return token

    def card_of(self, token: str) -> str:
        """The id of the learner whose card that is; empty for any other text."""
        row = self._with(CARD, token)
        return row.learner_id if row else ""

    def hand_over(self, person_id: str, now: datetime) -> str:
        """A token that signs in once, within a minute: a page, which sets no cookies, gives it our route."""
        return self._lend(person_id, HANDOVER, new_token(), now)

    def take_over(self, token: str, now: datetime) -> str:
        """The id of the person for whom that token was made, once; empty afterwards and a minute later."""
        return self._take(HANDOVER, token, HANDED_OVER_WITHIN, now)

    def for_phone(self, person_id: str, about: str, now: datetime) -> str:
        """A ticket that lets one phone in for her, once; the one before opens nothing any more.

        `about`, a lesson say, can be read from the ticket and cannot be changed in it.
        """
        return self._lend(person_id, PHONE, f"{new_token()}.{about}", now)

    def phone_comes(self, ticket: str, now: datetime) -> str:
        """The id of the person whose phone that ticket lets in, once; empty afterwards and when late."""
        return self._take(PHONE, ticket, PHONE_WITHIN, now)

    def awaits_phone(self, person_id: str) -> bool:
        """Whether nobody has used her newest ticket yet."""
        return self._of(person_id, PHONE) is not None

    def _lend(self, person_id: str, kind: str, token: str, now: datetime) -> str:
        row = KeyRow(learner_id=person_id, kind=kind, hash=token_hash(token), made_at=now)
        with self.sessions.begin() as session:
            session.merge(row)
        return token

    def _take(self, kind: str, token: str, within: timedelta, now: datetime) -> str:
        row = self._with(kind, token)
        if row is None:
            return ""
        this = (KeyRow.kind == kind) & (KeyRow.hash == row.hash)
        with self.sessions.begin() as session:
            first = session.connection().execute(delete(KeyRow).where(this)).rowcount == 1
        return row.learner_id if first and now - row.made_at <= within else ""

    def _keep(self, learner_id: str, kind: str, hashed: str, now: datetime) -> None:
        with self.sessions.begin() as session:
            session.merge(KeyRow(learner_id=learner_id, kind=kind, hash=hashed, made_at=now))
            session.execute(delete(SignedInRow).where(SignedInRow.learner_id == learner_id))

    def _of(self, learner_id: str, kind: str) -> KeyRow | None:
        with self.sessions() as session:
            return session.get(KeyRow, (learner_id, kind))

    def _with(self, kind: str, token: str) -> KeyRow | None:
        asked = select(KeyRow).where(KeyRow.kind == kind, KeyRow.hash == token_hash(token))
        with self.sessions() as session:
            return session.scalars(asked).first()
