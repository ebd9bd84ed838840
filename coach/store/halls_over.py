"""Guests whose time is over: they go with all they said, but for whoever allowed more or came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.consent import KEEP_LONGER, SHOW_TRAINER, Retention
from coach.store.consents import Consents
from coach.store.forgetting import Forgetting
from coach.store.hall_rows import GuestRow, WorkshopRow
from coach.store.schema import AttemptRow, GroupRow

SAME_EVENING = timedelta(days=1)  # a take made later than that was not made in the hall: she practises on


@dataclass(frozen=True, slots=True)
class HallsOver:
    """Keeps guests and workshops as long as films, and no longer."""

    sessions: sessionmaker[Session]
    forgetting: Forgetting
    consents: Consents

    def sweep(self, now: datetime, policy: Retention) -> int:
        """Remove guests whose time is over, and workshops over as long that nobody is left in; how many."""
        with self.sessions() as session:
            came = {one.id: one.learner_id or "" for one in _over(session, now, policy)}
            empty = _empty(session, now, policy, set(came))
        learners = {one for one in came.values() if one} - self._staying()
        if came or empty:
            self.forgetting.forget_guests(came, learners, empty, now)
        return len(came)

    def _staying(self) -> frozenset[str]:
        """Learners who outlive their evening: shown to a trainer, kept longer by leave, or practising on."""
        shown = select(AttemptRow.learner_id).where(AttemptRow.shown_at.is_not(None))
        hers = select(AttemptRow.learner_id, AttemptRow.created_at, GuestRow.joined_at).join(
            GuestRow, GuestRow.learner_id == AttemptRow.learner_id
        )
        with self.sessions() as session:
            showing = frozenset(session.scalars(shown)) & self.consents.allowing(SHOW_TRAINER)
            again = frozenset(one for one, made, came in session.execute(hers) if made - came >= SAME_EVENING)
        return showing | again | self.consents.allowing(KEEP_LONGER)


def _over(session: Session, now: datetime, policy: Retention) -> list[GuestRow]:
    asked = select(GuestRow, GroupRow.keep_days).join(WorkshopRow, WorkshopRow.id == GuestRow.workshop_id)
    rows = session.execute(asked.outerjoin(GroupRow, GroupRow.id == WorkshopRow.group_id))
    return [one for one, days in rows if _ends(one.practised_at or one.joined_at, days, policy) <= now]


def _empty(session: Session, now: datetime, policy: Retention, going: set[str]) -> list[str]:
    """Workshops whose own time is over too; one that is used again and again stays for its new guests."""
    left = {of for of, one in session.execute(select(GuestRow.workshop_id, GuestRow.id)) if one not in going}
    asked = select(WorkshopRow, GroupRow.keep_days).outerjoin(GroupRow, GroupRow.id == WorkshopRow.group_id)
    return [
        one.id
        for one, days in session.execute(asked)
        if one.id not in left and _ends(one.ended_at or one.created_at, days, policy) <= now
    ]


def _ends(at: datetime, group_days: int | None, policy: Retention) -> datetime:
    """The group's days stand in for the installation's; her own leave to keep longer is asked elsewhere."""
    return policy.film_ends(at, (), [group_days] if group_days is not None else [])
