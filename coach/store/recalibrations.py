"""Versions of what corrections taught: appended; the last one holds, and to undo one is a version too."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, sessionmaker

from coach.review.curve import AS_IT_IS, Curve
from coach.review.recalibration import Learned, Scope
from coach.store.schema import RecalibrationRow


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `group_id` None: it holds everywhere."""

    id: str
    criterion: str
    group_id: str | None
    curve: Curve
    labels: int
    trainers: int
    before: float
    after: float
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Recalibrations:
    """All versions of all criteria."""

    sessions: sessionmaker[Session]

    def add(self, learned: Learned, group_id: str | None, now: datetime) -> Version | None:
        """Keep a new version for the group whose trainers corrected, or for everywhere if it holds there.

        None when it says what the version in force says already.
        """
        place = None if learned.scope is Scope.EVERYWHERE else group_id
        if self._last(learned.criterion, place) == learned.curve:
            return None
        return self._keep(learned, place, now)

    def undo(self, criterion: str, group_id: str | None, now: datetime) -> Version:
        """From now on the machine stands as it is; the versions before stay written."""
        nothing = Learned(criterion, AS_IT_IS, Scope.GROUP, 0, 0, 0.0, 0.0)
        return self._keep(nothing, group_id, now)

    def of(self, criterion: str) -> tuple[Version, ...]:
        """Every version of a criterion, oldest first."""
        return self._told(RecalibrationRow.criterion == criterion)

    def in_force(self, criterion: str, group_id: str | None) -> Version | None:
        """What holds for a learner of that group: the last version for it or for everywhere."""
        versions = [one for one in self.of(criterion) if one.group_id in (None, group_id)]
        return versions[-1] if versions else None

    def for_learner(self, group_ids: Collection[str]) -> Mapping[str, Version]:
        """By criterion what holds for somebody in these groups; those that stand as they are, are left out.

        Of several groups the last version counts, as it does between a group's and that for everywhere.
        """
        place = RecalibrationRow.group_id
        last = {one.criterion: one for one in self._told(place.is_(None) | place.in_(group_ids))}
        return {criterion: one for criterion, one in last.items() if one.curve != AS_IT_IS}

    def named(self, ids: Collection[str]) -> Mapping[str, Version]:
        """These very versions, by criterion: those that a result was made with."""
        return {one.criterion: one for one in self._told(RecalibrationRow.id.in_(ids))}

    def standing(self) -> tuple[Version, ...]:
        """The last version of each criterion and place, also one that was undone; by criterion."""
        last = {(one.criterion, one.group_id or ""): one for one in self._told(true())}
        return tuple(last[key] for key in sorted(last))

    def _told(self, where: ColumnElement[bool]) -> tuple[Version, ...]:
        asked = select(RecalibrationRow).where(where)
        with self.sessions() as session:
            rows = session.scalars(asked.order_by(RecalibrationRow.made_at, RecalibrationRow.id))
            return tuple(map(_version, rows))

    def _last(self, criterion: str, group_id: str | None) -> Curve:
        versions = [one for one in self.of(criterion) if one.group_id == group_id]
        return versions[-1].curve if versions else AS_IT_IS

    def _keep(self, learned: Learned, group_id: str | None, now: datetime) -> Version:
        row = RecalibrationRow(
            id=uuid4().hex,
            criterion=learned.criterion,
            group_id=group_id,
            slope=learned.curve.slope,
            offset=learned.curve.offset,
            labels=learned.labels,
            trainers=learned.trainers,
            error_before=learned.before,
            error_after=learned.after,
            made_at=now,
        )
        with self.sessions.begin() as session:
            session.add(row)
        return _version(row)


def _version(row: RecalibrationRow) -> Version:
    return Version(
        id=row.id,
        criterion=row.criterion,
        group_id=row.group_id,
        curve=Curve(row.slope, row.offset),
        labels=row.labels,
        trainers=row.trainers,
        before=row.error_before,
        after=row.error_after,
        made_at=row.made_at,
    )
