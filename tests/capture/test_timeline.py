"""Times follow the stamps wherever a recording could have made them, and go on where a stamp is damaged."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.capture.beat import Beat
from coach.capture.eyes import EARLY_KEY_S, EVERY_S
from coach.capture.timeline import LONGEST_GAP_S, Timeline

FRAME_S = 0.04


@given(st.lists(st.floats(0, LONGEST_GAP_S - 1), min_size=1), st.floats(-1e6, 1e6))
def test_good_stamps_are_believed(pauses_s: list[float], zero_s: float) -> None:
    timeline, at_s = Timeline(zero_s), 0.0
    for pause_s in pauses_s:
        at_s += pause_s
        assert abs(timeline.at(zero_s + at_s, FRAME_S) - at_s) < 1e-6 * max(1, abs(zero_s))
        at_s += FRAME_S


@given(st.lists(st.none() | st.floats(-1e15, 1e15), max_size=50))
def test_no_stamp_leads_far_away(stamps_s: list[float | None]) -> None:
    timeline, last_s = Timeline(0.0), 0.0
    for stamp_s in stamps_s:
        at_s = timeline.at(stamp_s, FRAME_S)
        assert abs(at_s - last_s) <= LONGEST_GAP_S + FRAME_S
        last_s = at_s


def test_pictures_out_of_order_keep_their_times() -> None:
    timeline = Timeline(10.0)
    assert [round(timeline.at(stamp, FRAME_S), 2) for stamp in (10.0, 10.12, 10.04, 10.08)] == [
        0,
        0.12,
        0.04,
        0.08,
    ]


def test_after_a_broken_clock_time_goes_on() -> None:
    timeline = Timeline(0.0)
    timeline.at(5.0, 0.5)
    assert timeline.at(90_000.0, 0.5) == 5.5
    assert timeline.at(90_000.5, 0.5) == 6.0


@given(st.lists(st.floats(0.01, 5), min_size=1, max_size=200))
def test_never_more_than_one_picture_a_second(steps_s: list[float]) -> None:
    beat, at_s, kept = Beat(EVERY_S, EARLY_KEY_S), 0.0, 0
    for step_s in steps_s:
        kept += beat.falls(at_s)
        at_s += step_s
    assert 1 <= kept <= at_s + 2


@given(st.floats(0.99, 1.05))
def test_key_frames_about_a_second_apart_are_nearly_all_kept(step_s: float) -> None:
    beat = Beat(EVERY_S, EARLY_KEY_S)
    assert sum(beat.falls(number * step_s) for number in range(100)) >= 95
