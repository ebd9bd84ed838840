"""What a rehearsal made goes when it ends: nobody who only tried it stands among those who came."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.store.forgetting import Forgetting
from coach.store.hall_rows import GuestRow, HallCommentRow, HallHeartsRow, HallVoteRow
from coach.store.schema import AttemptRow


def throw_away(
    sessions: sessionmaker[Session], forgetting: Forgetting, workshop_id: str, since: datetime, now: datetime
) -> bool:
    """All of that workshop from that moment on; False when bytes could not be removed yet.

    Guests who came since then go with their takes. Of who was there before, only what she did meanwhile.
    """
    with sessions() as session:
        came = _since(session, workshop_id, since)
        takes = _takes(session, workshop_id, since)
        for one in _learners(session, workshop_id):
            _drop_unfinished(forgetting, one, since)
    gone = [
        forgetting.forget_take(take, now=now) for take, owner in takes.items() if owner not in came.values()
    ]
    gone.append(forgetting.forget_guests(came, {one for one in came.values() if one}, (), now))
    with sessions.begin() as session:
        _undo(session, workshop_id, since, takes)
    return all(gone)


def _since(session: Session, workshop_id: str, since: datetime) -> dict[str, str]:
    asked = select(GuestRow.id, GuestRow.learner_id).where(
        GuestRow.workshop_id == workshop_id, GuestRow.joined_at >= since
    )
    return {guest_id: learner_id or "" for guest_id, learner_id in session.execute(asked)}


def _learners(session: Session, workshop_id: str) -> list[str]:
    asked = select(GuestRow.learner_id).where(GuestRow.workshop_id == workshop_id)
    return [one for one in session.scalars(asked) if one]


def _takes(session: Session, workshop_id: str, since: datetime) -> dict[str, str]:
    """Takes handed in since then, with whose they are."""
    hers = _learners(session, workshop_id)
    asked = select(AttemptRow.id, AttemptRow.learner_id).where(
        AttemptRow.learner_id.in_(hers), AttemptRow.created_at >= since
    )
    return {row.id: row.learner_id for row in session.execute(asked)}


def _drop_unfinished(forgetting: Forgetting, learner_id: str, since: datetime) -> None:
    uploads = forgetting.uploads
    for one in list(uploads.all()):
        if one.learner_id == learner_id and uploads.begun_at(one.id) >= since:
            uploads.remove(one.id)


def _undo(session: Session, workshop_id: str, since: datetime, takes: dict[str, str]) -> None:
    """Comments, votes, hearts and marks of guests who were there before."""
    here = select(GuestRow.id).where(GuestRow.workshop_id == workshop_id)
    said = (HallCommentRow.workshop_id == workshop_id) & (HallCommentRow.said_at >= since)
    session.execute(delete(HallCommentRow).where(said))
    voted = HallVoteRow.guest_id.in_(here) & (HallVoteRow.voted_at >= since)
    session.execute(delete(HallVoteRow).where(voted))
    given = HallHeartsRow.guest_id.in_(here) & HallHeartsRow.take_id.in_(takes)
    session.execute(delete(HallHeartsRow).where(given))
    practised = (GuestRow.workshop_id == workshop_id) & (GuestRow.practised_at >= since)
    session.execute(update(GuestRow).where(practised).values(practised_at=None))
