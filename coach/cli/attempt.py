"""The process of one job: scores an attempt that the app has kept and writes down how far it is."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from coach.assembly import Workplace, parts, workplace
from coach.capture.probe import probe
from coach.domain.errors import CoachError
from coach.domain.media import Notice, Take
from coach.i18n import Speaker
from coach.jobs.troubles import machine_troubles
from coach.pipeline import Parts, coach_take
from coach.pipeline.gathering import OnProgress
from coach.progress.usual import baseline
from coach.reports.result import result
from coach.store.attempts import Attempt

EVERY_S = 0.7  # between two notes of progress: often enough for a page that looks each second

PartsFor = Callable[[str], Parts]  # a spoken language -> what scores it

log = logging.getLogger(__name__)


class Superseded(Exception):
    """Another process has taken the attempt up, or somebody deleted it: there is nothing left to do."""


def score(attempt_id: str) -> None:
    """Score the attempt; its result, or the reason why there is none, is in the store afterwards."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    at = workplace()
    score_at(at, attempt_id, partial(parts, at))


def score_at(at: Workplace, attempt_id: str, parts_for: PartsFor) -> None:
    """Score the attempt in this process, with the parts for its spoken language."""
    worker = f"{os.getpid()}-{time.time_ns()}"
    if not at.store.attempts.take_up(attempt_id, worker, datetime.now(UTC)):
        log.info("nothing_to_do attempt=%s", attempt_id)
        return
    try:
        with machine_troubles():
            _score(at, at.store.attempts.get(attempt_id), worker, parts_for)
    except Superseded:
        log.info("superseded attempt=%s", attempt_id)
    except CoachError as error:
        log.warning("not_scored attempt=%s error=%s", attempt_id, error)
        _failed(at, attempt_id, worker, Notice(error.id, error.values))
    except Exception:
        _failed(at, attempt_id, worker, Notice("machine.bug"))
        raise


def _score(at: Workplace, attempt: Attempt, worker: str, parts_for: PartsFor) -> None:
    lesson = at.course.lesson(attempt.lesson_id)
    learner = at.store.people.get(attempt.learner_id)
    on_progress = _noting(at, attempt.id, worker)
    recording = probe(at.store.recordings.path(attempt.recording_sha256))
    on_progress("reading", 1.0)
    photos, marks = at.store.photos.paths(attempt.photos), at.store.marks.of(attempt.id)
    take = Take(recording, attempt.language, attempt.comments, attempt.card, photos, marks)
    usual = baseline(attempt, at.store.attempts.of(attempt.learner_id))
    coached = coach_take(take, lesson, parts_for(attempt.language), on_progress, usual)
    told = result(coached, recording, lesson, Speaker(attempt.language, learner.address))
    used = at.course.contents[lesson.id]
    kept = at.store.attempts.succeed(attempt.id, worker, told, used, datetime.now(UTC))
    log.info("scored attempt=%s recording=%s kept=%s", attempt.id, recording.sha256[:8], kept)


def _noting(at: Workplace, attempt_id: str, worker: str) -> OnProgress:
    """Write progress down, but not so often that writing becomes the work."""
    noted_at = 0.0

    def on_progress(stage: str, share: float) -> None:
        nonlocal noted_at
        if time.monotonic() - noted_at >= EVERY_S:
            noted_at = time.monotonic()
            if not at.store.attempts.progressed(attempt_id, worker, stage, share, datetime.now(UTC)):
                raise Superseded

    return on_progress


def _failed(at: Workplace, attempt_id: str, worker: str, why: Notice) -> None:
    at.store.attempts.fail(attempt_id, worker, why, datetime.now(UTC))
