"""When a lesson is passed, and how many steps of the course are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coach.domain.rubric import Lesson
from coach.domain.scorecard import Scorecard, State

TIMES = 2  # good takes that pass a lesson: one may be luck


@dataclass(frozen=True, slots=True)
class Steps:
    """How many steps of the course are passed, of how many."""

    passed: int
    all: int


def meets(scorecard: Scorecard, lesson: Lesson) -> bool:
    """Whether this take counts towards passing.

    Its lowest points reach the lesson's, no criterion with points is judged at 0, and no claim is confirmed.
    """
    at_zero = any(one.state is State.JUDGED and one.level_low == 0 for one in scorecard.counted)
    claimed = any(claim.confirmed for claim in scorecard.claims)
    return scorecard.points.low >= lesson.pass_points and not at_zero and not claimed


def is_passed(takes: Iterable[bool]) -> bool:
    """Whether so many takes of a lesson met it that it is passed."""
    return sum(takes) >= TIMES


def steps(lessons: Iterable[Lesson], passed: Collection[str]) -> Steps:
    """The steps passed by these lessons' ids. Lessons with the same step are alternatives: one is enough."""
    known = [lesson for lesson in lessons if lesson.step > 0]
    done = {lesson.step for lesson in known if lesson.id in passed}
    return Steps(len(done), len({lesson.step for lesson in known}))
