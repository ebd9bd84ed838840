"""The hall of a workshop: who came with a phone, what they said, their hearts and votes."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.analysis import DONE
from coach.domain.errors import CoachError
from coach.domain.hall import MOST_HEARTS, QUESTIONS, Guest, HallComment
from coach.store.forgetting import Forgetting
from coach.store.hall_rows import GuestRow, HallCommentRow, HallHeartsRow, HallVoteRow, WorkshopRow
from coach.store.schema import AnalysisRow

MOST_GUESTS = 2000  # of one workshop: eight full halls; more is somebody who plays with the door
LISTED = 500  # comments at once


@dataclass(frozen=True, slots=True)
class Hall:
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

    def comment(self, of: HallComment, workshop_id: str) -> None:
        """Keep what a guest wrote; of what was refused, the reason alone."""
        row = HallCommentRow(
            id=of.id,
            workshop_id=workshop_id,
            guest_id=of.guest_id,
            text="" if of.refused else of.text,
            said_at=of.said_at,
            moved_at=of.moved_at,
            take_id=of.take_id or None,
            at_s=of.at_s,
            hidden=of.hidden,
            refused=of.refused or None,
        )
        with self.sessions.begin() as session:
            session.add(row)

    def hide(self, workshop_id: str, comment_id: str, hidden: bool, now: datetime) -> None:
        """The host takes a comment off the wall, or puts it back; one of another workshop stays as it is."""
        hers = (HallCommentRow.id == comment_id) & (HallCommentRow.workshop_id == workshop_id)
        with self.sessions.begin() as session:
            session.execute(update(HallCommentRow).where(hers).values(hidden=hidden, moved_at=now))

    def comments_since(self, workshop_id: str, since: datetime | None = None) -> tuple[HallComment, ...]:
        """Comments said, hidden or shown again at that moment or later, oldest first; without one the last
        few hundred. Hidden ones too, so that a wall takes them off; refused ones never.
        """
        asked = _comments().where(HallCommentRow.workshop_id == workshop_id, HallCommentRow.refused.is_(None))
        if since is not None:
            asked = asked.where(HallCommentRow.moved_at >= since)
        asked = asked.order_by(HallCommentRow.moved_at.desc(), HallCommentRow.id).limit(LISTED)
        with self.sessions() as session:
            return tuple(_comment(row, name) for row, name in session.execute(asked))[::-1]

    def shown_during(self, take_id: str) -> tuple[HallComment, ...]:
        """The comments of one take that were not hidden or refused, in order of their second."""
        asked = _comments().where(
            HallCommentRow.take_id == take_id,
            HallCommentRow.refused.is_(None),
            HallCommentRow.hidden.is_(False),
            HallCommentRow.at_s.is_not(None),
        )
        with self.sessions() as session:
            found = session.execute(asked.order_by(HallCommentRow.at_s, HallCommentRow.id))
            return tuple(_comment(row, name) for row, name in found)

    def lately(self, guest_id: str, since: datetime) -> tuple[list[datetime], str]:
        """When she wrote since then, refused or not, oldest first; and her last words that were shown."""
        asked = select(HallCommentRow.said_at, HallCommentRow.text).where(
            HallCommentRow.guest_id == guest_id, HallCommentRow.said_at >= since
        )
        with self.sessions() as session:
            rows = session.execute(asked.order_by(HallCommentRow.said_at)).all()
        return [at for at, _ in rows], next((text for _, text in reversed(rows) if text), "")

    def comments_of(self, workshop_id: str) -> tuple[HallComment, ...]:
        """All comments of a workshop that were kept with their words, oldest first."""
        asked = _comments().where(HallCommentRow.workshop_id == workshop_id, HallCommentRow.refused.is_(None))
        with self.sessions() as session:
            found = session.execute(asked.order_by(HallCommentRow.said_at, HallCommentRow.id))
            return tuple(_comment(row, name) for row, name in found)

    def votes_of(self, workshop_id: str) -> tuple[tuple[str, int, str, int], ...]:
        """Take, question, answer and how often it was given, of a whole workshop."""
        by = (HallVoteRow.take_id, HallVoteRow.question, HallVoteRow.answer)
        asked = select(*by, func.count()).join(GuestRow, GuestRow.id == HallVoteRow.guest_id)
        asked = asked.where(GuestRow.workshop_id == workshop_id).group_by(*by).order_by(*by)
        with self.sessions() as session:
            return tuple((take, question, answer, n) for take, question, answer, n in session.execute(asked))

    def refusals(self, workshop_id: str) -> Mapping[str, int]:
        """How many comments were refused, by reason."""
        asked = select(HallCommentRow.refused, func.count()).where(
            HallCommentRow.workshop_id == workshop_id, HallCommentRow.refused.is_not(None)
        )
        with self.sessions() as session:
            return {str(why): n for why, n in session.execute(asked.group_by(HallCommentRow.refused))}

    def heart(self, guest_id: str, take_id: str, number: int = 1) -> None:
        """Hearts of a guest for a take; beyond `MOST_HEARTS` nothing is counted."""
        with self.sessions.begin() as session:
            row = session.get(HallHeartsRow, (guest_id, take_id)) or HallHeartsRow(
                guest_id=guest_id, take_id=take_id, number=0
            )
            row.number = min(MOST_HEARTS, row.number + max(0, number))
            session.merge(row)

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
        row = HallVoteRow(guest_id=guest_id, take_id=take_id, question=question, answer=answer, voted_at=now)
        with self.sessions.begin() as session:
            session.merge(row)

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

    def _must_be_open(self, session: Session, workshop_id: str) -> None:
        row = session.get(WorkshopRow, workshop_id)
        if row is None:
            raise CoachError("workshop.unknown", id=workshop_id)
        if row.ended_at is not None:
            raise CoachError("workshop.over")
        here = select(func.count()).select_from(GuestRow).where(GuestRow.workshop_id == workshop_id)
        if int(session.scalar(here) or 0) >= MOST_GUESTS:
            raise CoachError("workshop.full")


def _comments() -> Select[HallCommentRow, str]:
    return select(HallCommentRow, GuestRow.first_name).join(GuestRow, GuestRow.id == HallCommentRow.guest_id)


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


def _comment(row: HallCommentRow, first_name: str) -> HallComment:
    return HallComment(
        id=row.id,
        guest_id=row.guest_id,
        first_name=first_name,
        text=row.text,
        said_at=row.said_at,
        moved_at=row.moved_at,
        take_id=row.take_id or "",
        at_s=row.at_s,
        hidden=row.hidden,
        refused=row.refused or "",
    )
