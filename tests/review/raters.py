"""Simulated raters with known truth: a take has a worth nobody sees; each rater leans, and slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from coach.domain.review import MachineLevel, Review

TOP = 4
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CRITERION = "origin_place"
SAID_TWO = MachineLevel(2, 2, TOP, 0.8)

Floats = NDArray[np.float64]
Levels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rater:
    """`bias` and `noise` (a standard deviation) in levels; `drift`: bias gained until the last take."""

    bias: float = 0.0
    noise: float = 0.5
    drift: float = 0.0

    def rate(self, worth: Floats, chance: Generator) -> Levels:
        """(n,) worth to (n,) levels 0-4."""
        moved = np.linspace(0.0, self.drift, len(worth)) if self.drift else 0.0
        seen = worth + self.bias + moved + chance.normal(0, self.noise, len(worth))
        return np.clip(np.rint(seen), 0, TOP).astype(np.int64)


def worths(count: int, chance: Generator) -> Floats:
    """(count,) what takes are worth, 0-4, most of them in the middle."""
    return np.asarray(chance.normal(2.0, 1.2, count)).clip(0, TOP)


@dataclass(frozen=True, slots=True)
class Machine:
    """A rater that also says how sure it is, the same of every take; sometimes it says two levels."""

    rater: Rater
    certainty: float = 0.75
    ranges: float = 0.0

    def said(self, worth: Floats, chance: Generator) -> list[MachineLevel]:
        levels = self.rater.rate(worth, chance)
        wide = chance.random(len(worth)) < self.ranges
        return [
            MachineLevel(int(low), min(int(low) + int(two), TOP), TOP, self.certainty)
            for low, two in zip(levels, wide, strict=True)
        ]


def scored(
    count: int, machine: Machine, trainers: dict[str, Rater], chance: Generator, blind: bool = True
) -> list[Review]:
    """Reviews of `count` takes by every trainer, in order of time: a take an hour."""
    worth = worths(count, chance)
    said = machine.said(worth, chance)
    given = {name: rater.rate(worth, chance) for name, rater in trainers.items()}
    return [
        review(
            f"take-{order:05d}", name, int(levels[order]), said[order], blind, NOON + timedelta(hours=order)
        )
        for order in range(count)
        for name, levels in given.items()
    ]


def review(
    take: str, trainer: str | None, level: int, said: MachineLevel, blind: bool = True, at: datetime = NOON
) -> Review:
    return Review(take, CRITERION, trainer, said, level, "", at, blind)
