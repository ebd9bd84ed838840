"""Judging a take again at once, from what is known of it, when a person added something."""

from __future__ import annotations

from coach.app.here import here
from coach.app.lesson_used import used_by
from coach.assembly import Workplace, parts
from coach.capture.probe import probe
from coach.domain.media import Take
from coach.i18n import Speaker
from coach.pipeline import coach_take
from coach.pipeline.gathering import is_known
from coach.progress.usual import baseline
from coach.reports.result import result as told_as
from coach.store.attempts import Attempt


def judge_again(attempt: Attempt) -> bool:
    """Judge what is known already by the lesson she was scored by.

    False where somebody would have to listen and watch anew: the attempt then waits to be scored once more.
    """
    at = here()
    used, take, working = used_by(attempt), take_of(attempt, at), parts(at, attempt.language)
    if used is None or not used.can_judge or not is_known(take, working.observers, working.shelf):
        at.store.attempts.reopen(attempt.id)
        return False
    words = Speaker(attempt.language, at.store.people.get(attempt.learner_id).address)
    usual = baseline(attempt, at.store.attempts.of(attempt.learner_id))
    coached = coach_take(take, used.lesson, working, baseline=usual)
    return at.store.attempts.judged_again(attempt.id, told_as(coached, take.recording, used.lesson, words))


def take_of(attempt: Attempt, at: Workplace) -> Take:
    """The take with all that was in front of her and all that people said of its pictures."""
    recording = probe(at.store.recordings.path(attempt.recording_sha256))
    photos, marks = at.store.photos.paths(attempt.photos), at.store.marks.of(attempt.id)
    return Take(recording, attempt.language, card=attempt.card, photos=photos, marks=marks)
