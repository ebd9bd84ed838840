"""Conditions made of conditions: all, any, none, as, within, near, order, gap, distinct."""

import pytest

from coach.domain.errors import LessonError
from coach.domain.evidence import HearingWindow
from coach.domain.media import Span
from coach.domain.rubric import Condition, Verdict
from coach.scoring.all_of import All
from coach.scoring.any_of import Any
from coach.scoring.distinct import Distinct
from coach.scoring.fields import Label, Measure
from coach.scoring.gap import Gap
from coach.scoring.heard import Heard
from coach.scoring.length import LengthAtLeast
from coach.scoring.near import Near
from coach.scoring.none_of import NoneOf
from coach.scoring.order import Order
from coach.scoring.repeat import As
from coach.scoring.share import Share
from coach.scoring.within import Within
from tests.scoring.makers import hearing, said, take

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN


def heard(name: str) -> Heard:
    return Heard((Label(name),))


# "yes" is surely heard, "unsure" doubtfully, "no" not at all, "deaf" could not be listened for
SURE, DOUBTFUL = said("yes", 5), said("unsure", 10, certainty=0.4)
EVIDENCE = take(SURE, DOUBTFUL)
DEAF = take(SURE, DOUBTFUL, windows=hearing(good=False))


@pytest.mark.parametrize(
    ("names", "all_", "any_"),
    [
        (("yes", "yes"), YES, YES),
        (("yes", "no"), NO, YES),
        (("no", "no"), NO, NO),
        (("yes", "unsure"), UNKNOWN, YES),
        (("no", "unsure"), NO, UNKNOWN),
    ],
)
def test_all_and_any_follow_three_valued_logic(names: tuple[str, ...], all_: Verdict, any_: Verdict) -> None:
    parts: tuple[Condition, ...] = tuple(heard(name) for name in names)
    for asked in (parts, parts[::-1]):
        assert All(asked).holds(EVIDENCE).verdict is all_
        assert As(2, asked).holds(EVIDENCE).verdict is all_
        assert Any(asked).holds(EVIDENCE).verdict is any_
        assert NoneOf((Any(asked),)).holds(EVIDENCE).verdict is {YES: NO, NO: YES, UNKNOWN: UNKNOWN}[any_]


def test_any_leaves_a_person_what_she_can_settle() -> None:
    answer = Any((heard("no"), heard("unsure"))).holds(DEAF)
    assert (answer.because, answer.missing) == ((DOUBTFUL,), ())


def test_all_keeps_why_a_part_could_not_be_heard() -> None:
    answer = All((heard("no"), heard("unsure"))).holds(DEAF)
    assert answer.because == (DOUBTFUL,)
    assert [m.reason for m in answer.missing] == ["hearing.noisy"]


def test_none_of_holds_only_where_hearing_was_good_and_shows_what_was_said() -> None:
    measured = Share(of=Measure("light"), at_least=1.0, value_at_least=9)
    dark = said("light", 0, value=1.0, for_s=90)
    assert NoneOf((measured,)).holds(take(dark)).verdict is YES
    assert NoneOf((measured,)).holds(take(dark, windows=hearing(good=False))).verdict is UNKNOWN
    assert NoneOf((heard("yes"),)).holds(EVIDENCE).because == (SURE,)


def test_within_sees_only_its_window() -> None:
    early = Within(first_s=30, all=(heard("a"),), any=(heard("b"), heard("c")))
    assert early.holds(take(said("a", 5), said("b", 29))).verdict is YES  # begun before the border
    assert early.holds(take(said("a", 5), said("b", 31))).verdict is NO
    late = Within(last_s=30, all=(heard("a"),))
    assert late.holds(take(said("a", 61))).verdict is YES
    assert late.holds(take(said("a", 50))).verdict is NO
    assert Within(last_s=300, all=(heard("a"),)).holds(take(said("a", 1))).verdict is YES


