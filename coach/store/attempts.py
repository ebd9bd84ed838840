"""Attempts: one take under one lesson, where its scoring stands, and its result once there is one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import null, select, update
from sqlalchemy.orm import Session, aliased, defer, sessionmaker

from coach.domain.analysis import DONE, FAILED, MOVING, NORMAL, Claim
from coach.domain.errors import CoachError
from coach.domain.media import Notice, ProductCard, ShownComment
from coach.store.analyses import Analyses, is_newest
from coach.store.cards import read, written
from coach.store.claims import Claims
from coach.store.glances import keep_glance
from coach.store.schema import AnalysisRow, AttemptRow, LessonUsedRow
from coach.store.wishing import Wish, wished


@dataclass(frozen=True, slots=True)
class Attempt:
    """A take under a lesson, and how its newest analysis stands.

    `result` is what `coach score --json` prints: the newest that is whole, also while it is scored anew.
    """

    id: str
    learner_id: str
    lesson_id: str
    lesson_digest: str | None
    language: str
    recording_sha256: str
    file_name: str
    state: str  # waiting, running, done, failed, dead, cancelled
    stage: str | None  # reading, listening, watching, judging
    progress: float  # 0-1
    worker: str | None
    error_id: str | None
    error_values: Mapping[str, str | float]
    result: Mapping[str, Any] | None
    created_at: datetime
    beat_at: datetime | None
    finished_at: datetime | None
    card: ProductCard | None = None  # as it was when the take was handed in
    photos: tuple[str, ...] = ()  # of the product at that time, by digest
    shown_at: datetime | None = None  # since when others may see it; None: private
    film_removed_at: datetime | None = None  # its time was over: levels are left, film and words are not
    comments: tuple[ShownComment, ...] = ()  # as they were shown during the take
    drill: str = ""  # the one criterion that it drills; empty for a whole take


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts of everybody on this machine, each with how its newest analysis stands."""

    sessions: sessionmaker[Session]

    def add(self, of: NewAttempt, now: datetime, priority: int = NORMAL) -> Attempt:
        """Remember a take that waits to be scored: take and wish in one transaction, so none is forgotten."""
        row = AttemptRow(
            id=of.id or uuid4().hex,
            learner_id=of.learner_id,
            lesson_id=of.lesson_id,
            language=of.language,
            recording_sha256=of.recording_sha256,
            file_name=of.file_name[:300],
            created_at=now,
            card=written(of.card),
            photos=list(of.photos) or None,
            comments=[asdict(one) for one in of.comments] or None,
            drill=of.drill or None,
        )
        with self.sessions.begin() as session:
            session.add(row)
            session.flush()
            session.add(wished(session, row.learner_id, Wish(row.id, 1, priority), now))
        return self.get(row.id)

    def get(self, id: str) -> Attempt:
        """One attempt; CoachError when there is none with that id."""
        return _only(id, self._all(AttemptRow.id == id))

    def without_result(self, id: str) -> Attempt:
        """The same without its result, for who asks often and reads none: of ten minutes it is 170 kB."""
        return _only(id, self._all(AttemptRow.id == id, null()))

    def of(self, learner_id: str) -> tuple[Attempt, ...]:
        """A learner's whole takes, newest first. Drills of single criteria stand apart (`drills`)."""
        return self._all((AttemptRow.learner_id == learner_id) & AttemptRow.drill.is_(None))[::-1]

    def drills(self, learner_id: str) -> tuple[Attempt, ...]:
        """A learner's drills of single criteria, newest first."""
        return self._all((AttemptRow.learner_id == learner_id) & AttemptRow.drill.is_not(None))[::-1]

    def ids_of(self, learner_ids: Collection[str]) -> frozenset[str]:
        """The ids of these learners' attempts."""
        asked = select(AttemptRow.id).where(AttemptRow.learner_id.in_(learner_ids))
        with self.sessions() as session:
            return frozenset(session.scalars(asked))

    def scored_of(self, learner_id: str) -> tuple[Attempt, ...]:
        """A learner's attempts that have a result, newest first, each without it: a list reads none."""
        return self._all((AttemptRow.learner_id == learner_id) & newest_done().is_not(None), null())[::-1]

    def open(self) -> tuple[Attempt, ...]:
        """Attempts that wait or are being scored, oldest first."""
        return self._all(AnalysisRow.state.in_(MOVING))

    def take_up(self, id: str, worker: str, now: datetime) -> Claim | None:
        """Begin to score it here and now, outside any engine; None when it is done, under way, or gone."""
        ledger = Analyses(self.sessions)
        try:
            return Claims(self.sessions).start(ledger.open(id, now).id, worker, now)
        except CoachError:
            return None

    def progressed(self, id: str, worker: str, stage: str, progress: float, now: datetime) -> bool:
        """Note how far the worker is; False when the attempt is no longer this worker's."""
        return Claims(self.sessions).progressed(self._claim(id, worker), stage, progress, now)

    def succeed(self, id: str, worker: str, result: Mapping[str, Any], lesson: str, now: datetime) -> bool:
        """Keep the whole result and the lesson as used in one transaction; False when not this worker's."""
        return Claims(self.sessions).succeed(self._claim(id, worker), result, lesson, now)

    def fail(self, id: str, worker: str, error: Notice, now: datetime) -> bool:
        """Note why there is no result; False when the attempt is no longer this worker's."""
        return Claims(self.sessions).end(self._claim(id, worker), FAILED, error, now)

    def judged_again(self, id: str, result: Mapping[str, Any]) -> bool:
        """Keep a new result of a take that is done, by the same lesson as before; False when it is not so."""
        same = select(AttemptRow.id).where(
            AttemptRow.id == id, AttemptRow.lesson_digest == result["lesson"]["digest"]
        )
        done = AnalysisRow.attempt_id.in_(same) & (AnalysisRow.state == DONE) & is_newest()
        with self.sessions.begin() as session:
            change = update(AnalysisRow).where(done).values(result=dict(result)).returning(AnalysisRow.id)
            changed = session.connection().execute(change).scalars().all()
            for analysis_id in changed:
                keep_glance(session, analysis_id, result)
            return len(changed) == 1

    def recordings(self) -> frozenset[str]:
        """Digests of the recordings that attempts need."""
        with self.sessions() as session:
            return frozenset(session.scalars(select(AttemptRow.recording_sha256).distinct()))

    def lesson_used(self, digest: str) -> str:
        """The lesson as it was when scored, as canonical JSON; CoachError when it was never used."""
        with self.sessions() as session:
            row = session.get(LessonUsedRow, digest)
        if row is None:
            raise CoachError("lesson.never_used", digest=digest)
        return row.content

    def _all(self, where: Any, result: Any = None) -> tuple[Attempt, ...]:
        """Attempts, oldest first, each beside its newest analysis and the newest that has a result."""
        scored = aliased(AnalysisRow)
        asked = (
            select(AttemptRow, AnalysisRow, scored.result if result is None else result)
            .options(defer(AnalysisRow.result))  # the newest that is whole is read beside it: once is enough
            .select_from(AttemptRow)
            .join(AnalysisRow, (AnalysisRow.attempt_id == AttemptRow.id) & is_newest())
            .outerjoin(scored, scored.id == newest_done())
            .where(where)
            .order_by(AttemptRow.created_at, AttemptRow.id)
        )
        with self.sessions() as session:
            return tuple(_attempt(*row) for row in session.execute(asked))

    def _claim(self, id: str, worker: str) -> Claim:
        """What that worker holds of the attempt; a fence that fits nothing where it holds nothing."""
        newest = Analyses(self.sessions).newest(id)
        return Claim(newest.id, newest.fence if newest.worker == worker else -1, worker)


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """What is known of a take before it is scored."""

    learner_id: str
    lesson_id: str
    language: str
    recording_sha256: str
    file_name: str
    card: ProductCard | None = None
    photos: tuple[str, ...] = ()
    comments: tuple[ShownComment, ...] = ()
    id: str = ""  # where it was given one before, as a recording on its way in is
    drill: str = ""  # the one criterion that it drills


