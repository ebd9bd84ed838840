"""The ledger as who scores a take writes it: only while it is theirs, and the result whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.analysis import CANCELLED, DONE, RUNNING, WAITING, Claim
from coach.domain.media import Notice
from coach.store.glances import keep_glance
from coach.store.schema import AnalysisRow, AttemptRow, LessonUsedRow
from coach.store.workers import alive

_NOBODYS = {"stage": None, "worker": None}


@dataclass(frozen=True, slots=True)
class Claims:
    """Fenced writing. Each method but `start` tells whether the claim still held; else nothing is written."""

    sessions: sessionmaker[Session]

    def start(self, id: str, worker: str, now: datetime) -> Claim | None:
        """Begin, or begin again after a worker that is no more. None where there is nothing to do.

        A worker that begins what it has in its own name already lost track of it, and takes it over.
        """
        free = (AnalysisRow.worker == worker) | AnalysisRow.worker.not_in(alive(now))
        ready = (AnalysisRow.state == WAITING) | ((AnalysisRow.state == RUNNING) & free)
        wanted = AnalysisRow.cancel_requested.is_(False)
        change = (
            update(AnalysisRow)
            .where((AnalysisRow.id == id) & ready & wanted)
            .values(
                state=RUNNING,
                attempt_no=AnalysisRow.attempt_no + 1,
                fence=AnalysisRow.fence + 1,
                worker=worker,
                beat_at=now,
                stage="reading",
                progress=0.0,
                error_id=None,
                error_values={},
                not_before=None,
                finished_at=None,
            )
            .returning(AnalysisRow.fence)
        )
        with self.sessions.begin() as session:
            fence = session.connection().execute(change).scalar()
        return None if fence is None else Claim(id, fence, worker)

    def holds(self, claim: Claim) -> tuple[bool, bool]:
        """Whether the claim still holds, and whether somebody wants an end of it."""
        asked = select(AnalysisRow.cancel_requested).where(_mine(claim))
        with self.sessions() as session:
            wished = session.scalar(asked)
        return wished is not None, bool(wished)

    def progressed(self, claim: Claim, stage: str, progress: float, now: datetime) -> bool:
        """How far it is."""
        return self._set(claim, stage=stage, progress=round(progress, 3), beat_at=now)

    def lasts(self, claim: Claim, duration_s: float) -> bool:
        """How long the recording is, from which follows how long scoring it may take."""
        return self._set(claim, duration_s=duration_s)

    def succeed(self, claim: Claim, result: Mapping[str, Any], lesson: str, now: datetime) -> bool:
        """Keep the whole result and the lesson as used in one transaction."""
        used = LessonUsedRow(
            digest=result["lesson"]["digest"], lesson_id=result["lesson"]["id"], content=lesson
        )
        done = {"state": DONE, "progress": 1.0, "finished_at": now, "beat_at": now, "result": dict(result)}
        with self.sessions.begin() as session:
            if not _written(session, claim, {**_NOBODYS, **done}):
                return False
            session.merge(used)
            keep_glance(session, claim.analysis_id, result)
            session.flush()
            attempt = select(AnalysisRow.attempt_id).where(AnalysisRow.id == claim.analysis_id)
            judged_by = update(AttemptRow).where(AttemptRow.id == attempt.scalar_subquery())
            session.connection().execute(judged_by.values(lesson_digest=used.digest))
        return True

    def end(self, claim: Claim, state: str, why: Notice | None, now: datetime) -> bool:
        """It failed, died or was cancelled: no result, and why."""
        return self._set(claim, state=state, finished_at=now, **_NOBODYS, **_reason(why))

    def put_back(self, claim: Claim, why: Notice | None, not_before: datetime, **counts: int) -> bool:
        """It waits to be tried again from then on; `counts` as crashes=1 are added."""
        more = {name: getattr(AnalysisRow, name) + by for name, by in counts.items()}
        waits = {"state": WAITING, "not_before": not_before, **_NOBODYS, **_reason(why), **more}
        if self._set(claim, AnalysisRow.cancel_requested.is_(False), **waits):
            return True
        return self.end(claim, CANCELLED, None, not_before)

    def _set(self, claim: Claim, also: Any = None, **values: Any) -> bool:
        with self.sessions.begin() as session:
            return _written(session, claim, values, also)


def _written(session: Session, claim: Claim, values: Mapping[str, Any], also: Any = None) -> bool:
    where = _mine(claim) if also is None else _mine(claim) & also
    return session.connection().execute(update(AnalysisRow).where(where).values(**values)).rowcount == 1


def _mine(claim: Claim) -> Any:
    same = (AnalysisRow.id == claim.analysis_id) & (AnalysisRow.fence == claim.fence)
    return same & (AnalysisRow.state == RUNNING)


def _reason(why: Notice | None) -> dict[str, Any]:
    return {"error_id": why.id if why else None, "error_values": dict(why.values) if why else {}}
