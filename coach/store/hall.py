"""The hall of a workshop: who came with a phone, what they said, their hearts and votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coach.domain.analysis import DONE
from coach.domain.errors import CoachError
from coach.domain.hall import MOST_HEARTS, QUESTIONS
from coach.store.hall_rehearsed import throw_away
from coach.store.hall_rows import GuestRow, HallHeartsRow, HallVoteRow
from coach.store.hall_talk import Talk
from coach.store.schema import AnalysisRow


@dataclass(frozen=True, slots=True)
class Hall(Talk):
    """Guests of all workshops, what they wrote, their hearts and votes."""

    def heart(self, guest_id: str, take_id: str, number: int = 1) -> None:
        """Hearts of a guest for a take; beyond `MOST_HEARTS` nothing is counted."""

        def write(session: Session) -> None:
            row = session.get(HallHeartsRow, (guest_id, take_id))
            had = row.number if row else 0
            number_now = min(MOST_HEARTS, had + max(0, number))
            session.merge(HallHeartsRow(guest_id=guest_id, take_id=take_id, number=number_now))

        self._write(write, guest_id)

    def hearts(self, workshop_id: str, take_id: str) -> int:
        """How many hearts the hall gave a take."""
        asked = (
            select(func.sum(HallHeartsRow.number))
            .join(GuestRow, GuestRow.id == HallHeartsRow.guest_id)
            .where(GuestRow.workshop_id == workshop_id, HallHeartsRow.take_id == take_id)
        )
        with self.sessions() as session:
            return int(session.scalar(asked) or 0)

    def vote(self, guest_id: str, take_id: str, question: int, answer: str, now: datetime) -> None:
        """Her answer; the last one counts. ValueError for a question or answer that nobody offered."""
        if answer not in QUESTIONS.get(question, ()):
            raise ValueError(f"question {question} has no such answer")
        her = {"guest_id": guest_id, "take_id": take_id, "question": question}
        self._write(lambda session: session.merge(HallVoteRow(**her, answer=answer, voted_at=now)), guest_id)

    def tally(self, workshop_id: str, take_id: str) -> Mapping[int, Mapping[str, int]]:
        """How often each answer was given, by question; every answer that was offered is in it."""
        asked = (
            select(HallVoteRow.question, HallVoteRow.answer)
            .join(GuestRow, GuestRow.id == HallVoteRow.guest_id)
            .where(GuestRow.workshop_id == workshop_id, HallVoteRow.take_id == take_id)
        )
        with self.sessions() as session:
            told = Counter((question, answer) for question, answer in session.execute(asked))
        return {one: {answer: told[one, answer] for answer in offered} for one, offered in QUESTIONS.items()}

    def votes_of(self, workshop_id: str) -> tuple[tuple[str, int, str, int], ...]:
        """Take, question, answer and how often it was given, of a whole workshop."""
        by = (HallVoteRow.take_id, HallVoteRow.question, HallVoteRow.answer)
        asked = select(*by, func.count()).join(GuestRow, GuestRow.id == HallVoteRow.guest_id)
        asked = asked.where(GuestRow.workshop_id == workshop_id).group_by(*by).order_by(*by)
        with self.sessions() as session:
            return tuple((take, question, answer, n) for take, question, answer, n in session.execute(asked))

    def scored_lately(self, most: int) -> tuple[tuple[datetime, datetime], ...]:
        """When the takes scored last were handed in and done, newest first: how fast it goes today."""
        asked = (
            select(AnalysisRow.queued_at, AnalysisRow.finished_at)
            .where(AnalysisRow.state == DONE, AnalysisRow.finished_at.is_not(None))
            .order_by(AnalysisRow.finished_at.desc())
            .limit(most)
        )
        with self.sessions() as session:
            return tuple((queued, done) for queued, done in session.execute(asked) if done)

    def rehearsed(self, workshop_id: str, since: datetime, now: datetime) -> bool:
        """Throw away what a rehearsal from that moment on made; False when bytes are left."""
        return throw_away(self.sessions, self.forgetting, workshop_id, since, now)

    def _write(self, write: Callable[[Session], object], guest_id: str) -> None:
        """Once more where two requests of one phone made the same row in the same moment.

        CoachError `hall.come_again` where she was deleted a moment ago.
        """
        for last in (False, True):
            try:
                with self.sessions.begin() as session:
                    write(session)
                return
            except IntegrityError:
                if self.get(guest_id) is None:
                    raise CoachError("hall.come_again") from None
                if last:
                    raise CoachError("store.busy") from None
