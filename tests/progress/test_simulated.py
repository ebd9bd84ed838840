"""Simulated learners: the estimate is as near to their truth as was measured, and claims too much rarely."""

from __future__ import annotations

import numpy as np
import pytest

from bench.progress import EAR, Asked, coverage, error, growing, staying, told_better
from coach.progress.bayes import USUAL, Ear

ONE_SEED = 7  # the figures themselves come from `just bench progress`, with 4,000 learners


@pytest.fixture(autouse=True)
def fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.progress.LEARNERS", 800)


def test_error_and_band_are_as_good_as_in_the_design() -> None:
    learners = growing(np.random.default_rng(ONE_SEED))
    for takes, most in ((1, 0.22), (3, 0.16), (5, 0.16), (10, 0.12)):
        assert error(learners, takes) <= most  # 0.21, 0.15, 0.15, 0.11, and what 800 learners may stray
        assert 0.87 <= coverage(learners, takes) <= 0.99


@pytest.mark.parametrize(
    ("ear", "asked"), [(EAR, Asked(1)), (USUAL, Asked(4)), (USUAL, Asked(4, nested=True))]
)
def test_who_does_not_change_is_hardly_ever_told_that_she_gets_better(ear: Ear, asked: Asked) -> None:
    told = told_better(staying(np.random.default_rng(ONE_SEED), ear, asked))
    assert told.mean(axis=0).max() <= 0.07  # at one look; 0.05 measured with 4,000
    assert told.any(axis=1).mean() <= 0.12  # ever in ten takes; 0.09 measured, and what 800 may stray


def test_who_gets_better_is_told_so_far_more_often() -> None:
    chance = np.random.default_rng(ONE_SEED)
    same, more = told_better(staying(chance)), told_better(growing(chance))
    assert more[:, -1].mean() > 4 * same[:, -1].mean()
