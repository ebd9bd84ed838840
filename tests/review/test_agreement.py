"""Agreement is told only of enough takes, and its intervals hold what is true of simulated raters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.i18n import Speaker
from coach.reports.agreeing import leaning_told
from coach.review.agreement import Agreement, Estimate, Pair, TooFew, agreement, iccs, kappa, kappas
from coach.review.leniency import Leaning, leaning
from coach.review.pairing import compared
from tests.review.raters import CRITERION, Machine, Rater, review, scored

pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=60)


def told(levels: list[tuple[int, int]]) -> list[Pair]:
    return [Pair(f"take-{order}", *both) for order, both in enumerate(levels)]


@settings(deadline=None)
@given(pairs)
def test_the_quick_kappa_is_the_one_of_the_library(levels: list[tuple[int, int]]) -> None:
    quick = kappas(np.array(levels, float), np.ones((1, len(levels))))[0]
    assert quick == pytest.approx(kappa(told(levels)), nan_ok=True)


def test_the_icc_is_the_one_of_the_textbook() -> None:
    # Shrout and Fleiss 1979, table 2, their first two judges
    judges = np.array([(9, 2), (6, 1), (8, 4), (7, 1), (10, 5), (6, 2)], float)
    between = 2 * judges.mean(axis=1).var(ddof=1)
    within = ((judges[:, 0] - judges[:, 1]) ** 2).mean() / 2
    assert iccs(judges, np.ones((1, 6)))[0] == pytest.approx((between - within) / (between + within))


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=30, max_size=60))
def test_values_lie_in_their_intervals_and_shares_are_shares(levels: list[tuple[int, int]]) -> None:
    found = agreement(told(levels))
    assert isinstance(found, Agreement)
    for one in (found.exact, found.adjacent):
        assert 0 <= one.low <= one.value <= one.high <= 1
    assert found.exact.value <= found.adjacent.value
    if found.kappa:
        assert found.kappa.value <= 1


def test_nothing_is_told_of_twenty_nine_takes() -> None:
    assert agreement(told([(1, 2)] * 29)) == TooFew(29)
    many_raters = [Pair("the same take", 1, 2)] * 100
    assert agreement(many_raters) == TooFew(1)


def test_where_everybody_says_the_same_there_is_no_kappa() -> None:
    found = agreement(told([(3, 3)] * 40))
    assert isinstance(found, Agreement)
    assert (found.kappa, found.icc) == (None, None)
    assert found.exact == Estimate(1.0, 1.0, 1.0)


def test_the_same_takes_show_the_same_interval() -> None:
    levels = told([(order % 5, (order * 3) % 5) for order in range(40)])
    assert agreement(levels) == agreement(levels)


def test_intervals_hold_the_truth_of_simulated_raters() -> None:
    machine, two = Machine(Rater(0.5, 0.8)), {"a": Rater(0.3, 0.5), "b": Rater(-0.2, 0.6)}
    vast = scored(40_000, machine, two, np.random.default_rng(1))
    people = [(one.level, other.level) for one, other in zip(vast[::2], vast[1::2], strict=True)]
    with_machine = [(one.machine.low, one.level) for one in vast]
    truth = [kappa(told(levels)) for levels in (people, with_machine)]
    held = [0, 0]
    for draw in range(40):
        found = compared(scored(60, machine, two, np.random.default_rng(100 + draw)), CRITERION)
        for side, one in enumerate((found.people, found.machine)):
            assert isinstance(one, Agreement)
            assert one.kappa is not None
            held[side] += one.kappa.low <= truth[side] <= one.kappa.high
    assert min(held) >= 35  # of 40, at 95 %


def test_leniency_and_drift_are_found() -> None:
    strict, drifting = Rater(-0.5, 0.4), Rater(0.0, 0.4, drift=1.0)
    reviews = scored(
        120, Machine(Rater()), {"strict": strict, "drifting": drifting}, np.random.default_rng(5)
    )
    found = leaning(reviews, "strict", [CRITERION])
    assert isinstance(found, Leaning)
    assert (
        found.leniency.low <= -0.95 <= found.leniency.high
    )  # half a level below, and the other's mean half above
    other = leaning(reviews, "drifting", [CRITERION])
    assert isinstance(other, Leaning)
    assert other.drifted
    assert isinstance(other.drift, Estimate)
    assert other.drift.value > 0
    assert leaning_told(other, Speaker("en"))[-1] == Speaker("en").say("agreement.drifted")
    assert leaning_told(replace(other, drift=Estimate(0.1, -0.2, 0.4)), Speaker("en"))[-1] == (
        Speaker("en").say("agreement.not_drifted")
    )


def test_a_steady_trainer_is_seldom_said_to_drift() -> None:
    two = {"a": Rater(0.4, 0.5), "b": Rater(0.0, 0.5)}
    found = [
        leaning(scored(80, Machine(Rater()), two, np.random.default_rng(draw)), "a", [CRITERION])
        for draw in range(30)
    ]
    assert sum(isinstance(one, Leaning) and one.drifted for one in found) <= 4


def test_leaning_needs_takes_that_others_scored_too() -> None:
    alone = scored(100, Machine(Rater()), {"a": Rater()}, np.random.default_rng(0))
    assert leaning(alone, "a", [CRITERION]) == TooFew(0)
    short = scored(40, Machine(Rater()), {"a": Rater(), "b": Rater()}, np.random.default_rng(0))
    found = leaning(short, "a", [CRITERION])
    assert isinstance(found, Leaning)
    assert found.drift == TooFew(40, 60)


def test_who_saw_the_machine_is_not_compared_with_it() -> None:
    machine, two = Machine(Rater()), {"a": Rater(), "b": Rater()}
    seen = scored(60, machine, two, np.random.default_rng(0), blind=False)
    assert compared(seen, CRITERION).people == TooFew(0)
    nameless = [review(one.attempt_id, None, one.level, one.machine) for one in seen]
    assert compared(nameless, CRITERION).people == TooFew(0)


def test_a_machine_that_said_a_range_is_not_compared_there() -> None:
    machine = Machine(Rater(), ranges=1.0)
    found = compared(scored(60, machine, {"a": Rater(), "b": Rater()}, np.random.default_rng(0)), CRITERION)
    assert isinstance(found.people, Agreement)
    assert isinstance(found.machine, TooFew)
    assert found.decided < 0.5
