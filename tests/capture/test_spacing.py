"""Even packets are even at any rate; what is missing is found where it is missing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.capture.spacing import Spacing


def spaced(times_s: list[float], lasts_s: float, key_every: int = 1) -> Spacing:
    spacing = Spacing()
    for number, at_s in enumerate(times_s):
        spacing.note(at_s, lasts_s, number % key_every == 0)
    return spacing


@given(st.integers(5, 60), st.integers(20, 300), st.randoms(use_true_random=False))
def test_even_frames_in_any_order_are_even(rate: int, frames: int, random: np.random.Generator) -> None:
    times_s = [round(number / rate, 3) for number in range(frames)]  # milliseconds, as in WebM
    random.shuffle(times_s)
    spacing = spaced(times_s, 1 / rate)
    assert spacing.rate == pytest.approx(rate, rel=0.03)
    assert not spacing.is_uneven
    assert spacing.gaps(frames / rate) == ()


@given(st.floats(0.6, 100), st.integers(1, 98))
def test_a_hole_is_found_in_its_place(hole_s: float, after: int) -> None:
    times_s = [number * 0.04 + (hole_s if number >= after else 0) for number in range(100)]
    (gap,) = spaced(times_s, 0.04).gaps(times_s[-1] + 0.04)
    assert gap.start_s == pytest.approx(after * 0.04, abs=1e-6)
    assert gap.duration_s == pytest.approx(hole_s, abs=1e-6)


def test_slides_shown_one_a_second_have_no_holes() -> None:
    assert spaced([float(second) for second in range(20)], 1.0).gaps(20.0) == ()


def test_late_start_and_early_end_are_holes() -> None:
    times_s = [5 + number * 0.04 for number in range(100)]
    first, last = spaced(times_s, 0.04).gaps(12.0)
    assert (first.start_s, first.end_s) == (0.0, 5.0)
    assert last.start_s == pytest.approx(9.0)
    assert last.end_s == 12.0


def test_key_frames_are_counted_from_border_to_border() -> None:
    times_s = [number * 0.1 for number in range(100)]
    assert spaced(times_s, 0.1, key_every=20).key_gap_s(10) == pytest.approx(2.0)
    assert spaced(times_s, 0.1, key_every=1000).key_gap_s(10) > 9


def test_one_packet_alone() -> None:
    alone = spaced([0.0], 0.02)
    assert (alone.rate, alone.is_uneven, alone.gaps(0.02)) == (0.0, False, ())