def test_within_asks_for_good_hearing_only_in_its_window() -> None:
    noisy_end = (
        HearingWindow(Span(0, 60), True, 30.0),
        HearingWindow(Span(60, 90), False, 10.0, "hearing.noisy"),
    )
    assert Within(first_s=60, all=(heard("a"),)).holds(take(windows=noisy_end)).verdict is NO
    assert Within(last_s=60, all=(heard("a"),)).holds(take(windows=noisy_end)).verdict is UNKNOWN


def test_within_does_not_take_a_short_window_for_too_little_speech() -> None:
    brief = (HearingWindow(Span(0, 5), True, 1.0), HearingWindow(Span(5, 90), True, 30.0))
    assert Within(first_s=5, all=(heard("a"),)).holds(take(windows=brief)).verdict is NO


def test_within_needs_one_border_and_something_to_ask() -> None:
    with pytest.raises(LessonError):
        Within(all=(heard("a"),))
    with pytest.raises(LessonError):
        Within(first_s=30)


def test_near_measures_from_the_end_of_one_to_the_start_of_the_other() -> None:
    after, either = Near(heard("a"), heard("b"), 10), Near(heard("a"), heard("b"), 10, either_way=True)
    assert after.holds(take(said("a", 5), said("b", 18))).verdict is YES  # 8..18
    assert after.holds(take(said("a", 5), said("b", 18.5))).verdict is NO
    assert after.holds(take(said("b", 5), said("a", 18))).verdict is NO
    assert either.holds(take(said("b", 5), said("a", 18))).verdict is YES
    assert after.holds(take(said("a", 5), said("b", 5))).verdict is YES


def test_near_of_three_things() -> None:
    three = Near(Near(heard("a"), heard("b"), 20, either_way=True), heard("c"), 20, either_way=True)
    a, b, c = said("a", 5), said("b", 20), said("c", 40)
    assert three.holds(take(a, b, c)).because == (a, b, c)
    assert three.holds(take(a, b, said("c", 60))).verdict is NO


def test_near_takes_only_conditions_with_moments() -> None:
    Near(Any((heard("a"), heard("b"))), heard("c"), 10)
    with pytest.raises(LessonError, match="no_moments"):
        Near(LengthAtLeast(60), heard("c"), 10)


def test_near_in_noise_is_unknown() -> None:
    assert Near(heard("yes"), heard("no"), 10).holds(DEAF).verdict is UNKNOWN


def test_order_wants_one_after_the_other() -> None:
    order = Order((Label("a"), Label("b")), within_s=30)
    assert order.holds(take(said("a", 5), said("b", 20))).verdict is YES
    assert order.holds(take(said("b", 5), said("a", 20))).verdict is NO
    assert order.holds(take(said("a", 5), said("b", 60))).verdict is NO
    assert order.holds(take(said("a", 5), said("a", 50), said("b", 60))).verdict is YES
    assert order.holds(take(said("a", 5), said("b", 20, certainty=0.3))).verdict is UNKNOWN


def test_gap_counts_the_borders() -> None:
    gap = Gap(Label("a"), at_most_s=30)
    assert gap.holds(take(said("a", 28), said("a", 58))).verdict is YES
    assert gap.holds(take(said("a", 31), said("a", 58))).verdict is NO
    assert gap.holds(take(said("a", 28), said("a", 50))).verdict is NO  # 53..90
    assert Gap(Label("a"), 30, to_end=False).holds(take(said("a", 28))).verdict is YES
    assert Gap(Label("a"), 30, from_s=60).holds(take()).verdict is YES
    assert gap.holds(take(said("a", 28), said("a", 58, certainty=0.3))).verdict is UNKNOWN


def test_distinct_counts_kinds_not_mentions() -> None:
    two = Distinct((Label("a"), Label("b"), Label("c")), at_least=2)
    assert two.holds(take(said("a", 5), said("a", 15))).verdict is NO
    assert two.holds(take(said("a", 5), said("c", 15))).verdict is YES
    assert two.holds(take(said("a", 5), said("c", 15, certainty=0.3))).verdict is UNKNOWN


def test_length() -> None:
    assert LengthAtLeast(60).holds(take()).verdict is YES
    assert LengthAtLeast(120).holds(take()).verdict is NO
