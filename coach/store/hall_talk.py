"""What the hall writes: comments as they were cleaned, hidden by the host, shown during a take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError

from coach.domain.errors import CoachError
from coach.domain.hall import HallComment
from coach.store.hall_guests import Guests
from coach.store.hall_rows import GuestRow, HallCommentRow

LISTED = 500  # comments at once


@dataclass(frozen=True, slots=True)
class Talk(Guests):
    """Guests, and what they wrote."""

    def comment(self, of: HallComment, workshop_id: str) -> None:
        """Keep what a guest wrote; of what was refused, the reason alone.

        CoachError `hall.come_again` where she was deleted a moment ago.
        """
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
        try:
            with self.sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            raise CoachError("hall.come_again") from None

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

    def comments_of(self, workshop_id: str) -> tuple[HallComment, ...]:
        """All comments of a workshop that were kept with their words, oldest first."""
        asked = _comments().where(HallCommentRow.workshop_id == workshop_id, HallCommentRow.refused.is_(None))
        with self.sessions() as session:
            found = session.execute(asked.order_by(HallCommentRow.said_at, HallCommentRow.id))
            return tuple(_comment(row, name) for row, name in found)

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

    def refusals(self, workshop_id: str) -> Mapping[str, int]:
        """How many comments were refused, by reason."""
        asked = select(HallCommentRow.refused, func.count()).where(
            HallCommentRow.workshop_id == workshop_id, HallCommentRow.refused.is_not(None)
        )
        with self.sessions() as session:
            return {str(why): n for why, n in session.execute(asked.group_by(HallCommentRow.refused))}


def _comments() -> Select[HallCommentRow, str]:
    return select(HallCommentRow, GuestRow.first_name).join(GuestRow, GuestRow.id == HallCommentRow.guest_id)


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
