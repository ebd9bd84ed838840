"""What is learned from corrections makes the machine's error smaller, and one trainer's taste stays hers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.review import MachineLevel
from coach.review.chances import chance, odds
from coach.review.curve import AS_IT_IS, Curve, Label, brier, fit
from coach.review.recalibration import ENOUGH_TO_TELL, Learned, Scope, adjusted, labels_of, learn
from tests.review.raters import CRITERION, Machine, Rater, review, scored

SAID = MachineLevel(2, 2, 4, 0.8)


@st.composite
def said(draw: st.DrawFn) -> MachineLevel:
    top = draw(st.integers(1, 4))
    low = draw(st.integers(0, top))
    return MachineLevel(low, draw(st.integers(low, top)), top, draw(st.floats(0, 1)))


@given(said())
def test_chances_fall_from_rung_to_rung_and_agree_with_the_machine(one: MachineLevel) -> None:
    told = chance(odds(one))
    assert all(np.diff(told) <= 1e-12)
    assert all(told[: one.low] > 0.5)
    assert all(told[one.high :] < 0.5)


@given(said(), st.floats(0.1, 3), st.floats(-5, 5))
def test_an_adjusted_range_keeps_the_machines_own_and_stays_on_the_ladder(
    one: MachineLevel, slope: float, offset: float
) -> None:
    found = adjusted(one, Curve(slope, offset))
    assert 0 <= found.low <= one.low <= one.high <= found.high <= one.top
    assert 0 <= found.certainty <= 1


@given(said())
def test_the_machine_as_it_is_stays_as_it_is(one: MachineLevel) -> None:
    found = adjusted(one, AS_IT_IS)
    assert (found.low, found.high) == (one.low, one.high)


def test_trainers_who_say_less_widen_the_range_downwards() -> None:
    labels = [Label(str(n), "a", SAID, 1) for n in range(30)]
    curve = fit(labels)
    assert curve.offset < 0
    assert (adjusted(SAID, curve).low, adjusted(SAID, curve).high) == (1, 2)


@given(st.integers(0, 12))
def test_more_of_the_same_corrections_carry_further(count: int) -> None:
    fewer, more = (fit([Label(str(n), "a", SAID, 4) for n in range(many)]) for many in (count, count + 1))
    assert more.chances(SAID)[3] > fewer.chances(SAID)[3]


def test_even_the_surest_machine_that_is_always_wrong_gives_a_curve() -> None:
    sure = MachineLevel(0, 0, 4, 1.0)
    curve = fit([Label(str(n), "a", sure, 4) for n in range(200)])
    assert brier([Label("x", "a", sure, 4)], curve) < brier([Label("x", "a", sure, 4)], AS_IT_IS)


MACHINES = {
    "right": Machine(Rater(0.0, 0.5), 0.75, 0.1),
    "boastful": Machine(Rater(0.0, 1.0), 0.9, 0.1),
    "lenient": Machine(Rater(1.0, 0.5), 0.8, 0.1),
    "strict": Machine(Rater(-1.0, 0.6), 0.9, 0.1),
}


@pytest.mark.parametrize("name", MACHINES)
def test_the_error_falls_from_the_tenth_correction_and_hardly_rises_before(name: str) -> None:
    machine, changes = MACHINES[name], {n: list[float]() for n in (1, 2, 5, 9, 10, 30)}
    for draw in range(16):
        chance_ = np.random.default_rng(draw)
        fresh = labels_of(scored(120, machine, {"t": Rater(0, 0.4)}, chance_, blind=False), CRITERION)
        reviews = scored(30, machine, {"t": Rater(0, 0.4)}, chance_, blind=False)
        for count, found in changes.items():
            curve = learn(reviews[:count], CRITERION).curve
            found.append(brier(fresh, curve) - brier(fresh, AS_IT_IS))
    means = {count: float(np.mean(found)) for count, found in changes.items()}
    assert max(means.values()) <= 0.005
    if name != "right":  # nothing can be better than a machine that is right
        assert max(mean for count, mean in means.items() if count >= 10) < 0


def test_every_version_tells_its_error_before_and_after() -> None:
    found = learn(scored(40, MACHINES["lenient"], {"a": Rater(0, 0.3)}, np.random.default_rng(1)), CRITERION)
    assert found.after < found.before
    assert (found.labels, found.trainers, found.changes) == (40, 1, True)


def test_where_corrections_teach_nothing_the_machine_stays() -> None:
    right = MachineLevel(2, 2, 4, 0.75)  # and as sure as it should be: 3 of 4 rungs' ends hold on either side
    levels = [2, 2, 1, 3] * 8
    found = learn([review(str(n), "a", level, right, False) for n, level in enumerate(levels)], CRITERION)
    assert found.labels >= ENOUGH_TO_TELL
    assert found.after >= found.before
    assert found.curve == AS_IT_IS
    assert learn([], CRITERION) == Learned(CRITERION, AS_IT_IS, Scope.GROUP, 0, 0, 0.0, 0.0)


def corrections(**levels: list[int]) -> Learned:
    said = [(name, f"{name}{n}", level) for name, some in levels.items() for n, level in enumerate(some)]
    return learn([review(take, name, level, SAID, False) for name, take, level in said], CRITERION)


def test_one_trainers_taste_stays_in_her_group() -> None:
    assert corrections(a=[1] * 60).scope is Scope.GROUP
    assert corrections(a=[1] * 60, b=[1] * 4).scope is Scope.GROUP
    assert corrections(a=[1] * 10, b=[1] * 9).scope is Scope.GROUP
    assert corrections(a=[1] * 10, b=[1] * 10).scope is Scope.EVERYWHERE
    assert corrections(a=[1] * 15, b=[4] * 15).scope is Scope.GROUP  # they do not agree


def test_labels_are_each_trainers_last_word_and_a_take_counts_once() -> None:
    reviews = [review("t", "a", 1, SAID), review("t", "a", 3, SAID, False), review("t", "b", 4, SAID),
               review("t", None, 0, SAID), review("u", "a", 2, SAID)]  # fmt: skip
    labels = labels_of(reviews, CRITERION)
    assert [(one.attempt_id, one.trainer_id, one.level, one.weight) for one in labels] == [
        ("t", "a", 3, 0.5),
        ("t", "b", 4, 0.5),
        ("u", "a", 2, 1.0),
    ]
