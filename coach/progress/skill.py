"""How far each skill is, from all takes that told something of it, and whether it is getting better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coach.domain.rubric import SKILLS
from coach.progress.bayes import GRID, USUAL, Chances, Ear, Estimate, band, chance_of_gain, follow, take
from coach.progress.takes import Taken

LIKELY = 0.82  # "getting better" is said only above, after two takes in a row; docs/progress.md, 2
FEWEST = 4  # takes before it is asked at all: now against three takes ago
WINDOW = 10  # the last takes that it is read from: who gained long ago and rests now is not getting better
STAGES = 5  # pictures of a skill, from the seed to the fruit
UNSURE = 0.45  # a band this wide reaches over more than two of the five pictures


@dataclass(frozen=True, slots=True)
class Point:
    """The estimate after one take."""

    take: Taken
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill as it stands. Without points nothing of it was judged yet."""

    name: str
    points: tuple[Point, ...]
    gain: float  # how likely it is that she gains from take to take, after each of the last two takes
    marks: tuple[str, ...] = ()  # ids of the takes since which recogniser or rubric is another

    @property
    def now(self) -> Estimate | None:
        return self.points[-1].estimate if self.points else None

    @property
    def better(self) -> bool:
        """Whether it may be said that she is getting better."""
        return self.gain > LIKELY

    @property
    def stage(self) -> int:
        """The picture, 1 to 5; 0 while nothing was judged."""
        return min(STAGES, int(self.now.middle * STAGES) + 1) if self.now else 0

    @property
    def unsure(self) -> bool:
        """Whether the band is still so wide that more takes should be asked for."""
        return self.now is not None and self.now.high - self.now.low > UNSURE


def skills(
    takes: Sequence[Taken], marks: Mapping[str, object] | None = None, ears: Mapping[str, Ear] | None = None
) -> tuple[Skill, ...]:
    """Every skill of the course, in its order. `takes`: oldest first; `marks`: ids of takes with a change;
    `ears`: how well the machine tells each skill, where that was measured."""
    return tuple(_skill(name, takes, marks or {}, (ears or {}).get(name, USUAL)) for name in SKILLS)


def _skill(name: str, takes: Sequence[Taken], marks: Mapping[str, object], ear: Ear) -> Skill:
    told = [one for one in takes if one.reached.get(name)]
    if not told:
        return Skill(name, (), 0.0)
    seen = np.stack([take(one.reached[name], ear) for one in told])
    points = tuple(Point(one, band(now)) for one, now in zip(told, follow(seen), strict=True))
    return Skill(name, points, _gain(seen, told, marks), _marked(takes, told, marks))


def _gain(seen: Chances, told: Sequence[Taken], marks: Mapping[str, object]) -> float:
    """Only among takes heard and judged the same way: another ear or rubric is no progress of hers."""
    since = max((order for order, one in enumerate(told) if one.id in marks), default=0)
    return float(sure_gain(seen[since:]))


def sure_gain(seen: Chances) -> Chances:
    """How likely it is, after this take and after the one before, that she gains: the less of both.

    `seen`: (takes, ..., 49), oldest first. 0 of too few takes. One good evening does not say it.
    """
    if len(seen) <= FEWEST:
        return np.zeros(seen.shape[1:-1])
    now, before = seen[-WINDOW:], seen[:-1][-WINDOW:]
    return np.minimum(chance_of_gain(now), chance_of_gain(before))


def _marked(takes: Sequence[Taken], told: Sequence[Taken], marks: Mapping[str, object]) -> tuple[str, ...]:
    """The first take that told of this skill at or after each change."""
    changed = [one.at for one in takes if one.id in marks]
    later = (next((one.id for one in told if one.at >= at), None) for at in changed)
    return tuple(dict.fromkeys(one for one in later if one))


def share(found: Estimate) -> tuple[int, int, int]:
    """Low, middle and high in per cent."""
    return round(100 * found.low), round(100 * found.middle), round(100 * found.high)


__all__ = ["FEWEST", "GRID", "LIKELY", "WINDOW", "Point", "Skill", "share", "skills", "sure_gain"]