_HANDED_IN = ("id", "learner_id", "lesson_id", "lesson_digest", "language", "recording_sha256", "file_name")
_STANDS = ("state", "stage", "progress", "worker", "error_id", "error_values", "beat_at", "finished_at")


def _only(id: str, found: tuple[Attempt, ...]) -> Attempt:
    if not found:
        raise CoachError("attempt.unknown", id=id)
    return found[0]


def _attempt(row: AttemptRow, newest: AnalysisRow, result: Mapping[str, Any] | None) -> Attempt:
    return Attempt(
        **{name: getattr(row, name) for name in _HANDED_IN},
        **{name: getattr(newest, name) for name in _STANDS},
        result=result,
        created_at=row.created_at,
        card=read(row.card),
        photos=tuple(row.photos or ()),
        shown_at=row.shown_at,
        film_removed_at=row.film_removed_at,
        comments=tuple(map(_comment, row.comments or ())),
        drill=row.drill or "",
    )


def _comment(kept: Mapping[str, Any]) -> ShownComment:
    return ShownComment(**{**kept, "facts": tuple(kept.get("facts", ()))})


def newest_done() -> Any:
    """The analysis of an attempt that has its newest whole result."""
    done = aliased(AnalysisRow)
    found = select(done.id).where(done.attempt_id == AttemptRow.id, done.state == DONE)
    return found.order_by(done.generation.desc()).limit(1).correlate(AttemptRow).scalar_subquery()
