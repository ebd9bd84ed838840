"""Measured values: averages, shares of the time, and what was not measured."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.errors import LessonError
from coach.domain.evidence import NotObserved, Observation
from coach.domain.media import Span
from coach.domain.rubric import Verdict
from coach.scoring.bands import longest_stretch, readings
from coach.scoring.fields import Measure
from coach.scoring.measured import Measured
from coach.scoring.share import Share
from coach.scoring.within import Within
from tests.scoring.makers import sample, take

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
LIGHT = Measure("light")
GOOD = Share(of=LIGHT, value_at_least=3, at_least=0.7)


def lit(*grades: float, certainty: float = 1.0) -> tuple[Observation, ...]:
    """Grades over ten seconds each; a negative one was not measured."""
    return tuple(
        sample("light", 10 * i, 10 * i + 10, grade, certainty) for i, grade in enumerate(grades) if grade >= 0
    )


def test_share_of_a_take_measured_throughout() -> None:
    assert GOOD.holds(take(*lit(4, 4, 3, 3, 3, 4, 4, 0, 1), length_s=90)).verdict is YES
    assert GOOD.holds(take(*lit(4, 4, 3, 3, 3, 0, 0, 0, 1), length_s=90)).verdict is NO


def test_unmeasured_time_could_have_been_good_or_bad() -> None:
    dark = NotObserved("light", "vision.no_face", Span(50, 90))
    answer = GOOD.holds(take(*lit(4, 4, 3, 3, 3), missing=(dark,)))
    assert (answer.verdict, answer.missing) == (UNKNOWN, (dark,))
    assert GOOD.holds(take(*lit(0, 0, 0, 4, 4, 4, 4))).verdict is NO  # 40 good of 90 and 20 unmeasured
    assert GOOD.holds(take(*lit(4, 4, 4, 4, 4, 4, 4))).verdict is YES


def test_nothing_measured_is_unknown_with_a_reason() -> None:
    assert [m.reason for m in GOOD.holds(take()).missing] == ["reason.part_not_measured"]


def test_unsure_samples_count_as_unmeasured_and_are_shown() -> None:
    answer = GOOD.holds(take(*lit(*[4] * 9, certainty=0.3)))
    assert answer.verdict is UNKNOWN
    assert len(answer.because) == 9


@given(st.lists(st.sampled_from([0.0, 2.0, 3.0, 4.0]), min_size=9, max_size=9), st.sets(st.integers(0, 8)))
def test_measuring_less_never_decides_otherwise(grades: list[float], lost: set[int]) -> None:
    whole = GOOD.holds(take(*lit(*grades))).verdict
    less = GOOD.holds(take(*lit(*[-1.0 if i in lost else g for i, g in enumerate(grades)]))).verdict
    assert less in (whole, UNKNOWN)


def test_a_yes_shows_the_longest_good_stretch_as_one_moment() -> None:
    (shown,) = GOOD.holds(take(*lit(4, 0, 4, 3, 3, 3, 4, 4, 4))).because
    assert (shown.span, shown.moment_s) == (Span(20, 90), 55)
    assert shown.value == 3.571  # 25 / 7


@given(st.lists(st.floats(0.05, 3), min_size=1, max_size=40))
def test_the_average_of_equal_values_is_shown_as_that_value(lasting_s: list[float]) -> None:
    ends_s = list(accumulate(lasting_s, initial=0.0))
    grades = [sample("light", start_s, end_s, 3) for start_s, end_s in pairwise(ends_s)]
    (shown,) = longest_stretch(readings(take(*grades, length_s=ends_s[-1]), "light", None))
    assert shown.value == 3


def test_a_no_shows_the_marked_faults() -> None:
    fault = Observation("light.fault", Span(0, 60), "advice.light.face_window", moment_s=20)
    assert GOOD.holds(take(*lit(*[0] * 9), fault)).because == (fault,)


def test_share_inside_a_window_counts_only_the_window() -> None:
    start = Within(first_s=20, all=(GOOD,))
    assert start.holds(take(*lit(4, 4, 0, 0, 0, 0, 0, 0, 0))).verdict is YES
    assert start.holds(take(sample("light", 15, 90, 4))).verdict is UNKNOWN


def test_only_values_in_the_asked_unit_count() -> None:
    other = Share(of=LIGHT, value_at_least=3, at_least=0.7, unit="lux")
    assert other.holds(take(*lit(*[4] * 9))).verdict is UNKNOWN


def test_an_average_is_weighted_by_how_long_each_value_held() -> None:
    values = (sample("pace", 0, 60, 200), sample("pace", 60, 90, 290))  # average 230
    assert Measured(Measure("pace"), between=(225, 235)).holds(take(*values)).verdict is YES
    assert Measured(Measure("pace"), at_most=225).holds(take(*values)).verdict is NO
    assert Measured(Measure("pace"), at_least=225).holds(take(*values)).verdict is YES


def test_an_average_of_less_than_half_the_time_says_nothing() -> None:
    lost = NotObserved("pace", "hearing.noisy", Span(30, 90))
    answer = Measured(Measure("pace"), at_least=100).holds(take(sample("pace", 0, 30, 200), missing=(lost,)))
    assert (answer.verdict, answer.missing) == (UNKNOWN, (lost,))


@pytest.mark.parametrize("at_least", [-0.1, 1.1])
def test_a_share_is_between_none_and_all(at_least: float) -> None:
    with pytest.raises(LessonError):
        Share(of=LIGHT, value_at_least=3, at_least=at_least)


def test_a_band_is_needed() -> None:
    with pytest.raises(LessonError):
        Share(of=LIGHT, at_least=0.5)
    with pytest.raises(LessonError):
        Measured(LIGHT)
