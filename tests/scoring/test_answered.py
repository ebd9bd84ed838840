"""Comments count as answered by what was said after them, not by luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence, Observation
from coach.domain.media import ShownComment, Span
from coach.domain.rubric import Intent, Verdict
from coach.domain.transcript import Transcript, Word
from coach.scoring.answered import Answered
from coach.scoring.fields import IntentName
from coach.scoring.replies import Asking, Reply, asked_once, earned, replies, share_answered
from tests.scoring.makers import hearing, said, take

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
LENGTH_S = 200.0
KNOWN = {
    "price": Intent("price", ("price",), (("money",), ("per_unit",), ("ship", "packing"))),
    "shipping": Intent("shipping", ("ship",), (("ship",),)),
}
ASKED_S = (20.0, 60.0, 130.0)


def comment(at_s: float, intent: str = "price", name: str = "Chị Lan") -> ShownComment:
    return ShownComment(f"c{at_s}", at_s, name, "", intent)


def shown(*comments: ShownComment) -> tuple[ShownComment, ...]:
    return comments or tuple(comment(at_s) for at_s in ASKED_S)


def live(*heard: Observation, comments: tuple[ShownComment, ...] = (), words: str = "") -> Evidence:
    """A take of 200 s with these comments; the words, a second each, begin at 0."""
    spoken = tuple(Word(text, Span(n, n + 1), 0.9) for n, text in enumerate(words.split()))
    return replace(
        take(*heard, length_s=LENGTH_S), comments=shown(*comments), transcript=Transcript("vi", spoken)
    )


def prices(*at_s: float) -> tuple[Observation, ...]:
    return tuple(said("price", at, for_s=2) for at in at_s)


def asks(share: float = 0.9, within_s: float = 20, **more: object) -> Answered:
    return replace(Answered(share, within_s, known=KNOWN), **more)  # type: ignore[arg-type]


MONOLOGUE = tuple(said(name, at, for_s=1) for at in range(200) for name in ("price", "money", "per_unit"))


@given(st.lists(st.floats(0, 199), min_size=1, max_size=6))
def test_who_talks_of_it_all_the_time_has_answered_nobody(at_s: list[float]) -> None:
    evidence = live(*MONOLOGUE, comments=tuple(comment(at) for at in at_s))
    assert asks(0.01).holds(evidence).verdict is NO
    asking = Asking(KNOWN, 20, 0, 0.5)
    assert all(one.answered for one in replies(evidence, evidence.comments, asking))
    assert not any(one.answered for one in earned(evidence, evidence.comments, asking))


@given(st.lists(st.booleans(), max_size=6))
def test_the_share_is_of_the_questions(hits: Sequence[bool]) -> None:
    found = [Reply(comment(20), prices(25) if hit else ()) for hit in hits]
    assert share_answered(found) == pytest.approx(sum(hits) / len(hits) if hits else 0)


@given(st.lists(st.floats(0, 199), max_size=8), st.lists(st.floats(0, 190), min_size=1, max_size=5))
def test_chance_only_takes_away(said_s: list[float], asked_s: list[float]) -> None:
    evidence = live(*prices(*said_s), comments=tuple(comment(at) for at in asked_s))
    asking = Asking(KNOWN, 45, 0, 0.5)
    plain = replies(evidence, evidence.comments, asking)
    kept = earned(evidence, evidence.comments, asking)
    assert all(reply.answered for reply, left in zip(plain, kept, strict=True) if left.answered)


@given(st.lists(st.floats(5, 150), min_size=3, max_size=6), st.data())
def test_who_talks_at_seconds_of_her_own_seldom_seems_to_answer(
    asked_s: list[float], data: st.DataObject
) -> None:
    """Every 12 s the price, whatever is asked: a question then waits 6 s on average, as by chance."""
    shift = data.draw(st.floats(0, 11))
    evidence = live(*prices(*(shift + 12.0 * n for n in range(15))), comments=tuple(map(comment, asked_s)))
    found = earned(evidence, evidence.comments, Asking(KNOWN, 45, 0, 0.5))
    waits = [max(0.0, (shift - at_s + 2) % 12 - 2) for at_s in asked_s]
    if sum(waits) / len(waits) > 4.5:
        assert not any(one.answered for one in found)


def test_a_quick_seller_who_says_it_often_has_answered() -> None:
    asked = tuple(comment(10 + 25.0 * n) for n in range(7))
    evidence = live(*prices(*(one.at_s + 3 for one in asked)), comments=asked)
    assert asks(1.0, within_s=45).holds(evidence).verdict is YES


def test_turning_to_the_viewer_is_no_accident() -> None:
    monologue = prices(*(12.0 * n for n in range(16)))
    asked = (comment(64),)
    assert asks(within_s=45).holds(live(*monologue, comments=asked)).verdict is NO
    turned = said("question_repeated", 70, for_s=1)
    assert asks(within_s=45).holds(live(*monologue, turned, comments=asked)).verdict is YES


def test_a_question_asked_again_counts_with_the_first() -> None:
    first, again = comment(20), replace(comment(70), id="again", again_of="c20")
    assert asks(1.0).holds(live(*prices(75), comments=(first, again))).verdict is YES
    assert asks(0.1).holds(live(*prices(175), comments=(first, again))).verdict is NO


def test_thanks_and_orders_wait_for_no_answer() -> None:
    thanks = replace(comment(60, ""), id="thanks")
    assert asks(1.0).holds(live(*prices(25), comments=(comment(20), thanks))).verdict is YES


def test_each_comment_answered_soon_after_it_is_a_yes_with_its_moments() -> None:
    heard = prices(*(at_s + 5 for at_s in ASKED_S))
    answer = asks(1.0).holds(live(*heard))
    assert (answer.verdict, answer.because) == (YES, heard)


def test_an_answer_may_begin_two_seconds_before_the_comment_and_not_earlier() -> None:
    assert asks().holds(live(*prices(*(at_s - 2 for at_s in ASKED_S)))).verdict is YES
    assert asks().holds(live(*prices(*(at_s - 3 for at_s in ASKED_S)))).verdict is NO


def test_late_answers_do_not_count() -> None:
    late = live(*prices(*(at_s + 30 for at_s in ASKED_S)))
    assert asks(0.1).holds(late).verdict is NO
    assert asks(0.4, within_s=35).holds(late).verdict is YES


def test_an_answer_to_another_question_does_not_count() -> None:
    wrong = tuple(said("ship", at_s + 5) for at_s in ASKED_S)
    assert asks(0.1).holds(live(*wrong)).verdict is NO
    about_ship = tuple(comment(at_s, "shipping") for at_s in ASKED_S)
    assert asks().holds(live(*wrong, comments=about_ship)).verdict is YES


def test_only_comments_of_the_asked_intents_count() -> None:
    both = (comment(20), comment(120, "shipping"))
    evidence = live(*prices(25), comments=both)
    assert asks().holds(evidence).verdict is NO
    assert asks(intents=(IntentName("price"),)).holds(evidence).verdict is YES
    assert asks(intents=(IntentName("joke"),)).holds(evidence).verdict is NO  # nobody joked
    assert asks(0.1).holds(live(*prices(25), comments=(comment(20, "unheard_of"),))).verdict is NO


def test_calling_the_viewer_by_name_is_no_accident() -> None:
    at_20 = (comment(20),)
    named = live(*MONOLOGUE, comments=at_20, words="à " * 18 + "chị LAN hỏi giá")
    assert asks().holds(named).verdict is YES
    assert asks(named=True).holds(named).verdict is YES
    only_title = live(*MONOLOGUE, comments=at_20, words="à " * 18 + "chị hỏi giá")
    assert asks(0.1).holds(only_title).verdict is NO
    assert asks(0.1, named=True).holds(live(*prices(25), comments=at_20)).verdict is NO


def test_a_name_is_known_without_its_diacritics() -> None:
    heard = live(*prices(25), comments=(comment(20, name="Bác Đường"),), words="à " * 20 + "duong ơi")
    assert asks(named=True).holds(heard).verdict is YES


def test_facts_are_counted_as_far_as_the_question_has_any() -> None:
    bare, money, unit = said("price", 25), said("money", 26, for_s=1), said("per_unit", 28, for_s=1)
    at_20 = (comment(20),)
    assert asks(facts_at_least=2).holds(live(bare, money, comments=at_20)).verdict is NO
    assert asks(facts_at_least=2).holds(live(bare, money, unit, comments=at_20)).verdict is YES
    about_ship = live(said("ship", 25), comments=(comment(20, "shipping"),))
    assert asks(facts_at_least=2).holds(about_ship).verdict is YES


def test_the_same_question_within_a_minute_may_count_once() -> None:
    again = (comment(20), comment(70), comment(140))
    assert [one.at_s for one in asked_once(again)] == [20, 140]
    evidence = live(*prices(25, 145), comments=again)
    assert asks().holds(evidence).verdict is NO
    assert asks(repeats="together").holds(evidence).verdict is YES


def test_without_comments_there_is_nothing_to_answer() -> None:
    assert asks(0.1).holds(take(*prices(25))).verdict is NO


def test_a_doubtful_answer_is_left_open_and_silence_in_noise_is_unknown() -> None:
    doubtful = said("price", 25, certainty=0.4)
    answer = asks().holds(live(doubtful, comments=(comment(20),)))
    assert (answer.verdict, answer.because) == (UNKNOWN, (doubtful,))
    noisy = replace(live(), hearing=hearing(good=False, length_s=LENGTH_S))
    assert [m.reason for m in asks().holds(noisy).missing] == ["hearing.noisy"]


@pytest.mark.parametrize("wrong", [{"share_at_least": 0.0}, {"share_at_least": 1.1}, {"repeats": "once"}])
def test_a_share_and_how_to_count_repeats_are_checked(wrong: dict[str, object]) -> None:
    with pytest.raises(LessonError):
        asks(**wrong)  # type: ignore[arg-type]
