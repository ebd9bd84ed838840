"""One part against the rest; averages by window; parts mostly in order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.errors import LessonError
from coach.domain.evidence import Observation
from coach.domain.media import Span
from coach.domain.rubric import Verdict
from coach.scoring.bands import average, averaged, readings, total_s
from coach.scoring.contrast import Contrast
from coach.scoring.fields import Label, Measure
from coach.scoring.order import Order
from coach.scoring.share import Share
from tests.scoring.makers import hearing, said, sample, take

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
PACE = Measure("pace")
SLOWER = Contrast(PACE, (Label("price"),), "ratio", at_most=0.9)


def paced(*values: float) -> tuple[Observation, ...]:
    """A value each ten seconds."""
    return tuple(sample("pace", 10 * n, 10 * n + 10, value) for n, value in enumerate(values))


AT_PRICE = said("price", 20, for_s=10)


@given(st.floats(1, 300), st.floats(1, 300), st.floats(0.1, 10))
def test_a_ratio_does_not_depend_on_the_measures_scale(part: float, rest: float, scale: float) -> None:
    asked = replace(SLOWER, at_most=part / rest * 1.01)
    for factor in (1.0, scale):
        evidence = take(*paced(rest * factor, rest * factor, part * factor), AT_PRICE)
        assert asked.holds(evidence).verdict is YES
        assert replace(asked, at_most=part / rest * 0.99).holds(evidence).verdict is NO


def test_slower_at_the_price_with_the_moment_that_shows_it() -> None:
    values = paced(200, 200, 160, 200)
    answer = SLOWER.holds(take(*values, AT_PRICE))
    assert (answer.verdict, answer.because) == (YES, (values[2],))
    assert SLOWER.holds(take(*paced(200, 200, 190, 200), AT_PRICE)).verdict is NO


def test_another_unit_is_a_difference() -> None:
    louder = Contrast(PACE, (Label("price"),), "dB", at_most=4)
    assert louder.holds(take(*paced(-20, -20, -16), AT_PRICE)).verdict is YES
    assert louder.holds(take(*paced(-20, -20, -15), AT_PRICE)).verdict is NO


def test_against_the_usual_needs_a_usual_value() -> None:
    usual = replace(SLOWER, against="usual")
    evidence = take(*paced(100, 100, 160), AT_PRICE)
    assert [m.reason for m in usual.holds(evidence).missing] == ["reason.no_baseline"]
    assert usual.holds(replace(evidence, baseline={"pace": 200.0})).verdict is YES


def test_never_said_is_a_no_perhaps_said_is_open_and_noise_is_unknown() -> None:
    assert SLOWER.holds(take(*paced(200, 200, 160))).verdict is NO
    doubtful = said("price", 20, certainty=0.4, for_s=10)
    answer = SLOWER.holds(take(*paced(200, 200, 160), doubtful))
    assert (answer.verdict, answer.because) == (UNKNOWN, (doubtful,))
    assert SLOWER.holds(take(*paced(200), windows=hearing(good=False))).verdict is UNKNOWN


def test_nothing_measured_there_or_elsewhere_is_unknown() -> None:
    assert SLOWER.holds(take(*paced(200, 200), AT_PRICE)).verdict is UNKNOWN
    assert SLOWER.holds(take(sample("pace", 20, 30, 160), AT_PRICE)).verdict is UNKNOWN
    assert SLOWER.holds(take(*paced(0, 0, 160), AT_PRICE)).verdict is UNKNOWN  # nothing divides by nothing


def test_a_border_is_needed() -> None:
    with pytest.raises(LessonError):
        Contrast(PACE, (Label("price"),), "ratio")


# Share.window_s

ends = st.lists(st.floats(0.5, 20), min_size=1, max_size=12)


@given(ends, st.lists(st.floats(0, 4), min_size=12, max_size=12), st.floats(1, 40))
def test_windows_keep_the_time_and_the_average_of_all(
    lasting_s: list[float], grades: list[float], window_s: float
) -> None:
    borders = [0.0]
    for one in lasting_s:
        borders.append(borders[-1] + one)
    samples = [sample("pace", a, b, g) for (a, b), g in zip(pairwise(borders), grades, strict=False)]
    whole = Span(0, borders[-1])
    values = readings(take(*samples, length_s=whole.end_s), "pace", None)
    fine = [v for v in values if v.observation.span.duration_s <= window_s + 0.05] or values
    if len(fine) == len(values):
        windows = averaged(values, whole, window_s)
        assert total_s(windows) == pytest.approx(total_s(values))
        assert average(windows) == pytest.approx(average(values), abs=2e-3)  # shown values are rounded


def test_short_slips_do_not_count_in_a_window() -> None:
    slips = take(*paced(4, 4, 0, 4, 4, 4, 0, 4, 4))
    asked = Share(of=PACE, value_at_least=2.5, at_least=1.0)
    assert asked.holds(slips).verdict is NO
    assert replace(asked, window_s=30).holds(slips).verdict is YES


def test_a_long_bad_stretch_still_counts() -> None:
    bad = take(*paced(4, 4, 4, 0, 0, 0, 4, 4, 4))
    assert Share(of=PACE, value_at_least=2.5, at_least=0.7, window_s=30).holds(bad).verdict is NO


def test_unmeasured_time_in_a_window_stays_unmeasured() -> None:
    asked = Share(of=PACE, value_at_least=3, at_least=0.7, window_s=30)
    assert asked.holds(take(*paced(4, 4, 4, 4))).verdict is UNKNOWN
    assert asked.holds(take(*paced(4, 4, 4, 4, 4, 4, 4))).verdict is YES


def test_a_value_over_all_the_take_is_no_windows_value_where_finer_ones_are() -> None:
    values = readings(take(sample("pace", 0, 90, 0), *paced(4, 4, 4)), "pace", None)
    assert [v.value for v in averaged(values, Span(0, 90), 30)] == [4]
    alone = readings(take(sample("pace", 0, 90, 2)), "pace", None)
    assert [v.value for v in averaged(alone, Span(0, 90), 30)] == [2, 2, 2]


@pytest.mark.parametrize("window_s", [0, -5])
def test_a_window_has_a_length(window_s: float) -> None:
    with pytest.raises(LessonError):
        Share(of=PACE, value_at_least=3, at_least=0.7, window_s=window_s)


# Order.agreement_at_least

PARTS = tuple(Label(name) for name in "abcd")


def told(order: str) -> tuple[Observation, ...]:
    return tuple(said(name, 10.0 * n) for n, name in enumerate(order, 1))


@given(st.permutations("abcd"))
def test_full_agreement_is_the_plain_order(order: list[str]) -> None:
    evidence = take(*told("".join(order)))
    assert (
        Order(PARTS, agreement_at_least=1.0).holds(evidence).verdict is Order(PARTS).holds(evidence).verdict
    )


@given(st.permutations("abcd"), st.sampled_from([0.2, 0.5, 0.8]))
def test_an_order_and_its_reverse_never_both_agree_by_more_than_half(order: list[str], enough: float) -> None:
    asked = Order(PARTS, agreement_at_least=enough)
    verdicts = [asked.holds(take(*told("".join(one)))).verdict for one in (order, order[::-1])]
    assert YES in verdicts if enough <= 0.5 else verdicts.count(YES) <= 1


def test_one_swapped_pair_of_six_is_five_sixths() -> None:
    evidence = take(*told("abdc"))
    assert Order(PARTS, agreement_at_least=0.8).holds(evidence).verdict is YES
    assert Order(PARTS, agreement_at_least=0.9).holds(evidence).verdict is NO


def test_parts_not_heard_are_passed_over_but_two_must_be_there() -> None:
    asked = Order(PARTS, agreement_at_least=0.8)
    assert asked.holds(take(*told("ad"))).verdict is YES
    assert asked.holds(take(*told("da"))).verdict is NO
    assert asked.holds(take(*told("a"))).verdict is NO
    assert asked.holds(take(*told("a"), said("b", 50, certainty=0.3))).verdict is UNKNOWN


def test_agreement_and_seconds_are_not_asked_together() -> None:
    with pytest.raises(LessonError):
        Order(PARTS, within_s=30, agreement_at_least=0.8)
