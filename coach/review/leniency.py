"""Whether a trainer gives more than others for the same takes, and whether that has moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

import numpy as np

from coach.domain.review import Review
from coach.review.agreement import FEWEST_TAKES, Estimate, Floats, TooFew, estimate, resampled
from coach.review.pairing import double_scored


@dataclass(frozen=True, slots=True)
class Leaning:
    """In levels of a ladder. `leniency`: above others when positive. `drift`: of later takes less earlier."""

    takes: int
    leniency: Estimate
    drift: Estimate | TooFew

    @property
    def drifted(self) -> bool:
        """Whether the interval of her drift leaves out that nothing moved."""
        return isinstance(self.drift, Estimate) and (self.drift.low > 0 or self.drift.high < 0)


def leaning(reviews: Iterable[Review], trainer_id: str, criteria: Iterable[str]) -> Leaning | TooFew:
    """How one trainer leans over these criteria, from takes that others scored blind too.

    TooFew below 30 takes; drift needs 30 on both sides of its middle. `reviews` in order of time.
    """
    known = list(reviews)
    shared = [of_one for criterion in criteria for of_one in double_scored(known, criterion)]
    hers = sorted(
        (one for of_one in shared for one in of_one if one.trainer_id == trainer_id),
        key=lambda one: (one.made_at, one.attempt_id, one.criterion),
    )
    takes = list(dict.fromkeys(one.attempt_id for one in hers))
    if len(takes) < FEWEST_TAKES:
        return TooFew(len(takes))
    apart = {
        (of_one[0].attempt_id, of_one[0].criterion): _apart(of_one, trainer_id)
        for of_one in shared
        if any(one.trainer_id == trainer_id for one in of_one)
    }
    values = np.array([apart[one.attempt_id, one.criterion] for one in hers])
    weights = resampled(one.attempt_id for one in hers)
    found = _sure(weights @ values / weights.sum(axis=1))
    return Leaning(len(takes), found, _drift(values, weights, [one.attempt_id for one in hers], takes))


def _drift(
    values: Floats, weights: Floats, belongs: Sequence[str], takes: Sequence[str]
) -> Estimate | TooFew:
    if len(takes) < 2 * FEWEST_TAKES:
        return TooFew(len(takes), 2 * FEWEST_TAKES)
    late = np.isin(belongs, takes[len(takes) // 2 :])
    return _sure(_mean(values[late], weights[:, late]) - _mean(values[~late], weights[:, ~late]))


def _mean(values: Floats, weights: Floats) -> Floats:
    return np.asarray(weights @ values / weights.sum(axis=1))


def _sure(values: Floats) -> Estimate:
    found = estimate(values)
    assert found is not None  # noqa: S101  of 30 takes a mean is always defined
    return found


def _apart(of_one: Sequence[Review], trainer_id: str) -> float:
    """Her level less the mean of the others' levels."""
    hers = mean(one.level for one in of_one if one.trainer_id == trainer_id)
    return hers - mean(one.level for one in of_one if one.trainer_id != trainer_id)
