"""Numbers of certificates, and what may be written of a real livestream."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.certificates import LENGTH, SIGNS, new_number, readable, tidy
from coach.domain.errors import CoachError
from coach.domain.lives import PLATFORMS, Told

TODAY = date(2026, 11, 22)
NUMBERS = st.integers().map(lambda seed: new_number(random.Random(seed).randrange))


@given(NUMBERS)
def test_a_number_survives_print_and_typing(number: str) -> None:
    assert tidy(number) == number
    assert tidy(f" {readable(number).lower()}\n") == number


@given(NUMBERS, st.integers(0, LENGTH), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(number: str, place: int, sign: str) -> None:
    slipped = number[:place] + sign + number[place + 1 :]
    assert tidy(slipped) == (number if slipped == number else None)


@given(NUMBERS, st.integers(0, LENGTH - 1))
def test_two_signs_that_changed_places_are_noticed(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert tidy(swapped) == (number if swapped == number else None)


@given(st.text(max_size=60))
def test_anything_may_be_typed(text: str) -> None:
    found = tidy(text)
    assert found is None or len(found) == LENGTH + 1


def test_what_she_writes_is_checked() -> None:
    assert Told(TODAY, PLATFORMS[0], 0, 0, 0).checked(TODAY) == Told(TODAY, PLATFORMS[0], 0, 0, 0)
    for wrong, why in (
        (Told(TODAY + timedelta(days=1), "tiktok"), "live.day_to_come"),
        (Told(TODAY, "market"), "live.platform_unknown"),
        (Told(TODAY, "tiktok", viewers=10**9), "live.number_odd"),
        (Told(TODAY, "tiktok", orders=-1), "live.number_odd"),
    ):
        with pytest.raises(CoachError) as told:
            wrong.checked(TODAY)
        assert told.value.id == why
