"""Laws of the stretches shown to the learner: few, long enough, apart, and where the fault is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import Span
from coach.vision.faults import Graded, faults, usual_step_s


def second(at_s: float, grade: int, advice: str = "advice.light.more", step_s: float = 1.0) -> Graded:
    return Graded(Span(at_s, at_s + step_s), grade, advice if grade < 3 else "", 0.9)


@given(st.lists(st.integers(0, 4), max_size=80))
def test_stretches_are_few_long_apart_and_hold_a_fault(grades: list[int]) -> None:
    found = faults([second(i, grade) for i, grade in enumerate(grades)], 1.0)
    assert len(found) <= 3
    assert [f.weight for f in found] == sorted((f.weight for f in found), reverse=True)
    for i, fault in enumerate(found):
        assert fault.span.duration_s >= 3
        assert fault.span.start_s <= fault.moment_s < fault.span.end_s
        assert grades[int(fault.moment_s)] == min(grades[int(fault.span.start_s) : int(fault.span.end_s)])
        assert all(fault.span.overlap_s(other.span) == 0 for other in found[i + 1 :])


@given(st.lists(st.integers(3, 4), max_size=30))
def test_a_good_take_has_none(grades: list[int]) -> None:
    assert faults([second(i, grade) for i, grade in enumerate(grades)], 1.0) == []


@pytest.mark.parametrize(("bad", "count"), [((5, 6), 0), ((5, 6, 7), 1), ((5, 7), 1), ((5, 8), 0)])
def test_one_good_second_does_not_mend_a_stretch(bad: tuple[int, ...], count: int) -> None:
    assert len(faults([second(i, 1 if i in bad else 4) for i in range(20)], 1.0)) == count


def test_sparse_samples_are_joined_to_their_neighbours() -> None:
    samples = [second(4.0 * i, 1 if 2 <= i <= 4 else 4, step_s=4.0) for i in range(8)]
    (fault,) = faults(samples, 4.0)
    assert fault.span == Span(8, 20)


def test_a_gross_stretch_is_not_lost_in_a_slightly_bad_take() -> None:
    samples = [second(i, 0 if 20 <= i < 30 else 2) for i in range(60)]
    assert faults(samples, 1.0)[0].span == Span(20, 30)


def test_the_advice_is_that_of_the_worst_moment() -> None:
    samples = [second(i, 1, "advice.light.more") for i in range(4)]
    samples += [second(i, 0, "advice.light.less") for i in range(4, 7)]
    (fault,) = faults(samples, 1.0)
    assert (fault.advice, fault.moment_s) == ("advice.light.less", 5.0)


def test_the_usual_step_is_the_median() -> None:
    assert usual_step_s([0, 1, 2, 9, 10]) == 1
    assert usual_step_s([3.0]) is None
