"""A written transcript without seconds: a yes that rests on them is open, a no stays a no."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.domain.media import ShownComment
from coach.domain.rubric import Answer, Condition, Intent, Verdict
from coach.scoring.answered import Answered
from coach.scoring.fields import Label
from coach.scoring.gap import Gap
from coach.scoring.heard import Heard
from coach.scoring.length import LengthAtLeast
from coach.scoring.near import Near
from coach.scoring.order import Order
from coach.scoring.within import Within
from tests.scoring.makers import said, take

A, B = Label("a"), Label("b")
HEARD_A, HEARD_B = Heard((A,)), Heard((B,))
NO_TIMES = Answer(Verdict.UNKNOWN, (), (NotObserved("time", "words.no_times"),))


def untimed(*observations: Observation) -> Evidence:
    return replace(take(*observations), timed=False)


ON_SECONDS: tuple[Condition, ...] = (
    Within(first_s=60, all=(HEARD_A,)),
    Within(last_s=60, any=(HEARD_A, HEARD_B)),
    Near(HEARD_A, HEARD_B, 20),
    Near(HEARD_A, HEARD_B, 20, either_way=True, times=2),
    Heard((A,), times=2, apart_s=10),
    Order((A, B), within_s=60),
)
WITHOUT: tuple[Condition, ...] = (HEARD_A, Heard((A, B), times=2), Order((A, B)))

moments = st.builds(
    lambda name, at, certainty: said(name, at, certainty=certainty),
    st.sampled_from("ab"),
    st.integers(0, 20).map(lambda n: 4.0 * n),
    st.sampled_from([0.4, 0.9]),
)


@pytest.mark.parametrize("asked", ON_SECONDS, ids=str)
@given(heard=st.lists(moments, max_size=5))
def test_without_seconds_nothing_that_rests_on_them_is_a_yes(
    asked: Condition, heard: list[Observation]
) -> None:
    answer = asked.holds(untimed(*heard))
    if answer.verdict is Verdict.YES:  # only words that lie on each other need no seconds
        assert isinstance(asked, Near)
        assert len({one.span for one in answer.because}) == 1
    if not heard:
        assert answer.verdict is Verdict.NO


@pytest.mark.parametrize("asked", WITHOUT, ids=str)
@given(heard=st.lists(moments, max_size=5))
def test_what_needs_no_seconds_answers_as_ever(asked: Condition, heard: list[Observation]) -> None:
    assert asked.holds(untimed(*heard)) == asked.holds(take(*heard))


TOLD = (said("a", 5), said("b", 20), said("a", 40))


@pytest.mark.parametrize(
    "asked",
    [
        Within(first_s=30, all=(HEARD_A,)),
        Near(HEARD_A, HEARD_B, 20),
        Heard((A,), times=2, apart_s=10),
        Order((A, B), within_s=30),
        Gap(A, 60),
        LengthAtLeast(60),
    ],
    ids=str,
)
def test_a_yes_becomes_unknown_with_why(asked: Condition) -> None:
    assert asked.holds(take(*TOLD)).verdict is Verdict.YES
    assert asked.holds(untimed(*TOLD)) == NO_TIMES


def test_how_long_it_lasts_is_open_both_ways() -> None:
    assert LengthAtLeast(1000).holds(untimed(*TOLD)) == NO_TIMES
    assert Gap(A, 1).holds(untimed(*TOLD)) == NO_TIMES


def test_what_lies_in_the_same_words_is_near_without_any_seconds() -> None:
    both = (said("a", 5), said("b", 5))
    assert Near(HEARD_A, HEARD_B, 10).holds(untimed(*both)).verdict is Verdict.YES


def test_whether_comments_were_answered_in_time_is_open() -> None:
    asked = Answered(0.5, known={"price": Intent("price", ("a",))})
    assert asked.holds(untimed(*TOLD)).verdict is Verdict.NO  # there were no comments
    shown = replace(untimed(*TOLD), comments=(ShownComment("1", 1, "", "", "price"),))
    assert asked.holds(replace(shown, timed=True)).verdict is Verdict.YES
    assert asked.holds(shown) == NO_TIMES
