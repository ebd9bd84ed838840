"""Minutes are told from what was measured, and never otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.app.remaining import LEAST_DONE, LEAST_S, Seen, minutes_left

shares = st.floats(0, 1)


@given(shares, shares, st.floats(0, LEAST_S * 0.99))
def test_nothing_is_told_before_it_was_watched_for_a_while(first: float, later: float, took_s: float) -> None:
    assert minutes_left(Seen(0, first), Seen(took_s, later)) is None


@given(shares, st.floats(0, LEAST_DONE * 0.99), st.floats(LEAST_S, 10_000))
def test_nothing_is_told_while_hardly_anything_moves(first: float, did: float, took_s: float) -> None:
    assert minutes_left(Seen(0, first), Seen(took_s, first + did)) is None


def test_the_rest_goes_as_fast_as_what_was_seen() -> None:
    assert minutes_left(Seen(100, 0.2), Seen(220, 0.4)) == 6  # a fifth in two minutes, three fifths left
    assert minutes_left(Seen(0, 0.0), Seen(30, 0.9)) == 1
