"""The process of one analysis: scores a take that the app has kept and writes down how far it is."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial

from coach.assembly import Workplace, parts, remembering, workplace
from coach.capture.probe import probe
from coach.domain.analysis import FAILED, Claim
from coach.domain.consent import ANALYSE
from coach.domain.errors import CoachError
from coach.domain.media import Notice, Take
from coach.i18n import Speaker
from coach.jobs.child import tell_events
from coach.jobs.following import wait_for_follower
from coach.jobs.ledger import PASSING, code_of
from coach.jobs.troubles import machine_troubles
from coach.jobs.upkeep import alive
from coach.jobs.worker import new_id
from coach.pipeline import Parts, coach_take
from coach.pipeline.gathering import OnProgress
from coach.progress.usual import baseline
from coach.reports.amended import amended
from coach.reports.taught import in_force, taught_result
from coach.store.attempts import Attempt

EVERY_S = 0.7  # between two notes of progress: often enough for a page that looks each second

PartsFor = Callable[[str], Parts]  # a spoken language -> what scores it

log = logging.getLogger(__name__)


class Superseded(Exception):
    """Another process has taken the analysis up, or somebody deleted it: there is nothing left to do."""


def analyse(claim: Claim, opened: Workplace | None = None, ready: Parts | None = None) -> int:
    """Score the claim's take; result or reason are in the ledger then. An exit code (`jobs/ledger.py`).

    `opened` and `ready`: workplace and parts of a process that had them already.
    """
    tell_events()
    try:
        with machine_troubles():
            at = opened or workplace()
            attempt = at.store.attempts.get(at.store.analyses.get(claim.analysis_id).attempt_id)
            around = remembering(at, attempt.recording_sha256)
            work_on(at, attempt, claim, (lambda _: ready) if ready else partial(parts, at, around=around))
            at.store.clips.drop(attempt.recording_sha256)
    except CoachError as error:
        log.warning("not_scored analysis=%s error=%s", claim.analysis_id, error.id)
        return code_of(error.id)
    return 0


def score_at(at: Workplace, attempt_id: str, parts_for: PartsFor) -> bool:
    """Score the attempt in this very process; False where somebody else has begun, or it is done."""
    worker = new_id()
    with alive(at.store, worker):
        claim = at.store.attempts.take_up(attempt_id, worker, at.store.workers.clock())
        if claim is not None:
            with machine_troubles():
                work_on(at, at.store.attempts.get(attempt_id), claim, parts_for)
    return claim is not None


def work_on(at: Workplace, attempt: Attempt, claim: Claim, parts_for: PartsFor) -> None:
    """Score the attempt under that claim. A passing trouble is raised, as it is tried again."""
    try:
        with machine_troubles():
            _score(at, attempt, claim, parts_for)
    except Superseded:
        log.info("superseded analysis=%s", claim.analysis_id)
    except CoachError as error:
        if error.id in PASSING:
            raise
        log.warning("not_scored analysis=%s error=%s", claim.analysis_id, error.id)
        _failed(at, claim, Notice(error.id, error.values))
    except Exception:
        _failed(at, claim, Notice("machine.bug"))
        raise


def _score(at: Workplace, attempt: Attempt, claim: Claim, parts_for: PartsFor) -> None:
    lesson = at.to_score(attempt.lesson_id)
    learner = at.store.people.get(attempt.learner_id)
    at.store.consents.require(learner.id, ANALYSE)
    on_progress = _noting(at, claim)
    recording = probe(at.store.recordings.path(attempt.recording_sha256))
    at.store.claims.lasts(claim, recording.duration_s)
    on_progress("reading", 1.0)
    wait_for_follower(at.store.folder, attempt.id, lambda: on_progress("listening", 0.5))
    photos, marks = at.store.photos.paths(attempt.photos), at.store.marks.of(attempt.id)
    take = Take(recording, attempt.language, attempt.comments, attempt.card, photos, marks)
    usual = baseline(attempt, at.store.attempts.of(attempt.learner_id))
    coached = coach_take(take, lesson, parts_for(attempt.language), on_progress, usual)
    words = Speaker(attempt.language, learner.address)
    told = taught_result(coached, recording, lesson, words, in_force(at.store, learner.id))
    told = amended(told, lesson, at.store.desk.decisions.standing(attempt.id).values())
    used = at.course.contents[lesson.id]
    kept = at.store.claims.succeed(claim, told, used, at.store.workers.clock())
    log.info("scored attempt=%s recording=%s kept=%s", attempt.id, recording.sha256[:8], kept)


def _noting(at: Workplace, claim: Claim) -> OnProgress:
    """Write progress down, but not so often that writing becomes the work."""
    noted_at = 0.0

    def on_progress(stage: str, share: float) -> None:
        nonlocal noted_at
        if time.monotonic() - noted_at >= EVERY_S:
            noted_at = time.monotonic()
            if not at.store.claims.progressed(claim, stage, share, at.store.workers.clock()):
                raise Superseded

    return on_progress


def _failed(at: Workplace, claim: Claim, why: Notice) -> None:
    at.store.claims.end(claim, FAILED, why, at.store.workers.clock())
