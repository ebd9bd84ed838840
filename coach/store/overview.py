"""All takes that learners chose to show, each with the few numbers that lists need and with whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.consent import SHOW_CLASS, SHOW_TRAINER, audience
from coach.domain.desk import APPROVAL, YES
from coach.domain.glance import Glance, Plain
from coach.domain.may import Thing
from coach.store.access import Access
from coach.store.attempts import newest_done
from coach.store.consents import Consents
from coach.store.glances import Glances, Levels
from coach.store.schema import AttemptRow, DecisionRow, GlanceRow, HelpRow


@dataclass(frozen=True, slots=True)
class Overview:
    """Lists of many takes: a fixed number of questions to the database, however many takes there are.

    Levels are read once a result and then remembered, as reading them takes longest: 1 MB for 1,000 takes.
    """

    sessions: sessionmaker[Session]
    consents: Consents
    access: Access
    levels: Levels = field(default_factory=Levels)

    def shown(self, with_levels: bool = False) -> tuple[tuple[Glance, Thing], ...]:
        """Every scored take that was shown, oldest first, and what the rule asks about it.

        Without `with_levels` its levels are left out, which a queue does not need.
        """
        Glances(self.sessions).fill()
        takes = self._takes(with_levels)
        owners = self.access.owners({one.learner_id for one in takes})
        trainers, classes = (self.consents.allowing(one) for one in (SHOW_TRAINER, SHOW_CLASS))
        things = {learner: _thing(owner, trainers, classes) for learner, owner in owners.items()}
        return tuple((one, things[one.learner_id]) for one in takes)

    def _takes(self, with_levels: bool) -> tuple[Glance, ...]:
        first, approved = self._firsts(), self._approved()
        asked = (
            select(
                *(AttemptRow.id, AttemptRow.learner_id, AttemptRow.lesson_id),
                *(AttemptRow.created_at, AttemptRow.shown_at, HelpRow.asked_at),
                *(GlanceRow.points_low, GlanceRow.points_high, GlanceRow.claims),
                *(GlanceRow.analysis_id, GlanceRow.changed_at),
            )
            .select_from(AttemptRow)
            .join(GlanceRow, GlanceRow.analysis_id == newest_done())
            .outerjoin(HelpRow, HelpRow.attempt_id == AttemptRow.id)
            .where(AttemptRow.shown_at.is_not(None), AttemptRow.drill.is_(None))
            .order_by(AttemptRow.created_at, AttemptRow.id)
        )
        with self.sessions() as session:
            rows: list[Any] = list(session.execute(asked))
            known = self.levels.of(session, {row[-2]: row[-1] for row in rows}) if with_levels else {}
        return tuple(
            _glance(row[:-2], known.get(row[-2], {}), first.get(row[1]) == row[3], row[0] in approved)
            for row in rows
        )

    def _firsts(self) -> Mapping[str, Any]:
        """By learner when her first take of all was made."""
        whole = AttemptRow.drill.is_(None)
        asked = select(AttemptRow.learner_id, func.min(AttemptRow.created_at).label("at")).where(whole)
        asked = asked.group_by(AttemptRow.learner_id)
        with self.sessions() as session:
            return {row.learner_id: row.at for row in session.execute(asked)}

    def _approved(self) -> frozenset[str]:
        """Takes that a trainer has looked through."""
        asked = select(DecisionRow.attempt_id, DecisionRow.value).where(DecisionRow.subject == APPROVAL)
        with self.sessions() as session:
            rows = session.execute(asked.order_by(DecisionRow.made_at, DecisionRow.id))
            last = {row.attempt_id: row.value for row in rows}
        return frozenset(attempt for attempt, value in last.items() if value == YES)


def _glance(row: Any, levels: Mapping[str, Plain], is_first: bool, approved: bool) -> Glance:
    take, learner, lesson, made_at, shown_at, asked_at, low, high, claims = row
    return Glance(
        take,
        learner,
        lesson,
        made_at,
        shown_at,
        low,
        high,
        claims,
        levels,
        asked_at is not None,
        is_first,
        approved,
    )


def _thing(owner: Thing, trainers: frozenset[str], classes: frozenset[str]) -> Thing:
    """A take that its learner has shown."""
    leave = {SHOW_TRAINER: owner.owner in trainers, SHOW_CLASS: owner.owner in classes}
    seen_by = audience(True, [purpose for purpose, given in leave.items() if given])
    return Thing(
        "take", owner.owner, owner.groups, "trainer" in seen_by, "class" in seen_by, invented=owner.invented
    )
