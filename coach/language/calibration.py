"""Scores become probabilities that mean what they say for a speaker who was never heard before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FOLDS = 3  # more take longer and tell the same
FEWEST_WRITERS = 3  # fewer voices cannot stand for another one; then rows are held back instead
PRECISION = 1.0  # prior precision of the curve's slope around 1; keeps few examples from a step function
STEPS = 50
FLATTEST = 0.1  # a higher score is never less probable

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """A sigmoid over scores."""

    slope: float
    offset: float

    def __call__(self, scores: Floats) -> Floats:
        """(n,) scores to (n,) probabilities."""
        return np.asarray(1 / (1 + np.exp(-np.clip(self.slope * scores + self.offset, -30, 30))))


def folds(writers: Sequence[str], count: int = FOLDS) -> NDArray[np.int64]:
    """(n,) which part each row is held back with: whole writers together, the parts of about equal size."""
    wrote = Counter(writers)
    names = sorted(wrote, key=lambda name: (-wrote[name], name))
    if len(names) < FEWEST_WRITERS:
        return np.arange(len(writers)) % count
    sizes = [0] * min(count, len(names))
    part: dict[str, int] = {}
    for name in names:
        part[name] = sizes.index(min(sizes))
        sizes[part[name]] += wrote[name]
    return np.array([part[name] for name in writers])


def fit_curve(scores: Floats, marks: Floats) -> Curve:
    """Platt's sigmoid on held-back scores, moved half way to where F1 is best.

    Measured over writers never seen: an even chance alone misses more than it should, the best F1 alone hears
    too much (a told 0.6 was right 0.36 of the time); half way had the best F1 of the three. Without scores of
    both kinds the scores are taken as they are.
    """
    if not 0 < marks.sum() < len(marks):
        return Curve(1.0, 0.0)
    even = even_curve(scores, marks)
    return Curve(even.slope, (even.offset - even.slope * _best_cut(scores, marks)) / 2)


def even_curve(scores: Floats, marks: Floats) -> Curve:
    """A logistic regression on one score by Newton's method: 0.5 is an even chance."""
    slope, offset = 1.0, 0.0
    for _ in range(STEPS):
        chance = Curve(slope, offset)(scores)
        spread = chance * (1 - chance) + 1e-9
        gradient = np.array([scores @ (marks - chance) - PRECISION * (slope - 1), np.sum(marks - chance)])
        bend = np.array(
            [[scores @ (spread * scores) + PRECISION, scores @ spread], [scores @ spread, spread.sum()]]
        )
        step = np.linalg.solve(bend, gradient)
        slope, offset = slope + float(step[0]), offset + float(step[1])
        if np.abs(step).max() < 1e-6:
            break
    return Curve(max(slope, FLATTEST), offset)


def _best_cut(scores: Floats, marks: Floats) -> float:
    """The score above which to say "heard" for the best F1, smoothed over near ties."""
    order = np.argsort(-scores, kind="stable")
    ranked, right = scores[order], np.cumsum(marks[order])
    quality = 2 * right / (np.arange(1, len(marks) + 1) + marks.sum())
    near = quality >= quality.max() - 0.01
    cuts = ranked[:-1] + np.diff(ranked) / 2
    return float(np.median(np.append(cuts, ranked[-1] - 1e-6)[near]))
