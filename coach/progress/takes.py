"""What progress reads from scored takes: the levels reached by skill, minutes, points, and who listened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from coach.domain.review import TAUGHT
from coach.domain.rubric import Lesson
from coach.progress.bayes import Reached
from coach.progress.usual import Earlier


class Scored(Earlier, Protocol):
    """A take under a lesson, with its result once there is one."""

    @property
    def id(self) -> str: ...

    @property
    def lesson_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """One take as progress sees it. `reached`: by skill, what could be judged of it."""

    id: str
    at: datetime
    lesson_id: str
    language: str
    duration_s: float
    points: tuple[float, float]  # lowest and highest
    reached: Mapping[str, tuple[Reached, ...]]
    digest: str  # of the lesson by which it was scored
    listeners: Mapping[str, str]  # who observed, with their versions
    taught: Mapping[str, str] = field(default_factory=dict)  # by criterion what trainers had taught by then


def skill_of(lessons: Iterable[Lesson]) -> dict[str, str]:
    """The skill of each criterion of the course, by id."""
    return {use.criterion.id: use.criterion.skill for lesson in lessons for use in lesson.uses}


def taken(takes: Iterable[Scored], skills: Mapping[str, str]) -> tuple[Taken, ...]:
    """The scored takes, oldest first.

    A recording handed in again is the same take: only its newest result under a lesson counts, and under
    another lesson it is a take of that lesson which tells nothing new of criteria that were judged already.
    """
    newest: dict[tuple[str, str], Scored] = {}
    for one in sorted(takes, key=lambda one: one.created_at):
        if one.result is not None:
            newest[one.recording_sha256, one.lesson_id] = one
    judged: set[tuple[str, str]] = set()
    told = []
    for one in sorted(newest.values(), key=lambda one: one.created_at):
        told.append(_taken(one, one.result or {}, skills, judged))
    return tuple(told)


def _taken(
    one: Scored, result: Mapping[str, Any], skills: Mapping[str, str], judged: set[tuple[str, str]]
) -> Taken:
    new = [j for j in result["judgements"] if (one.recording_sha256, j["criterion"]) not in judged]
    judged |= {(one.recording_sha256, j["criterion"]) for j in new}
    reached: dict[str, list[Reached]] = {}
    for judgement in new:
        levels = levels_of(judgement)
        if levels is not None and judgement["criterion"] in skills:
            reached.setdefault(skills[judgement["criterion"]], []).append(levels)
    return Taken(
        id=one.id,
        at=one.created_at,
        lesson_id=one.lesson_id,
        language=one.language,
        duration_s=float(result["recording"]["duration_s"]),
        points=(float(result["points"]["low"]), float(result["points"]["high"])),
        reached={skill: tuple(found) for skill, found in reached.items()},
        digest=str(result["lesson"]["digest"]),
        listeners=dict(result.get("observers", {})),
        taught=dict(result.get(TAUGHT, {})),
    )


def levels_of(judgement: Mapping[str, Any]) -> Reached | None:
    """The levels a judgement leaves open; None where it says nothing: left out, or anything is possible."""
    low, high = int(judgement["level_low"]), int(judgement["level_high"])
    top = max(int(judgement.get("top", 4)), high)  # older results do not say
    nothing = judgement["state"] == "left_out" or top == 0 or (low == 0 and high == top)
    return None if nothing else Reached(low, high, top)
