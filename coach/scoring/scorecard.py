"""From evidence to a scorecard: climb every ladder of the lesson."""

from __future__ import annotations

from coach.domain.evidence import Evidence
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Scorecard
from coach.scoring.ladder import climb
from coach.scoring.view import view


def judge(evidence: Evidence, lesson: Lesson) -> Scorecard:
    """Judge a take under a lesson; pure and quick, so a mended rubric re-scores a whole class at once."""
    seen = view(evidence)
    return Scorecard(
        lesson_id=lesson.id,
        lesson_digest=lesson.digest,
        judgements=tuple(climb(use, seen) for use in lesson.uses),
        claims=evidence.claims,
        notices=evidence.notices,
        not_observed=evidence.not_observed,
    )
