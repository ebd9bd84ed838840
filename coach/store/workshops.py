"""Workshops: opening one, what its stage shows, ending it, and deleting all that was not to be kept."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.consent import SHOW_TRAINER
from coach.domain.errors import CoachError
from coach.domain.hall import SHOWINGS, State, Workshop
from coach.domain.signing_in import code_of
from coach.store.consents import Consents
from coach.store.forgetting import Forgetting
from coach.store.hall_rows import GuestRow, WorkshopRow, WorkshopStateRow
from coach.store.schema import AttemptRow, LearnerRow

CODE_DIGITS = (
    6  # typed by people who stand in a hall; digits, as Vietnamese keyboards turn letters into others
)
MOST_COMMUNES = 60  # offered on a phone: a district has about thirty
CHANGES = frozenset(
    {"showing", "lesson_id", "volunteer_id", "take_id", "step", "step_began_at", "more"}
    | {"result_shown", "comments_hidden"}
)
EMPTY_IS_NONE = ("lesson_id", "volunteer_id", "take_id")


@dataclass(frozen=True, slots=True)
class Workshops:
    """The workshops of this machine."""

    sessions: sessionmaker[Session]
    forgetting: Forgetting
    consents: Consents

    def open(
        self, name: str, language: str, now: datetime, *, group_id: str = "", host_id: str = ""
    ) -> Workshop:
        """A new workshop with a code that no other has; its stage shows the welcome."""
        while True:
            row = WorkshopRow(
                id=uuid4().hex,
                code=new_code(),
                name=name.strip()[:200],
                language=language,
                group_id=group_id or None,
                host_id=host_id or None,
                created_at=now,
            )
            state = WorkshopStateRow(workshop_id=row.id, version=1, showing="welcome", step=0)
            try:
                with self.sessions.begin() as session:
                    session.add(row)
                    session.flush()
                    session.add(state)
            except IntegrityError:
                if self.by_code(row.code) is None:  # not the code: group or host are gone
                    raise CoachError("groups.unknown", id=group_id) from None
                continue
            return _workshop(row)

    def get(self, id: str) -> Workshop:
        """One workshop; CoachError when there is none with that id."""
        with self.sessions() as session:
            row = session.get(WorkshopRow, id)
        if row is None:
            raise CoachError("workshop.unknown", id=id)
        return _workshop(row)

    def by_code(self, typed: str) -> Workshop | None:
        """The workshop with that code, however it was typed."""
        with self.sessions() as session:
            row = session.scalars(select(WorkshopRow).where(WorkshopRow.code == code_of(typed)[:8])).first()
        return _workshop(row) if row else None

    def all(self) -> tuple[Workshop, ...]:
        """Every workshop, newest first."""
        asked = select(WorkshopRow).order_by(WorkshopRow.created_at.desc(), WorkshopRow.id)
        with self.sessions() as session:
            return tuple(map(_workshop, session.scalars(asked)))

    def offer(self, id: str, communes: Sequence[str]) -> None:
        """The communes that joining offers to choose from."""
        kept = list(dict.fromkeys(one.strip()[:80] for one in communes if one.strip()))[:MOST_COMMUNES]
        with self.sessions.begin() as session:
            session.execute(update(WorkshopRow).where(WorkshopRow.id == id).values(communes=kept))

    def state(self, id: str) -> State:
        """What the stage shows; CoachError when there is no such workshop."""
        asked = (
            select(WorkshopStateRow, LearnerRow.name)
            .outerjoin(LearnerRow, LearnerRow.id == WorkshopStateRow.volunteer_id)
            .where(WorkshopStateRow.workshop_id == id)
        )
        with self.sessions() as session:
            found = session.execute(asked).first()
        if found is None:
            raise CoachError("workshop.unknown", id=id)
        return _state(found[0], found[1] or "")

    def change(self, id: str, seen_version: int, **what: Any) -> State:
        """Change what the stage shows; CoachError `workshop.changed` where somebody else did meanwhile.

        `what`: any of `CHANGES`; an empty id takes that one away.
        """
        if not what.keys() <= CHANGES or what.get("showing", "welcome") not in SHOWINGS:
            raise ValueError(f"not of a stage: {sorted(what)}")
        told = {name: value or None if name in EMPTY_IS_NONE else value for name, value in what.items()}
        as_seen = (WorkshopStateRow.workshop_id == id) & (WorkshopStateRow.version == seen_version)
        change = update(WorkshopStateRow).where(as_seen).values(version=seen_version + 1, **told)
        with self.sessions.begin() as session:
            changed = session.connection().execute(change).rowcount == 1
        now = self.state(id)
        if not changed:
            raise CoachError("workshop.changed", version=now.version)
        return now

    def on_stage(self, take_id: str) -> bool:
        """Whether a hall is looking at that take just now: then it goes before everything else."""
        asked = select(WorkshopStateRow.workshop_id).where(WorkshopStateRow.take_id == take_id)
        with self.sessions() as session:
            return bool(take_id) and session.scalars(asked).first() is not None

    def any_open(self, since: datetime) -> bool:
        """Whether a workshop has not ended in which something was done after that moment."""
        state = WorkshopStateRow.changed_at > since
        asked = select(WorkshopRow.id).join(WorkshopStateRow, WorkshopStateRow.workshop_id == WorkshopRow.id)
        asked = asked.where(WorkshopRow.ended_at.is_(None), state | (WorkshopRow.created_at > since))
        with self.sessions() as session:
            return session.scalars(asked.limit(1)).first() is not None

    def of_volunteer(self, learner_id: str) -> Workshop | None:
        """The workshop on whose stage she stands now; None where she stands on none."""
        asked = select(WorkshopRow).join(WorkshopStateRow, WorkshopStateRow.workshop_id == WorkshopRow.id)
        asked = asked.where(WorkshopStateRow.volunteer_id == learner_id, WorkshopRow.ended_at.is_(None))
        with self.sessions() as session:
            row = session.scalars(asked.order_by(WorkshopRow.created_at.desc())).first()
        return _workshop(row) if row else None

    def end(self, id: str, now: datetime) -> None:
        """Nobody may join, comment or vote any more; the first end counts."""
        open_still = (WorkshopRow.id == id) & WorkshopRow.ended_at.is_(None)
        with self.sessions.begin() as session:
            session.execute(update(WorkshopRow).where(open_still).values(ended_at=now))

    def delete(self, id: str, who: str, now: datetime) -> bool:
        """Delete the workshop, its guests, comments, hearts and votes, and whoever did not ask to be kept.

        Kept is only who has taken part with a take and allows her trainer to see it. False when bytes could
        not be removed yet; the daily sweep goes on.
        """
        kept = self.kept(id)
        return self.forgetting.forget_workshop(id, self._learners(id) - kept, who, now)

    def kept(self, id: str) -> frozenset[str]:
        """The learners of a workshop who stay when it is deleted."""
        allowed = self._learners(id) & self.consents.allowing(SHOW_TRAINER)
        asked = select(AttemptRow.learner_id).where(
            AttemptRow.learner_id.in_(allowed), AttemptRow.shown_at.is_not(None)
        )
        with self.sessions() as session:
            return frozenset(session.scalars(asked))

    def _learners(self, id: str) -> frozenset[str]:
        asked = select(GuestRow.learner_id).where(
            GuestRow.workshop_id == id, GuestRow.learner_id.is_not(None)
        )
        with self.sessions() as session:
            return frozenset(one for one in session.scalars(asked) if one)


def new_code() -> str:
    """A workshop's code by chance; never with a zero in front, which people leave out."""
    return str(10 ** (CODE_DIGITS - 1) + secrets.randbelow(9 * 10 ** (CODE_DIGITS - 1)))


def _workshop(row: WorkshopRow) -> Workshop:
    return Workshop(
        id=row.id,
        code=row.code,
        name=row.name,
        language=row.language,
        created_at=row.created_at,
        group_id=row.group_id or "",
        host_id=row.host_id or "",
        communes=tuple(row.communes or ()),
        ended_at=row.ended_at,
    )


def _state(row: WorkshopStateRow, volunteer: str) -> State:
    return State(
        workshop_id=row.workshop_id,
        version=row.version,
        showing=row.showing,  # type: ignore[arg-type]  # only `change` writes it
        lesson_id=row.lesson_id or "",
        volunteer_id=row.volunteer_id or "",
        volunteer=volunteer,
        take_id=row.take_id or "",
        result_shown=row.result_shown,
        comments_hidden=row.comments_hidden,
        step=row.step,
        step_began_at=row.step_began_at,
        more=row.more or {},
    )
