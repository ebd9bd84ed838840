"""How well two ratings of the same takes agree, with an honest interval; nothing is told of too few takes.

Quadratic weighted kappa: Cohen 1968. ICC(1,1), one rating of a randomly chosen rater, absolute agreement:
Shrout and Fleiss 1979. Intervals: percentile bootstrap over takes (Efron and Tibshirani 1993), because two
ratings of one take are not independent of each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST_TAKES = 30  # double-scored; a rule of thumb of automated scoring, docs/review.md
DRAWS = 2000  # resampled sets of takes; at 1000 the ends of an interval still move by 0.01
INSIDE = 0.95  # of the resampled values lie in the interval
SEED = 20250101  # any number: the same takes always show the same interval

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two levels of one take, of which the second may be the machine's or another trainer's."""

    take: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well ratings of `takes` takes agree. A part is None where all said the same: it is not defined."""

    takes: int
    kappa: Estimate | None
    icc: Estimate | None
    exact: Estimate
    adjacent: Estimate


@dataclass(frozen=True, slots=True)
class TooFew:
    """Why no number is told."""

    takes: int
    needed: int = FEWEST_TAKES


def agreement(pairs: Sequence[Pair]) -> Agreement | TooFew:
    """Compare pairs of levels; TooFew below 30 takes. Several pairs of one take are drawn together."""
    takes = len({one.take for one in pairs})
    if takes < FEWEST_TAKES:
        return TooFew(takes)
    levels = np.array([(one.first, one.second) for one in pairs], dtype=np.float64)
    weights = resampled(one.take for one in pairs)
    return Agreement(
        takes,
        _kappa(pairs, levels, weights),
        estimate(iccs(levels, weights)),
        _certain(shares(levels, weights, 0)),
        _certain(shares(levels, weights, 1)),
    )


def estimate(values: Floats) -> Estimate | None:
    """(1 + draws,) the value and its resampled values, as an estimate; None where it is not defined."""
    inside = interval(values[1:])
    return Estimate(float(values[0]), *inside) if inside and np.isfinite(values[0]) else None


def kappa(pairs: Sequence[Pair]) -> float:
    """Quadratic weighted kappa; nan where both sides said one and the same level throughout."""
    said = sorted({level for one in pairs for level in (one.first, one.second)})
    if said[0] == said[-1]:
        return float("nan")
    every = list(range(said[0], said[-1] + 1))
    firsts, seconds = [one.first for one in pairs], [one.second for one in pairs]
    from sklearn.metrics import cohen_kappa_score  # 130 MB, asked for here only

    return float(cohen_kappa_score(firsts, seconds, labels=every, weights="quadratic"))


def kappas(pairs: Floats, weights: Floats) -> Floats:
    """The same of many weightings at once: pairs (n, 2), weights (draws, n), to (draws,).

    With quadratic weights kappa is 1 minus the mean squared difference over what chance would give: the
    two variances plus the squared difference of the means.
    """
    share = weights / weights.sum(axis=1, keepdims=True)
    means = share @ pairs
    variances = share @ pairs**2 - means**2
    by_chance = variances.sum(axis=1) + (means[:, 0] - means[:, 1]) ** 2
    return 1 - _over(share @ (pairs[:, 0] - pairs[:, 1]) ** 2, by_chance)


def iccs(pairs: Floats, weights: Floats) -> Floats:
    """ICC(1,1) of many weightings at once: pairs (n, 2), weights (draws, n), to (draws,)."""
    count = weights.sum(axis=1)
    middles = pairs.mean(axis=1)
    centre = (weights @ middles) / count
    between = 2 * (weights @ middles**2 - count * centre**2) / (count - 1)
    within = (weights @ (pairs[:, 0] - pairs[:, 1]) ** 2) / 2 / count
    return _over(between - within, between + within)


def shares(pairs: Floats, weights: Floats, apart: int) -> Floats:
    """The share of pairs (n, 2) that are at most so many levels apart, of many weightings: to (draws,)."""
    near = np.abs(pairs[:, 0] - pairs[:, 1]) <= apart
    return np.asarray(weights @ near / weights.sum(axis=1))


def interval(values: Floats) -> tuple[float, float] | None:
    """Where 95 % of resampled values lie; None where more than one in twenty is not defined."""
    defined = values[np.isfinite(values)]
    if len(defined) < INSIDE * len(values):
        return None
    low, high = np.quantile(defined, [(1 - INSIDE) / 2, (1 + INSIDE) / 2])
    return float(low), float(high)


def resampled(takes: Iterable[str], draws: int = DRAWS) -> Floats:
    """(1 + draws, n) how often each of n ratings counts: first once, then as takes are drawn again."""
    names, belongs = np.unique(list(takes), return_inverse=True)
    chance = np.random.default_rng(SEED)
    counts = chance.multinomial(len(names), np.full(len(names), 1 / len(names)), size=draws)
    return np.vstack([np.ones(len(belongs)), counts[:, belongs]]).astype(np.float64)


def _kappa(pairs: Sequence[Pair], levels: Floats, weights: Floats) -> Estimate | None:
    drawn = estimate(kappas(levels, weights))
    return Estimate(kappa(pairs), drawn.low, drawn.high) if drawn else None


def _certain(values: Floats) -> Estimate:
    low, high = np.quantile(values[1:], [(1 - INSIDE) / 2, (1 + INSIDE) / 2])
    return Estimate(float(values[0]), float(low), float(high))


def _over(above: Floats, below: Floats) -> Floats:
    """A quotient; nan where there is nothing to divide by: everybody said the same."""
    defined = below > 1e-9  # smaller is rounding: levels are whole
    return np.where(defined, above / np.where(defined, below, 1.0), np.nan)
