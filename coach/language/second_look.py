"""A second look: what the scores of all labels together tell about one label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.language.calibration import Curve, even_curve

# Found by holding writers back (docs/judging.md section 3); more trees hear no better, fewer a little worse.
TREES, LEAVES, STEP, SHRINKAGE, FEWEST_ROWS = 90, 12, 0.08, 5.0, 40
DECIMALS = 4  # of what is kept: finer differences are noise
LEAF = -1  # stands in the place of a feature where a tree ends

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Boosted decision trees as arrays (trees, nodes).

    Which score is asked, up to where one goes left, the two next nodes, and at a leaf (feature LEAF) what it
    adds to the log odds. `start` is added once.
    """

    start: float
    feature: Ints
    up_to: Floats
    left: Ints
    right: Ints
    adds: Floats

    def __call__(self, scores: Floats) -> Floats:
        """(n, labels) scores to (n,) log odds."""
        tree = np.arange(len(self.feature))[None, :]
        at = np.zeros((len(scores), len(self.feature)), dtype=np.int64)
        while np.any(asks := self.feature[tree, at] != LEAF):
            asked = np.take_along_axis(scores, np.maximum(self.feature[tree, at], 0), axis=1)
            onward = np.where(asked <= self.up_to[tree, at], self.left[tree, at], self.right[tree, at])
            at = np.where(asks, onward, at)
        return np.asarray(self.start + self.adds[tree, at].sum(axis=1))


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What the scores of all labels tell about one: log odds, and the curve that makes them a probability."""

    trees: Trees
    curve: Curve

    def __call__(self, scores: Floats) -> Floats:
        """(n, labels) scores to (n,) probabilities."""
        return self.curve(self.trees(scores))

    @classmethod
    def learn(cls, scores: Floats, marks: Floats, fold: Ints, caution: float = 0.0) -> SecondLook:
        """From scores (n, labels) of models that never saw the row's writer.

        `marks` (n,) are 1, 0, or nan where unknown. The curve comes from one part of the writers, held back;
        `caution` log odds are taken off, so that one half is where one is that much surer than even.
        """
        known = ~np.isnan(marks)
        held = known & (fold == 0)
        rest = known & ~held
        if not 0 < marks[held].sum() < held.sum() or not 0 < marks[rest].sum() < rest.sum():
            return cls(_trees(scores[known], marks[known]), Curve(1.0, 0.0))
        even = even_curve(_trees(scores[rest], marks[rest])(scores[held]), marks[held])
        return cls(_trees(scores[known], marks[known]), Curve(even.slope, even.offset - caution))


def _trees(scores: Floats, marks: Floats) -> Trees:
    from sklearn.ensemble import HistGradientBoostingClassifier  # see features.py

    grown = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        learning_rate=STEP,
        l2_regularization=SHRINKAGE,
        min_samples_leaf=FEWEST_ROWS,
        early_stopping=False,
        random_state=0,
    ).fit(scores, marks)
    # The library keeps its trees to itself; they are read here so that they can be kept as plain data.
    nodes = [one[0].nodes for one in grown._predictors]
    return _padded(float(grown._baseline_prediction[0, 0]), nodes)


def _padded(start: float, nodes: Sequence[Any]) -> Trees:
    """Trees of unequal size as arrays of one size; leaves that nothing leads to fill what is left."""
    size = (len(nodes), max((len(one) for one in nodes), default=1))
    feature, left, right = np.full(size, LEAF), np.zeros(size, np.int64), np.zeros(size, np.int64)
    up_to, adds = np.zeros(size), np.zeros(size)
    for n, one in enumerate(nodes):
        leaf, there = one["is_leaf"].astype(bool), slice(len(one))
        feature[n, there] = np.where(leaf, LEAF, one["feature_idx"])
        left[n, there], right[n, there] = one["left"], one["right"]
        up_to[n, there] = np.where(leaf, 0, one["num_threshold"])
        adds[n, there] = np.where(leaf, one["value"], 0)
    return Trees(start, feature, up_to.round(DECIMALS), left, right, adds.round(DECIMALS))


def plain(look: SecondLook) -> dict[str, Any]:
    """The second look as plain data, for JSON."""
    trees = look.trees
    return {
        "curve": [round(look.curve.slope, 6), round(look.curve.offset, 6)],
        "start": trees.start,
        "feature": trees.feature.tolist(),
        "up_to": trees.up_to.tolist(),
        "left": trees.left.tolist(),
        "right": trees.right.tolist(),
        "adds": trees.adds.tolist(),
    }


def of_plain(told: Mapping[str, Any]) -> SecondLook:
    """Plain data as a second look; KeyError, TypeError or ValueError where it is none."""
    feature, left, right = (np.array(told[name], np.int64) for name in ("feature", "left", "right"))
    up_to, adds = (np.array(told[name], np.float64) for name in ("up_to", "adds"))
    slope, offset = told["curve"]
    trees = Trees(float(told["start"]), feature, up_to, left, right, adds)
    return SecondLook(trees, Curve(float(slope), float(offset)))
