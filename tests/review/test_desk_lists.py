"""The order of the queue, the bands of a class, and what is told of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.glance import Glance, Level
from coach.review.classroom import band, heat, stuck, to_teach
from coach.review.waiting import NEEDS, by_need, needs

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def glance(n: int = 0, low: float = 50, high: float = 50, claims: int = 0, **more: Any) -> Glance:
    at = NOON + timedelta(hours=n)
    levels = more.pop("levels", {})
    learner = more.pop("learner", "hoa")
    return Glance(f"{n:03}", learner, "L02", at, at, low, high, claims, levels, **more)


takes = st.builds(
    glance,
    n=st.integers(0, 99),
    high=st.sampled_from((50, 70)),
    claims=st.integers(0, 2),
    help=st.booleans(),
    is_first=st.booleans(),
    approved=st.booleans(),
)


@given(st.lists(takes))
def test_a_more_pressing_need_never_stands_below(found: list[Glance]) -> None:
    first = [needs(one)[0] if needs(one) else "" for one in by_need(found)]
    places = [NEEDS.index(one) if one else len(NEEDS) for one in first]
    assert places == sorted(places)


def test_among_equals_who_waits_longest_comes_first() -> None:
    assert [one.attempt_id for one in by_need([glance(3), glance(1), glance(2)])] == ["001", "002", "003"]


@given(st.integers(0, 4), st.integers(0, 4))
def test_a_range_over_two_bands_is_not_known(one: int, other: int) -> None:
    low, high = sorted((one, other))
    both = {band(Level(level, level, 4, "judged", 1)) for level in (low, high)}
    told = band(Level(low, high, 4, "check", 1))
    assert told == (both.pop() if len(both) == 1 else "unknown")


def test_a_later_take_that_could_not_be_judged_hides_nothing() -> None:
    first = glance(1, levels={"price": [3, 3, 4, "judged", 2]})
    later = glance(2, levels={"price": [0, 4, 4, "unknown", 2], "place": [0, 4, 4, "unknown", 1]})
    row = heat([later, first])["hoa"]
    assert (row["price"].band, row["price"].attempt_id) == ("sure", "001")
    assert row["place"].band == "unknown"


def test_what_most_cannot_do_is_taught_and_who_can_do_it_helps() -> None:
    levels = {"a": 0, "b": 1, "c": 4}
    known = heat(
        glance(learner=who, levels={"price": [at, at, 4, "judged", 2]}) for who, at in levels.items()
    )
    found = to_teach(known, {"price": 2.0})
    assert found is not None
    assert (found.weak, found.judged, found.helpers) == (2, 3, ("c",))
    assert to_teach({}, {"price": 2.0}) is None


def test_stuck_is_who_tried_three_times_and_surely_came_no_further() -> None:
    still = [glance(n, 40, 41) for n in range(3)]
    assert [one.takes for one in stuck(still, {"L02": 70})] == [3]
    assert stuck([*still[:2], glance(3, 40, 60)], {"L02": 70}) == ()  # perhaps she did come further
    assert stuck([*still, glance(4, 80, 80)], {"L02": 70}) == ()
