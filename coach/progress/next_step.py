"""What to practise next, and when: always one thing, never a list of duties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from coach.domain.rubric import SKILLS, Lesson
from coach.progress.spacing import due, practised
from coach.progress.standing import Standing, following, passed
from coach.progress.takes import Taken

Why = Literal["plan", "go_on", "again", "next", "rest"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A lesson that the trainer asks for, by a day."""

    lesson_id: str
    by: date


@dataclass(frozen=True, slots=True)
class NextStep:
    """One suggestion: a step of the course (a lesson, or its alternatives), the day, and why.

    `why`: the trainer's plan; a lesson begun; a skill to refresh (`skill`); the next one; a rest until `on`.
    """

    lessons: tuple[str, ...]
    on: date
    why: Why
    skill: str = ""


def next_step(
    lessons: Iterable[Lesson],
    standings: Mapping[str, Standing],
    takes: Sequence[Taken],
    today: date,
    plan: Iterable[Planned] = (),
) -> NextStep | None:
    """The one thing to suggest. None only where there is no lesson at all.

    The trainer's plan comes first. Then a lesson begun and not yet passed; a skill whose day has come, in the
    lesson that is mostly about it and was practised before; the next lesson. When the course is done, the
    skill whose day comes first: until then she may rest.
    """
    course = tuple(lessons)
    asked = _asked(course, standings, plan)
    if asked is not None:
        return NextStep((asked.lesson_id,), max(today, asked.by), "plan")
    known = passed(standings)
    open_step = tuple(lesson.id for lesson in following(course, known))
    begun = tuple(one for one in open_step if standings.get(one, Standing()).tried)
    if begun:
        return NextStep(begun[:1], today, "go_on")
    again = refresh(course, standings, takes)
    if again is not None and again.on <= today:
        return replace(again, on=today)
    if again is not None and not open_step:
        return replace(again, why="rest")
    return NextStep(open_step, today, "next") if open_step else None


def refresh(lessons: Iterable[Lesson], standings: Collection[str], takes: Sequence[Taken]) -> NextStep | None:
    """The skill whose day comes first, with the lesson to practise it in; None: nothing was practised."""
    days = {skill: due(practised(takes, skill)) for skill in SKILLS}
    known = [lesson for lesson in lessons if lesson.id in standings]
    found = [
        NextStep((home.id,), day, "again", skill)
        for skill, day in days.items()
        if day is not None and (home := _home(skill, known)) is not None
    ]
    return min(found, key=lambda one: one.on, default=None)


def _home(skill: str, lessons: Iterable[Lesson]) -> Lesson | None:
    """The lesson of these in which most points are about that skill."""
    shares = [(_share(skill, lesson), lesson) for lesson in lessons]
    best = max((one for one in shares if one[0] > 0), key=lambda one: one[0], default=None)
    return best[1] if best else None


def _share(skill: str, lesson: Lesson) -> float:
    whole = sum(use.weight for use in lesson.uses)
    return sum(use.weight for use in lesson.uses if use.criterion.skill == skill) / whole if whole else 0.0


def _asked(
    lessons: Iterable[Lesson], standings: Mapping[str, Standing], plan: Iterable[Planned]
) -> Planned | None:
    """The planned lesson with the nearest day that she has not passed yet."""
    known = {lesson.id for lesson in lessons}
    open_ones = [
        one for one in plan if one.lesson_id in known and not standings.get(one.lesson_id, Standing()).passed
    ]
    return min(open_ones, key=lambda one: (one.by, one.lesson_id), default=None)
