"""From takes to where somebody stands: how often each lesson was tried and met, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from coach.domain.rubric import Lesson
from coach.progress.passing import is_passed


class Tried(Protocol):
    """A take under a lesson, with its result once there is one."""

    @property
    def lesson_id(self) -> str: ...

    @property
    def recording_sha256(self) -> str: ...

    @property
    def result(self) -> Mapping[str, Any] | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """For each scored recording of one lesson, whether it met the lesson."""

    takes: tuple[bool, ...] = ()

    @property
    def tried(self) -> int:
        return len(self.takes)

    @property
    def met(self) -> int:
        return sum(self.takes)

    @property
    def passed(self) -> bool:
        return is_passed(self.takes)


def counts(takes: Iterable[Tried]) -> dict[str, Standing]:
    """The standing in each lesson that was tried.

    The same recording handed in again is the same take: it counts once, as met if it ever was.
    """
    met: dict[str, dict[str, bool]] = {}
    for take in takes:
        if take.result is not None:
            known = met.setdefault(take.lesson_id, {})
            passes = take.result.get("passes") is True  # older results do not say
            known[take.recording_sha256] = passes or known.get(take.recording_sha256, False)
    return {lesson: Standing(tuple(known.values())) for lesson, known in met.items()}


def passed(standings: Mapping[str, Standing]) -> frozenset[str]:
    """Ids of the lessons that are passed."""
    return frozenset(lesson for lesson, standing in standings.items() if standing.passed)


def in_order(lessons: Iterable[Lesson]) -> tuple[Lesson, ...]:
    """The lessons as the course takes them; those without a step come last."""
    return tuple(sorted(lessons, key=lambda lesson: (lesson.step <= 0, lesson.step, lesson.id)))


def following(lessons: Iterable[Lesson], done: Collection[str]) -> tuple[Lesson, ...]:
    """The first step not yet passed: its lesson, or its alternatives; empty when the course is done."""
    known = [lesson for lesson in in_order(lessons) if lesson.step > 0]
    steps_done = {lesson.step for lesson in known if lesson.id in done}
    open_steps = [lesson.step for lesson in known if lesson.step not in steps_done]
    return tuple(lesson for lesson in known if open_steps and lesson.step == open_steps[0])
