"""Was it said, was it perhaps said, or could nobody tell?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import HearingWindow, NotObserved, Observation
from coach.domain.media import Span
from coach.domain.rubric import Verdict
from coach.scoring.fields import Label
from coach.scoring.heard import Heard
from coach.scoring.view import view
from tests.scoring.makers import hearing, said, take

ORIGIN = Label("origin")
PLACE = Label("place")


def asks(*names: str, times: int = 1, apart_s: float = 0.0, different: bool = False) -> Heard:
    labels = tuple(Label(name) for name in names)
    return Heard(labels, times=times, apart_s=apart_s, different="words" if different else None)


moments = st.builds(
    lambda at, certainty, quote: said("origin", at, quote, certainty),
    st.floats(0, 80),
    st.sampled_from([0.2, 0.3, 0.6, 0.95]),
    st.sampled_from(["one", "two", "three"]),
)
questions = st.builds(
    lambda times, apart, different: asks("origin", times=times, apart_s=apart, different=different),
    st.integers(1, 3),
    st.sampled_from([0.0, 15.0]),
    st.booleans(),
)
RANK = {Verdict.NO: 0, Verdict.UNKNOWN: 1, Verdict.YES: 2}


@given(st.lists(moments, max_size=5), moments, questions)
def test_saying_more_never_lowers_the_answer(
    before: list[Observation], more: Observation, question: Heard
) -> None:
    less = question.holds(take(*before)).verdict
    assert RANK[question.holds(take(*before, more)).verdict] >= RANK[less]


@given(st.lists(moments, max_size=5), questions)
def test_hearing_worse_never_turns_into_a_no(heard: list[Observation], question: Heard) -> None:
    well = question.holds(take(*heard)).verdict
    badly = question.holds(take(*heard, windows=hearing(good=False))).verdict
    assert badly is (well if well is not Verdict.NO else Verdict.UNKNOWN)


@given(st.lists(moments, max_size=5), questions)
def test_the_view_by_name_answers_like_the_evidence_itself(heard: list[Observation], question: Heard) -> None:
    evidence = take(*heard)
    assert question.holds(view(evidence)) == question.holds(evidence)


def test_a_sure_observation_is_a_yes_with_its_proof() -> None:
    weak, strong = said("origin", 5, certainty=0.6), said("origin", 40, certainty=0.9)
    answer = asks("origin").holds(take(weak, strong))
    assert (answer.verdict, answer.because) == (Verdict.YES, (strong,))


def test_a_doubtful_one_is_unknown_for_a_person_to_settle() -> None:
    doubtful = said("origin", 5, certainty=0.3)
    answer = asks("origin").holds(take(doubtful))
    assert (answer.verdict, answer.because, answer.missing) == (Verdict.UNKNOWN, (doubtful,), ())


def test_one_sure_and_one_doubtful_leave_the_doubtful_one_to_settle_for_two_times() -> None:
    sure, doubtful = said("origin", 5), said("origin", 40, certainty=0.4)
    answer = asks("origin", times=2).holds(take(sure, doubtful))
    assert (answer.verdict, answer.because) == (Verdict.UNKNOWN, (doubtful,))


def test_below_a_quarter_it_was_not_heard() -> None:
    assert asks("origin").holds(take(said("origin", 5, certainty=0.2))).verdict is Verdict.NO


def test_not_heard_in_noise_is_unknown_and_says_which_stretch_was_noisy() -> None:
    answer = asks("origin").holds(take(windows=hearing(good=False)))
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.missing == (NotObserved("origin", "hearing.noisy", Span(0, 90)),)


def test_too_little_speech_is_unknown() -> None:
    quiet = (HearingWindow(Span(0, 90), True, 1.0),)
    answer = asks("origin").holds(take(windows=quiet))
    assert [m.reason for m in answer.missing] == ["hearing.too_little_speech"]


@pytest.mark.parametrize("name", ["origin", "hearing", "place"])
def test_what_an_observer_could_not_observe_is_unknown(name: str) -> None:
    missing = NotObserved(name, "label.no_examples")
    answer = Heard((ORIGIN,), with_=(Label("place.commune"),)).holds(take(missing=(missing,)))
    assert (answer.verdict, answer.missing) == (Verdict.UNKNOWN, (missing,))


def test_with_asks_for_the_slot_in_the_same_words() -> None:
    question = Heard((ORIGIN,), with_=(PLACE,))
    origin, here = said("origin", 10), said("place.commune", 11, for_s=1)
    elsewhere = said("place.commune", 50, for_s=1)
    assert question.holds(take(origin, here)).because == (origin, here)
    assert question.holds(take(origin, elsewhere)).verdict is Verdict.NO


def test_a_doubtful_slot_makes_the_whole_doubtful() -> None:
    origin, slot = said("origin", 10), said("place.commune", 11, certainty=0.4, for_s=1)
    answer = Heard((ORIGIN,), with_=(PLACE,)).holds(take(origin, slot))
    assert (answer.verdict, answer.because) == (Verdict.UNKNOWN, (slot,))


def test_a_slot_without_length_counts_inside_the_words() -> None:
    question = Heard((ORIGIN,), with_=(PLACE,))
    instant = said("place", 11, for_s=0)
    assert question.holds(take(said("origin", 10), instant)).verdict is Verdict.YES


def test_a_neighbours_slot_is_not_in_the_same_words() -> None:
    question = Heard((ORIGIN,), with_=(PLACE,))
    neighbour = said("place", 9.0, for_s=1.0001)
    assert question.holds(take(said("origin", 10), neighbour)).verdict is Verdict.NO


def test_with_any_asks_for_one_of_several() -> None:
    question = Heard((PLACE,), with_any=(ORIGIN, Label("own_trade")))
    place = said("place.other", 11, for_s=1)
    assert question.holds(take(place, said("own_trade", 10))).verdict is Verdict.YES
    assert question.holds(take(place, said("greet", 10))).verdict is Verdict.NO


def test_apart_counts_from_the_end_of_one_to_the_start_of_the_next() -> None:
    evidence = take(said("origin", 10), said("origin", 27))  # 13..27
    assert asks("origin", times=2, apart_s=14).holds(evidence).verdict is Verdict.YES
    assert asks("origin", times=2, apart_s=15).holds(evidence).verdict is Verdict.NO


def test_the_same_words_again_count_once_when_they_should_differ() -> None:
    again = take(said("origin", 10, "From Chi Lăng!"), said("origin", 40, "from chi lăng"))
    assert asks("origin", times=2).holds(again).verdict is Verdict.YES
    assert asks("origin", times=2, different=True).holds(again).verdict is Verdict.NO


def test_the_same_number_said_otherwise_counts_once() -> None:
    numbers = (
        said("quantity", 10, "five kilos", value=5.0, unit="kg"),
        said("quantity", 40, "5 kg", value=5.0, unit="kg"),
    )
    days = said("duration", 60, "5 days", value=5.0, unit="day")
    two = asks("quantity", "duration", times=2, different=True)
    assert two.holds(take(*numbers)).verdict is Verdict.NO
    assert two.holds(take(*numbers, days)).verdict is Verdict.YES


def test_two_labels_on_the_same_words_are_one_moment() -> None:
    assert (
        asks("origin", "story", times=2).holds(take(said("origin", 9), said("story", 9))).verdict
        is Verdict.NO
    )
