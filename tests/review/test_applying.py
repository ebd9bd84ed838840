"""Curves change new scorecards only where a person could settle it, and the machine's level stays inside."""

from __future__ import annotations

import pytest

from coach.domain.scorecard import Judgement, Reason, Scorecard, State
from coach.review.applying import machine_level, recalibrated
from coach.review.curve import Curve

LESS, MORE = Curve(1.0, -2.0), Curve(1.0, 2.0)


def card(state: State, low: int, high: int) -> Scorecard:
    level = None if low == 0 and high > 0 else low
    one = Judgement("origin_place", 3.0, state, level, low, high, 4, 0.8, (), (), Reason("reason.reached"))
    return Scorecard("L02", "d" * 64, (one,))


@pytest.mark.parametrize(
    ("curve", "low", "high", "level"), [(LESS, 1, 2, 1), (MORE, 2, 3, 2), (Curve(1.0, 0.1), 2, 2, 2)]
)
def test_the_machines_level_stays_inside(curve: Curve, low: int, high: int, level: int) -> None:
    (found,) = recalibrated(card(State.JUDGED, 2, 2), {"origin_place": curve}).judgements
    assert (found.level_low, found.level_high, found.level) == (low, high, level)
    assert found.state is (State.JUDGED if low == high else State.CHECK)


def test_an_undecided_nought_has_no_level() -> None:
    (found,) = recalibrated(card(State.JUDGED, 1, 1), {"origin_place": LESS}).judgements
    assert (found.level, found.level_low, found.state) == (None, 0, State.CHECK)
    (raised,) = recalibrated(card(State.JUDGED, 0, 0), {"origin_place": MORE}).judgements
    assert (raised.level_low, raised.level_high, raised.state) == (0, 1, State.CHECK)


@pytest.mark.parametrize("state", [State.UNKNOWN, State.LEFT_OUT])
def test_what_could_not_be_observed_stays_so(state: State) -> None:
    before = card(state, 0, 4)
    assert recalibrated(before, {"origin_place": MORE}) == before


def test_without_curves_it_is_the_very_same() -> None:
    before = card(State.CHECK, 1, 3)
    assert recalibrated(before, {}) == before
    assert recalibrated(before, {"another": MORE}) == before


def test_the_machines_level_is_read_from_a_kept_result() -> None:
    told = {"level_low": 1, "level_high": 3, "top": 4, "certainty": 0.7}
    found = machine_level(told, "d" * 64)
    assert (found.low, found.high, found.decided, found.version) == (1, 3, False, "d" * 64)
