"""Takes are private: who made one may show it, and take that back; and handing a take in needs her leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.consent import RECORD, audience
from coach.store.attempts import Attempt, Attempts, NewAttempt
from coach.store.audit import Audit, Did
from coach.store.blobs import Blobs
from coach.store.consents import Consents
from coach.store.schema import AttemptRow


@dataclass(frozen=True, slots=True)
class Showing:
    """Which takes may be seen by others, and by whom."""

    sessions: sessionmaker[Session]
    consents: Consents
    audit: Audit

    def show(self, attempt_id: str, who: str, now: datetime) -> None:
        """Her take may be seen by those whom she allowed; a second time changes nothing."""
        self._set(attempt_id, now, Did(who, "take.shown", f"attempt:{attempt_id}"), now)

    def hide(self, attempt_id: str, who: str, now: datetime) -> None:
        """Only she may see it again, from now on."""
        self._set(attempt_id, None, Did(who, "take.hidden", f"attempt:{attempt_id}"), now)

    def audience(self, attempt: Attempt) -> frozenset[str]:
        """Who besides herself may see the take now: "trainer", "class"."""
        return audience(attempt.shown_at is not None, self.consents.in_force(attempt.learner_id))

    def _set(self, attempt_id: str, shown_at: datetime | None, did: Did, now: datetime) -> None:
        was = AttemptRow.shown_at.is_not(None) if shown_at is None else AttemptRow.shown_at.is_(None)
        change = update(AttemptRow).where(AttemptRow.id == attempt_id, was).values(shown_at=shown_at)
        with self.sessions.begin() as session:
            if session.connection().execute(change).rowcount == 1:
                self.audit.note(session, did, now)


@dataclass(frozen=True, slots=True)
class HandingIn:
    """The door through which a recording comes: without leave to record, not a byte is kept."""

    recordings: Blobs
    attempts: Attempts
    consents: Consents

    def allow(self, learner_id: str) -> None:
        """NotAllowed unless she allows recording now; asked before the first byte of an upload too."""
        self.consents.require(learner_id, RECORD)

    def keep(self, learner_id: str, stream: BinaryIO) -> str:
        """Keep her recording; its digest."""
        self.allow(learner_id)
        return self.recordings.keep(stream)

    def add(self, of: NewAttempt, now: datetime) -> Attempt:
        """Remember her take, which waits to be scored."""
        self.allow(of.learner_id)
        return self.attempts.add(of, now)
