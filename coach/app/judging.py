"""Judging a take again at once, from what is known of it, when a person added something."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from coach.app.here import here
from coach.app.lesson_used import used_by
from coach.assembly import Workplace, hearer, observers
from coach.capture.probe import probe
from coach.domain.consent import ANALYSE
from coach.domain.errors import NotAllowed
from coach.domain.media import Take
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Scorecard
from coach.i18n import Speaker
from coach.language.kept import digest
from coach.pipeline import Parts, coach_take
from coach.pipeline.gathering import is_known
from coach.pipeline.story import for_lesson, with_marks
from coach.pipeline.understanding import Understander
from coach.progress.usual import baseline
from coach.reports.amended import amended
from coach.reports.taught import as_before, taught_result
from coach.scoring.scorecard import judge
from coach.settings import Settings
from coach.store.attempts import Attempt
from coach.store.taught_folder import understood_by


def judge_again(attempt: Attempt) -> bool:
    """Judge what is known already by the lesson she was scored by.

    False where somebody would have to listen and watch anew, where the film is gone, or where she has taken
    back her leave to analyse: whoever is asked to score it then says what to press.
    """
    at = here()
    if not _allows(attempt.learner_id, at):
        return False
    used, take, working = used_by(attempt), take_of(attempt, at), _parts(attempt.language, at)
    if used is None or not used.can_judge or not is_known(take, working.observers, working.shelf):
        return False
    words = Speaker(attempt.language, at.store.people.get(attempt.learner_id).address)
    usual = baseline(attempt, at.store.attempts.of(attempt.learner_id))
    coached = coach_take(take, used.lesson, working, baseline=usual)
    versions = as_before(at.store, attempt.result) if attempt.result else {}
    told = taught_result(coached, take.recording, used.lesson, words, versions)
    decided = at.store.desk.decisions.standing(attempt.id).values()
    return at.store.attempts.judged_again(attempt.id, amended(told, used.lesson, decided))


def _allows(learner_id: str, at: Workplace) -> bool:
    """Whether the machine may still listen and look."""
    try:
        at.store.consents.require(learner_id, ANALYSE)
    except NotAllowed:
        return False
    return True


def judged_by(
    attempt: Attempt, lessons: tuple[Lesson, Lesson], after: Parts | None = None
) -> tuple[Scorecard, Scorecard] | None:
    """The take judged by two lessons from what is known of it; `after`: what understands it for the second.

    None where somebody would have to listen and watch anew, and where she does not allow that the
    machine analyses her. Nothing is kept of it.
    """
    at, (now, then) = here(), lessons
    if not _allows(attempt.learner_id, at):
        return None
    take, working = take_of(attempt, at), _parts(attempt.language, at)
    if not is_known(take, working.observers, working.shelf):
        return None
    usual = baseline(attempt, at.store.attempts.of(attempt.learner_id))
    known = coach_take(take, now, working, baseline=usual)
    if after is not None:
        return known.scorecard, coach_take(take, then, after, baseline=usual).scorecard
    return known.scorecard, judge(with_marks(for_lesson(known.evidence, then), take), then)


def draft_parts(language: str, lessons: Path) -> Parts:
    """What hears and understands as it would be learned from the sentences in that folder."""
    at = here()
    return _parts(language, replace(at, settings=at.settings.model_copy(update={"lessons": lessons})))


def take_of(attempt: Attempt, at: Workplace) -> Take:
    """The take with all that was in front of her and all that people said of its pictures."""
    recording = probe(at.store.recordings.path(attempt.recording_sha256))
    photos, marks = at.store.photos.paths(attempt.photos), at.store.marks.of(attempt.id)
    return Take(
        recording, attempt.language, comments=attempt.comments, card=attempt.card, photos=photos, marks=marks
    )


def warm_up(language: str) -> None:
    """Load what understands that language while she is still writing, so that she need not wait."""
    threading.Thread(target=_understander, args=(language, here().settings), daemon=True).start()


def _parts(language: str, at: Workplace) -> Parts:
    return Parts(observers(at.settings), _understander(language, at.settings), at.store.evidence)


_loading = threading.Lock()


def _understander(language: str, settings: Settings) -> Understander:
    with _loading:  # whoever comes second waits for the first instead of loading once more
        of, _ = understood_by(settings.data, settings.lessons, language, settings.cache)
        return _loaded(language, settings, digest(language, of))


@lru_cache(maxsize=4)
def _loaded(language: str, settings: Settings, of: str) -> Understander:
    """Once for what it is learned from: own sentences are taken up without a new start."""
    return hearer(settings, language)
