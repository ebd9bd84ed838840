"""When a take counts, when a lesson is passed, and how many steps that makes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import Claim
from coach.domain.media import Span
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Judgement, Reason, Scorecard, State
from coach.progress.passing import Steps, is_passed, meets, steps


def lesson(id: str = "T01", step: int = 1) -> Lesson:
    return Lesson(id, {}, {}, {}, {}, (), (60, 120), 70, "digest", step)


def judged(low: int, high: int | None = None, weight: float = 1, state: State = State.JUDGED) -> Judgement:
    return Judgement("a", weight, state, low, low, high or low, 4, 1, (), (), Reason("reason.reached"))


def scored(*judgements: Judgement, confirmed: bool | None = None) -> Scorecard:
    claim = Claim("cures", "warn", Span(0, 1), "", confirmed=confirmed)
    return Scorecard("T01", "digest", judgements, (claim,))


@pytest.mark.parametrize(
    ("judgements", "counts"),
    [
        ((judged(3), judged(3)), True),
        ((judged(3), judged(2)), False),  # 62.5 points
        ((judged(4), judged(4), judged(4), judged(0)), False),  # 75 points, but one at 0
        ((judged(4), judged(0, weight=0)), True),  # what gives no points may be at 0
        ((judged(4), judged(0, state=State.LEFT_OUT)), True),
        ((judged(2, 4, state=State.CHECK), judged(2)), False),  # only what is surely reached counts
        ((judged(4), judged(4), judged(4), judged(0, 4, state=State.CHECK)), True),
        ((), False),
    ],
)
def test_which_takes_count(judgements: tuple[Judgement, ...], counts: bool) -> None:
    assert meets(scored(*judgements), lesson()) is counts


@pytest.mark.parametrize(("confirmed", "counts"), [(None, True), (False, True), (True, False)])
def test_a_confirmed_claim_of_any_kind_does_not_count(confirmed: bool | None, counts: bool) -> None:
    assert meets(scored(judged(4), confirmed=confirmed), lesson()) is counts


@given(st.lists(st.booleans(), max_size=8))
def test_two_good_takes_pass_in_whatever_order_and_others_take_nothing_away(takes: list[bool]) -> None:
    assert is_passed(takes) is is_passed(sorted(takes)) is (takes.count(True) >= 2)
    assert is_passed([*takes, False]) is is_passed(takes)


def test_lessons_of_one_step_are_alternatives() -> None:
    course = [lesson("L01", 1), lesson("L14A", 2), lesson("L14B", 2), lesson("extra", 0)]
    assert steps(course, []) == Steps(0, 2)
    assert steps(course, ["L14B"]) == Steps(1, 2)
    assert steps(course, ["L14A", "L14B"]) == Steps(1, 2)
    assert steps(course, ["L01", "L14A", "extra", "gone"]) == Steps(2, 2)


@given(st.sets(st.sampled_from(["L1", "L2", "L3", "L4"])), st.sampled_from(["L1", "L2", "L3", "L4"]))
def test_passing_one_more_never_lowers_the_steps(passed: set[str], more: str) -> None:
    course = [lesson("L1", 1), lesson("L2", 2), lesson("L3", 2), lesson("L4", 0)]
    assert steps(course, passed).passed <= steps(course, passed | {more}).passed <= 2
