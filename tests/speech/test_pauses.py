"""Pauses and speech together are the time between the first and the last word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import Span
from coach.speech.pauses import gaps, merged, pauses, speech_share

SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 10)).map(lambda t: Span(t[0], t[0] + t[1])))


@given(SPANS)
def test_merged_keeps_the_time_and_lies_apart(spans: list[Span]) -> None:
    joined = merged(spans)
    assert all(a.end_s < b.start_s for a, b in pairwise(joined))
    seconds = {s for span in spans for s in range(int(span.start_s), int(span.end_s))}
    assert sum(span.duration_s for span in joined) == len(seconds)


@given(SPANS)
def test_gaps_and_spans_share_the_whole(spans: list[Span]) -> None:
    whole = Span(10.0, 60.0)
    covered_s = sum(whole.overlap_s(span) for span in merged(spans))
    assert covered_s + sum(gap.duration_s for gap in gaps(spans, whole)) == pytest.approx(50)


def test_pauses_between_not_around() -> None:
    found = pauses([Span(2, 3), Span(3.2, 5), Span(6, 7), Span(9, 10)], 20.0)
    assert [(o.name, o.value) for o in found] == [("pause", 1.06), ("pause", 2.06), ("longest_pause", 2.06)]
    assert found[-1].span == Span(6.94, 9)  # the detector hears the end of a voice late


def test_no_rest_is_a_longest_pause_of_nought() -> None:
    assert [o.value for o in pauses([Span(0, 5)], 5.0)] == [0.0]


def test_without_voice_there_are_no_pauses() -> None:
    assert pauses([], 20.0) == ()


def test_share_of_speech() -> None:
    share = speech_share([Span(0, 2), Span(1, 5)], 10.0)
    assert share is not None
    assert share.value == 0.5
    assert speech_share([], 0.0) is None
