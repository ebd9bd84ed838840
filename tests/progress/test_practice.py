"""How much was practised: counted, never held against anybody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.progress.practice import practice, repeated, weeks_in_a_row
from tests.progress.makers import NOON, taken

TODAY = date(2026, 11, 22)  # a Sunday
DAYS = st.lists(st.dates(date(2026, 9, 1), TODAY), max_size=20)


def test_takes_minutes_and_the_best_take() -> None:
    takes = [taken(0, points=(40.0, 60.0)), taken(1, points=(70.0, 70.0)), taken(2, points=(50.0, 90.0))]
    found = practice(takes, NOON.date())
    assert (found.takes, found.minutes) == (3, 3)
    assert found.best == takes[1]
    assert practice([], TODAY).best is None


@pytest.mark.parametrize(
    ("days_ago", "weeks"),
    [((), 0), ((0,), 1), ((0, 7, 14), 3), ((7, 14), 2), ((0, 14), 1), ((15,), 0), ((0, 1, 2, 3), 1)],
)
def test_weeks_in_a_row(days_ago: tuple[int, ...], weeks: int) -> None:
    assert weeks_in_a_row([TODAY - timedelta(days=ago) for ago in days_ago], TODAY) == weeks


@given(DAYS, st.dates(date(2026, 9, 1), TODAY))
def test_practising_once_more_never_shortens_the_row(days: list[date], more: date) -> None:
    assert weeks_in_a_row([*days, more], TODAY) >= weeks_in_a_row(days, TODAY)


def test_a_lesson_is_compared_with_itself_by_the_same_words() -> None:
    takes = [
        taken(0, digest="old", points=(10.0, 10.0)),
        taken(1, points=(30.0, 45.0)),
        taken(2, lesson="L02"),
        taken(3, points=(50.0, 60.0)),
    ]
    (only,) = repeated(takes)
    assert (only.lesson_id, only.first, only.newest, only.takes, only.surely) == (
        "L01",
        takes[1],
        takes[3],
        2,
        1,
    )


@pytest.mark.parametrize(
    ("first", "newest", "surely"),
    [((30, 40), (41, 50), 1), ((30, 40), (40, 50), 0), ((30, 40), (20, 29), -1), ((30, 40), (20, 90), 0)],
)
def test_ranges_that_touch_leave_it_open(
    first: tuple[float, float], newest: tuple[float, float], surely: int
) -> None:
    (only,) = repeated([taken(0, points=first), taken(1, points=newest)])
    assert only.surely == surely
