"""Attempts: one take under one lesson, where its scoring stands, and its result once there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.media import Notice, ProductCard, ShownComment
from coach.store.cards import read, written
from coach.store.schema import AttemptRow, LessonUsedRow


@dataclass(frozen=True, slots=True)
class Attempt:
    """A take under a lesson. `result` is what `coach score --json` prints, only once it is whole."""

    id: str
    learner_id: str
    lesson_id: str
    lesson_digest: str | None
    language: str
    recording_sha256: str
    file_name: str
    state: str  # waiting, running, done, failed
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
    comments: tuple[ShownComment, ...] = ()  # as they were shown during the take


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts of everybody on this machine."""

    sessions: sessionmaker[Session]

    def add(self, of: NewAttempt, now: datetime) -> Attempt:
        """Remember a take that waits to be scored."""
        row = AttemptRow(
            id=of.id or uuid4().hex,
            learner_id=of.learner_id,
            lesson_id=of.lesson_id,
            language=of.language,
            recording_sha256=of.recording_sha256,
            file_name=of.file_name[:300],
            state="waiting",
            progress=0.0,
            error_values={},
            created_at=now,
            card=written(of.card),
            photos=list(of.photos) or None,
            comments=[asdict(one) for one in of.comments] or None,
        )
        with self.sessions.begin() as session:
            session.add(row)
        return self.get(row.id)

    def get(self, id: str) -> Attempt:
        """One attempt; CoachError when there is none with that id."""
        with self.sessions() as session:
            row = session.get(AttemptRow, id)
        if row is None:
            raise CoachError("attempt.unknown", id=id)
        return _attempt(row)

    def of(self, learner_id: str) -> tuple[Attempt, ...]:
        """A learner's attempts, newest first."""
        asked = (
            select(AttemptRow)
            .where(AttemptRow.learner_id == learner_id)
            .order_by(AttemptRow.created_at.desc())
        )
        with self.sessions() as session:
            return tuple(map(_attempt, session.scalars(asked)))

    def open(self) -> tuple[Attempt, ...]:
        """Attempts that wait or are being scored, oldest first."""
        asked = (
            select(AttemptRow)
            .where(AttemptRow.state.in_(("waiting", "running")))
            .order_by(AttemptRow.created_at)
        )
        with self.sessions() as session:
            return tuple(map(_attempt, session.scalars(asked)))

    def take_up(self, id: str, worker: str, now: datetime) -> bool:
        """A worker begins (or begins again): an older worker's results are refused from here on.

        False when there is nothing to do: the attempt is done, or gone.
        """
        return self._set(
            (AttemptRow.id == id) & (AttemptRow.state != "done"),
            state="running",
            stage="reading",
            progress=0.0,
            worker=worker,
            beat_at=now,
            error_id=None,
            error_values={},
            result=None,
            finished_at=None,
        )

    def progressed(self, id: str, worker: str, stage: str, progress: float, now: datetime) -> bool:
        """Note how far the worker is; False when the attempt is no longer this worker's."""
        mine = (AttemptRow.id == id) & (AttemptRow.worker == worker) & (AttemptRow.state == "running")
        return self._set(mine, stage=stage, progress=round(progress, 3), beat_at=now)

    def succeed(self, id: str, worker: str, result: Mapping[str, Any], lesson: str, now: datetime) -> bool:
        """Keep the whole result and the lesson as used in one transaction; False when not this worker's."""
        used = LessonUsedRow(
            digest=result["lesson"]["digest"], lesson_id=result["lesson"]["id"], content=lesson
        )
        mine = (AttemptRow.id == id) & (AttemptRow.worker == worker) & (AttemptRow.state == "running")
        done = {"state": "done", "stage": None, "progress": 1.0, "finished_at": now, "beat_at": now}
        with self.sessions.begin() as session:
            session.merge(used)
            session.flush()
            change = (
                update(AttemptRow).where(mine).values(**done, result=dict(result), lesson_digest=used.digest)
            )
            return session.connection().execute(change).rowcount == 1

    def judged_again(self, id: str, result: Mapping[str, Any]) -> bool:
        """Keep a new result of a take that is done, by the same lesson as before; False when it is not so."""
        digest = result["lesson"]["digest"]
        done = (AttemptRow.id == id) & (AttemptRow.state == "done") & (AttemptRow.lesson_digest == digest)
        return self._set(done, result=dict(result))

    def reopen(self, id: str) -> bool:
        """A take that is done waits to be scored once more."""
        done = (AttemptRow.id == id) & (AttemptRow.state == "done")
        return self._set(done, state="waiting", progress=0.0, beat_at=None, finished_at=None)

    def fail(self, id: str, worker: str, error: Notice, now: datetime) -> bool:
        """Note why there is no result; False when the attempt is no longer this worker's."""
        mine = (AttemptRow.id == id) & (AttemptRow.worker == worker) & (AttemptRow.state == "running")
        why = {"error_id": error.id, "error_values": dict(error.values)}
        return self._set(mine, state="failed", stage=None, finished_at=now, **why)

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

    def _set(self, where: Any, **values: Any) -> bool:
        with self.sessions.begin() as session:
            return (
                session.connection().execute(update(AttemptRow).where(where).values(**values)).rowcount == 1
            )


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


def _attempt(row: AttemptRow) -> Attempt:
    as_kept = {field.name: getattr(row, field.name) for field in fields(Attempt)}
    comments = tuple(ShownComment(**one) for one in row.comments or ())
    told = {"card": read(row.card), "photos": tuple(row.photos or ()), "comments": comments}
    return Attempt(**as_kept | told)
