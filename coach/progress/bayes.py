"""How likely each degree of a skill is after what was seen in takes; pure arithmetic over a grid.

A skill is a share from 0 to 1: how much of what is asked is reached in a take. A grid of 49 degrees holds how
likely each one is; takes multiply it, time between takes lets it grow and spread (docs/progress.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Chances: TypeAlias = npt.NDArray[np.float64]  # (..., 49): one number a degree

GRID: Chances = np.linspace(0.02, 0.98, 49)
GROWTH, SPREAD = 0.06, 0.06  # from one take to the next, as share of what is missing; docs/progress.md
TOGETHER = (
    0.5  # rungs of a ladder come together: four tell as much as 1.3 separate questions; docs/progress.md
)
BAND = (0.05, 0.95)  # the truth lies outside in one of ten
RATES = (0.05, 0.10, 0.15, 0.20, 0.30)  # of what is missing gained from take to take, if she gains
LOSSES = (0.05, 0.10, 0.15)  # of what is there lost, if she loses
SAME, WORSE = 0.40, 0.10  # chances, before any take, that she stays as she is, or loses; half: she gains


@dataclass(frozen=True, slots=True)
class Ear:
    """How well the machine tells: the share it finds of what is there, and leaves of what is not."""

    finds: float
    leaves: float


# Excellent scripts, in which two readers find nearly all, reach 0.80-0.84 of the points; texts that hold
# nothing of it reach at most 0.10 (docs/judging.md, 5 and 6).
USUAL = Ear(0.82, 0.92)


@dataclass(frozen=True, slots=True)
class Reached:
    """Levels that one criterion may have in a take, of `top`. The whole range says nothing."""

    low: int
    high: int
    top: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A skill as a share of 1: the middle, and the band in which it lies in nine of ten cases."""

    low: float
    middle: float
    high: float


@lru_cache(maxsize=512)
def likelihood(one: Reached, ear: Ear = USUAL) -> Chances:
    """How likely these levels are at each degree of the skill, shape (49,); all ones: nothing is known."""
    share = GRID * ear.finds + (1 - GRID) * (1 - ear.leaves)
    levels = range(one.low, one.high + 1)
    found = np.array([sum(_level(level, one.top, float(mean)) for level in levels) for mean in share])
    found.flags.writeable = False
    return found


def _level(level: int, top: int, mean: float) -> float:
    """Beta-binomial: `top` rungs that come together around a mean share. Sums to 1 over the levels."""
    a, b = mean * TOGETHER, (1 - mean) * TOGETHER
    ways = lgamma(top + 1) - lgamma(level + 1) - lgamma(top - level + 1)
    return exp(ways + _beta(level + a, top - level + b) - _beta(a, b))


def _beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def take(reached: Sequence[Reached], ear: Ear = USUAL) -> Chances:
    """How likely all that was seen of a skill in one take is at each degree, shape (49,)."""
    return np.prod([likelihood(one, ear) for one in reached], axis=0) if reached else np.ones(len(GRID))


def follow(takes: Chances) -> Chances:
    """The skill after each take. `takes`: (takes, ..., 49), oldest first; so is what comes back."""
    step, now, told = _step(), np.full(takes.shape[1:], 1.0 / len(GRID)), []
    for order, seen in enumerate(takes):
        now = seen * (now @ step if order else now)
        now = now / now.sum(axis=-1, keepdims=True)
        told.append(now)
    return np.stack(told) if told else takes


@lru_cache(maxsize=1)
def _step() -> Chances:
    """From one take to the next, shape (49 before, 49 after): a little more is likely, less is possible."""
    away = GRID[None, :] - GRID[:, None] - GROWTH * (1 - GRID[:, None])
    chances = np.exp(-0.5 * (away / SPREAD) ** 2)
    return np.asarray(chances / chances.sum(axis=1, keepdims=True))


def band(chances: Chances) -> Estimate:
    """The estimate in one distribution of shape (49,)."""
    so_far = np.cumsum(chances)
    low, high = (float(np.interp(share, so_far, GRID)) for share in BAND)
    return Estimate(low, float(chances @ GRID), high)


def chance_of_gain(takes: Chances) -> Chances:
    """How likely it is that she gains from take to take, rather than stays as she is or loses.

    `takes`: (takes, ..., 49), oldest first; what comes back has the shape between. The takes are read three
    ways: she stays, gains at some rate, or loses; each way is as likely as it foresees what was seen.
    """
    gains = np.mean([_foreseen(takes, rate) for rate in RATES], axis=0) * (1 - SAME - WORSE)
    losses = np.mean([_foreseen(takes, -rate) for rate in LOSSES], axis=0) * WORSE
    stays = _foreseen(takes, 0.0) * SAME
    return np.asarray(gains / (gains + losses + stays))


def _foreseen(takes: Chances, rate: float) -> Chances:
    """How likely these takes are along curves of one rate from any beginning."""
    at, all_takes = GRID, np.ones(takes.shape[1:])
    for seen in takes:
        all_takes = all_takes * _between(seen, at)
        at = at + rate * (1 - at) if rate >= 0 else at * (1 + rate)
    return np.asarray(all_takes.mean(axis=-1))


def _between(seen: Chances, at: Chances) -> Chances:
    """Values of a grid read between its points."""
    place = (at - GRID[0]) / (GRID[1] - GRID[0])
    left = np.clip(place.astype(int), 0, len(GRID) - 2)
    part = np.clip(place - left, 0, 1)
    return np.asarray(seen[..., left] * (1 - part) + seen[..., left + 1] * part)
