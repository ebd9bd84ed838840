"""The ledger as people and engines read it: what waits, what runs, what died, and what is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.analysis import (
    CANCELLED,
    DEAD,
    ENDED_BADLY,
    FAILED,
    MOVING,
    NORMAL,
    RUNNING,
    WAITING,
    Analysis,
)
from coach.domain.errors import CoachError
from coach.store.schema import AnalysisRow, AttemptRow
from coach.store.wishing import Wish, wished
from coach.store.workers import alive


@dataclass(frozen=True, slots=True)
class Analyses:
    """The scorings of all attempts."""

    sessions: sessionmaker[Session]

    def get(self, id: str) -> Analysis:
        """One analysis; CoachError when there is none with that id."""
        found = self._all(AnalysisRow.id == id)
        if not found:
            raise CoachError("attempt.unknown", id=id)
        return found[0]

    def newest(self, attempt_id: str) -> Analysis:
        """The newest analysis of an attempt; CoachError when there is none."""
        found = self._all(AnalysisRow.attempt_id == attempt_id)
        if not found:
            raise CoachError("attempt.unknown", id=attempt_id)
        return max(found, key=lambda one: one.generation)

    def moving(self) -> tuple[Analysis, ...]:
        """All that wait or run, in the order in which they were handed in."""
        return self._all(AnalysisRow.state.in_(MOVING))

    def waiting(self) -> tuple[Analysis, ...]:
        """All that wait."""
        return self._all(AnalysisRow.state == WAITING)

    def dead_letters(self) -> tuple[Analysis, ...]:
        """Those that ended without a result, and that nobody has asked for again since."""
        return self._all(AnalysisRow.state.in_((DEAD, FAILED)) & is_newest())

    def beginning(self, attempt_id: str) -> tuple[str, ...]:
        """Ids of attempts that begin like this."""
        asked = select(AttemptRow.id).where(AttemptRow.id.startswith(attempt_id, autoescape=True))
        with self.sessions() as session:
            return tuple(session.scalars(asked))

    def open(self, attempt_id: str, now: datetime, priority: int = NORMAL, anew: bool = False) -> Analysis:
        """The attempt's analysis, waiting: the newest, or the next one where that had ended badly.

        With `anew` the next one also where there is a result; the result stays until there is another.
        """
        newest = self.newest(attempt_id)
        again = newest.state in ENDED_BADLY or (anew and newest.state not in MOVING)
        if not again:
            return newest
        wish = Wish(attempt_id, newest.generation + 1, priority)
        try:
            with self.sessions.begin() as session:
                session.add(wished(session, newest.owner, wish, now))
        except IntegrityError:
            pass  # somebody else asked for the same at the same moment
        return self.newest(attempt_id)

    def cancel(self, id: str, now: datetime) -> str:
        """Ask for an end; the state afterwards. Who runs it sees the wish; what nobody runs ends at once."""
        unattended = (AnalysisRow.state == WAITING) | _orphaned(now)
        ended = {"state": CANCELLED, "finished_at": now, "fence": AnalysisRow.fence + 1, "stage": None}
        self._set((AnalysisRow.id == id) & unattended, cancel_requested=True, **ended)
        self._set((AnalysisRow.id == id) & (AnalysisRow.state == RUNNING), cancel_requested=True)
        return self.get(id).state

    def put_back_orphans(self, now: datetime) -> int:
        """What runs under a worker that is no more waits again (or ends, if that was wished); how many."""
        put_back = {"worker": None, "fence": AnalysisRow.fence + 1}
        unwanted = _orphaned(now) & AnalysisRow.cancel_requested
        ended = self._set(unwanted, state=CANCELLED, finished_at=now, stage=None, **put_back)
        return ended + self._set(_orphaned(now), state=WAITING, **put_back)

    def deliver_anew(self, ids: Collection[str]) -> tuple[Analysis, ...]:
        """Those of them that wait, each under the next delivery, as an engine takes no delivery twice."""
        here = AnalysisRow.id.in_(ids) & (AnalysisRow.state == WAITING)
        self._set(here, delivery=AnalysisRow.delivery + 1)
        return self._all(here)

    def _all(self, where: Any) -> tuple[Analysis, ...]:
        with self.sessions() as session:
            return tuple(map(_analysis, session.execute(_asked().where(where))))

    def _set(self, where: Any, **values: Any) -> int:
        with self.sessions.begin() as session:
            return session.connection().execute(update(AnalysisRow).where(where).values(**values)).rowcount


_COLUMNS = tuple(field.name for field in fields(Analysis) if field.name != "owner")


def _asked() -> Select[Any]:
    columns = (getattr(AnalysisRow, name) for name in _COLUMNS)
    asked = select(AttemptRow.learner_id, *columns).select_from(AnalysisRow)
    joined = asked.join(AttemptRow, AttemptRow.id == AnalysisRow.attempt_id)
    return joined.order_by(AnalysisRow.queued_at, AnalysisRow.id)


def _analysis(row: Iterable[Any]) -> Analysis:
    owner, *values = row
    return Analysis(owner=owner, **dict(zip(_COLUMNS, values, strict=True)))


def _orphaned(now: datetime) -> Any:
    lost = AnalysisRow.worker.is_(None) | AnalysisRow.worker.not_in(alive(now))
    return (AnalysisRow.state == RUNNING) & lost


def is_newest() -> Any:
    """Whether an analysis is its attempt's newest."""
    other = AnalysisRow.__table__.alias("other")
    generations = select(func.max(other.c.generation)).where(other.c.attempt_id == AnalysisRow.attempt_id)
    return AnalysisRow.generation == generations.scalar_subquery()
