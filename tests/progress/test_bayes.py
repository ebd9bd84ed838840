"""The arithmetic of a skill: laws that hold whatever was seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.progress.bayes import GRID, Ear, Reached, band, chance_of_gain, follow, likelihood, take

EARS = st.builds(Ear, st.floats(0.55, 1), st.floats(0.55, 1))


@st.composite
def ranges(draw: st.DrawFn) -> Reached:
    top = draw(st.integers(1, 5))
    low = draw(st.integers(0, top))
    return Reached(low, draw(st.integers(low, top)), top)


TAKES = st.lists(st.lists(ranges(), min_size=1, max_size=4), min_size=1, max_size=8)


@given(st.integers(1, 6), EARS)
def test_the_whole_range_says_nothing(top: int, ear: Ear) -> None:
    assert likelihood(Reached(0, top, top), ear) == pytest.approx(np.ones(len(GRID)))


@given(st.integers(1, 6), EARS)
def test_levels_are_a_distribution(top: int, ear: Ear) -> None:
    every = sum(likelihood(Reached(level, level, top), ear) for level in range(top + 1))
    assert every == pytest.approx(np.ones(len(GRID)))


@given(ranges(), EARS)
def test_a_range_is_the_sum_of_its_levels(one: Reached, ear: Ear) -> None:
    levels = sum(likelihood(Reached(at, at, one.top), ear) for at in range(one.low, one.high + 1))
    assert likelihood(one, ear) == pytest.approx(levels)


def test_one_question_is_a_plain_yes_or_no() -> None:
    ear = Ear(0.9, 0.65)
    assert likelihood(Reached(1, 1, 1), ear) == pytest.approx(GRID * 0.9 + (1 - GRID) * 0.35)


@given(TAKES)
def test_estimates_stay_shares_and_lie_in_their_bands(takes: list[list[Reached]]) -> None:
    for now in follow(np.stack([take(one) for one in takes])):
        found = band(now)
        assert now.sum() == pytest.approx(1)
        assert 0 <= found.low <= found.high <= 1
        assert 0 <= found.middle <= 1


@given(st.integers(1, 5), st.integers(1, 6))
def test_a_higher_level_never_lowers_the_estimate(top: int, takes: int) -> None:
    def after(level: int) -> float:
        return band(follow(np.stack([take([Reached(level, level, top)])] * takes))[-1]).middle

    levels = [after(level) for level in range(top + 1)]
    assert levels == sorted(levels)


def test_more_takes_narrow_the_band() -> None:
    def wide(takes: int) -> float:
        found = band(follow(np.stack([take([Reached(2, 2, 4)] * 3)] * takes))[-1])
        return found.high - found.low

    assert wide(1) > wide(3) > wide(8)


@given(TAKES)
def test_what_shows_nothing_leaves_the_chance_of_gain_as_it_was(takes: list[list[Reached]]) -> None:
    nothing = np.ones((len(takes), len(GRID)))
    assert chance_of_gain(nothing) == pytest.approx(0.5)  # as likely as before any take
    assert 0 <= chance_of_gain(np.stack([take(one) for one in takes])) <= 1


def test_rising_levels_are_a_gain_and_falling_ones_are_not() -> None:
    rising = np.stack([take([Reached(level, level, 4)] * 4) for level in (0, 1, 2, 3, 4)])
    assert chance_of_gain(rising) > 0.95
    assert chance_of_gain(rising[::-1]) < 0.1
    assert chance_of_gain(np.stack([take([Reached(2, 2, 4)] * 4)] * 6)) < 0.5
