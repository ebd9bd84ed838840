"""A class at a glance: who can do what, who is stuck, who could help, and what to teach next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coach.domain.glance import Glance, Level

Band = Literal["none", "begun", "near", "sure", "unknown"]
BANDS: tuple[Band, ...] = ("none", "begun", "near", "sure", "unknown")
NEAR, SURE = 0.5, 0.75  # shares of the way up: of four levels the second and the third
TRIES = 3  # takes of one lesson without a step forward before somebody counts as stuck
STEP_POINTS = 3.0  # fewer points more are no step forward; own judgement: less than a level of one criterion
FEWEST = 3  # learners judged by a criterion before it may be what to teach


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one learner is in one criterion, by her latest take that tells; levels of `top`."""

    band: Band
    low: int
    high: int
    top: int
    attempt_id: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """Somebody whose last takes of a lesson brought her no further."""

    learner_id: str
    lesson_id: str
    takes: int
    points: float


@dataclass(frozen=True, slots=True)
class ToTeach:
    """What to teach next: of `judged` learners so many are not half-way up; who could show the others."""

    criterion: str
    weak: int
    judged: int
    helpers: tuple[str, ...]


Heat = Mapping[str, Mapping[str, Cell]]  # learner -> criterion -> cell


def band(level: Level) -> Band:
    """The band in which the whole range lies; unknown where it lies in several."""
    if level.state == "left_out" or level.top <= 0:
        return "unknown"
    lowest, highest = (_band_of(one / level.top) for one in (level.low, level.high))
    return lowest if lowest == highest else "unknown"


def _band_of(share: float) -> Band:
    if share >= SURE:
        return "sure"
    if share >= NEAR:
        return "near"
    return "begun" if share > 0 else "none"


def heat(takes: Iterable[Glance]) -> Heat:
    """The latest that is known of each learner and criterion. A later "could not judge" hides nothing."""
    found: dict[str, dict[str, Cell]] = {}
    for take in sorted(takes, key=lambda one: one.made_at, reverse=True):
        row = found.setdefault(take.learner_id, {})
        for criterion, plain in take.levels.items():
            known = row.get(criterion)
            if known is None or known.band == "unknown":
                _look(row, criterion, Level.of(plain), take.attempt_id)
    return found


def _look(row: dict[str, Cell], criterion: str, level: Level, attempt_id: str) -> None:
    """An older take fills a box that is empty or unknown."""
    cell = Cell(band(level), level.low, level.high, level.top, attempt_id)
    if level.state != "left_out" and (criterion not in row or cell.band != "unknown"):
        row[criterion] = cell


def stuck(takes: Iterable[Glance], passing: Mapping[str, float]) -> tuple[Stuck, ...]:
    """Who tried a lesson so often and came no further, the most tries first. `passing`: points by lesson."""
    series: dict[tuple[str, str], list[Glance]] = {}
    for take in sorted(takes, key=lambda one: one.made_at):
        series.setdefault((take.learner_id, take.lesson_id), []).append(take)
    found = (
        Stuck(learner, lesson, len(tried), max(one.points_low for one in tried))
        for (learner, lesson), tried in series.items()
        if _stands_still(tried, passing.get(lesson, 100.0))
    )
    return tuple(sorted(found, key=lambda one: (-one.takes, one.learner_id, one.lesson_id)))


def _stands_still(tried: Sequence[Glance], needed: float) -> bool:
    """Surely no step forward: what may be reached now is not above what was surely reached before."""
    if len(tried) < TRIES or any(one.points_low >= needed for one in tried):
        return False
    before = max(one.points_low for one in tried[: -TRIES + 1])
    return all(one.points_high < before + STEP_POINTS for one in tried[-TRIES + 1 :])


def to_teach(known: Heat, weights: Mapping[str, float]) -> ToTeach | None:
    """The criterion in which most learners are surely not half-way up; the weightier one of equals.

    `weights` names the criteria that count. None where too few learners were judged, or nobody is weak.
    """
    found = [_teach(criterion, known) for criterion in weights]
    wanted = [one for one in found if one.judged >= FEWEST and one.weak > 0]
    return max(
        wanted, key=lambda one: (one.weak / one.judged, weights[one.criterion], one.criterion), default=None
    )


def _teach(criterion: str, known: Heat) -> ToTeach:
    cells = {learner: row[criterion] for learner, row in known.items() if criterion in row}
    judged = {learner: cell for learner, cell in cells.items() if cell.band != "unknown"}
    weak = sum(cell.band in ("none", "begun") for cell in judged.values())
    helpers = tuple(learner for learner, cell in judged.items() if cell.band == "sure")
    return ToTeach(criterion, weak, len(judged), helpers)
