"""A known number of syllables in a known time is a known pace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.speech.pace import articulation_rate, pace_windows


def _talk(start_s: float, end_s: float, per_s: float = 4.0) -> list[Word]:
    count = round((end_s - start_s) * per_s)
    return [Word("na", Span(start_s + i / per_s, start_s + (i + 0.9) / per_s), 0.9) for i in range(count)]


def test_four_syllables_a_second() -> None:
    found = pace_windows(_talk(0, 60), 60.0, "vi")
    assert [o.span for o in found] == [Span(0, 30), Span(30, 60), Span(0, 60)]
    assert [o.value for o in found] == [pytest.approx(240)] * 3


def test_a_short_take_is_one_window() -> None:
    assert len(pace_windows(_talk(0, 20), 20.0, "vi")) == 1


def test_dead_air_does_not_make_a_speaker_slow() -> None:
    words = [*_talk(0, 10), *_talk(20, 30)]
    (pace,) = pace_windows(words, 30.0, "vi")
    assert pace.value == pytest.approx(240, rel=0.02)


def test_a_window_without_speaking_has_no_pace() -> None:
    spans = [o.span for o in pace_windows(_talk(0, 25), 90.0, "vi")]
    assert spans == [Span(0, 30), Span(0, 90)]
    assert pace_windows([], 90.0, "vi") == ()


@given(st.floats(1, 8), st.integers(10, 200))
def test_speaking_more_is_never_slower(per_s: float, duration_s: int) -> None:
    some = pace_windows(_talk(0, duration_s, per_s), float(duration_s), "vi")[-1].value
    more = pace_windows(_talk(0, duration_s, per_s + 1), float(duration_s), "vi")[-1].value
    assert isinstance(some, float)
    assert isinstance(more, float)
    assert more > some


def test_a_price_told_slowly_makes_nobody_slow_and_one_told_quickly_changes_nothing() -> None:
    slow, quick = [*_talk(0, 20), *_talk(20, 30, 1.5)], [*_talk(0, 20), *_talk(20, 30, 5.0)]
    price = [Span(20.0, 30.0)]
    (usual,) = pace_windows(slow, 30.0, "vi", may_be_slow=price)
    assert usual.value == pytest.approx(240)
    assert pace_windows(quick, 30.0, "vi", may_be_slow=price) == pace_windows(quick, 30.0, "vi")


def test_articulation_leaves_rests_out() -> None:
    words = [*_talk(0, 10), *_talk(20, 30)]
    (rate,) = articulation_rate(words, [Span(0, 10), Span(20, 30)], 30.0, "vi")
    assert rate.value == pytest.approx(240)
    assert articulation_rate(words, [], 30.0, "vi") == ()
