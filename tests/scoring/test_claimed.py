"""Risky claims count when a person confirmed them; marks only when a person looked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.errors import LessonError
from coach.domain.evidence import Claim, Evidence, Observation
from coach.domain.media import ProductCard, ShownComment, Span
from coach.domain.rubric import Verdict
from coach.scoring.claimed import Claimed
from coach.scoring.comments import ShownCommentsAtLeast, ShownCommentsWith
from coach.scoring.fields import IntentName, Rule
from coach.scoring.given import CardSays, PhotosAtLeast
from coach.scoring.marked import Marked
from coach.scoring.view import narrowed
from tests.scoring.makers import take

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
HEALTH = (Rule("health"),)
RANK = {NO: 0, UNKNOWN: 1, YES: 2}


def claim(
    confirmed: bool | None = None, at_s: float = 5, rule: str = "cures", category: str = "health"
) -> Claim:
    return Claim(rule, "block", Span(at_s, at_s + 2), f"{rule} {at_s}", (), category, confirmed)


def claiming(*claims: Claim) -> Evidence:
    return replace(take(), claims=claims)


claims = st.lists(
    st.builds(claim, st.sampled_from([None, True, False]), st.integers(0, 80).map(float)), max_size=4
)
questions = st.builds(
    lambda confirmed, lenient, times: Claimed(HEALTH, confirmed, lenient, times),
    st.booleans(),
    st.booleans(),
    st.integers(1, 3),
)


@given(claims, questions)
def test_confirming_a_claim_never_lowers_the_answer(found: list[Claim], question: Claimed) -> None:
    before = question.holds(claiming(*found)).verdict
    after = question.holds(claiming(*(replace(one, confirmed=True) for one in found))).verdict
    assert RANK[after] >= RANK[before]


@given(claims, questions)
def test_a_rejected_claim_is_as_if_never_found(found: list[Claim], question: Claimed) -> None:
    left = [one for one in found if one.confirmed is not False]
    assert question.holds(claiming(*found)) == question.holds(claiming(*left))


@pytest.mark.parametrize(
    ("confirmed", "asked", "lenient", "not_asked"),
    [(None, UNKNOWN, NO, YES), (True, YES, YES, YES), (False, NO, NO, NO)],
)
def test_who_has_said_what_about_one_claim(
    confirmed: bool | None, asked: Verdict, lenient: Verdict, not_asked: Verdict
) -> None:
    evidence = claiming(claim(confirmed))
    assert Claimed(HEALTH).holds(evidence).verdict is asked
    assert Claimed(HEALTH, lenient=True).holds(evidence).verdict is lenient
    assert Claimed(HEALTH, confirmed=False).holds(evidence).verdict is not_asked


def test_a_rule_is_named_by_itself_or_by_its_kind() -> None:
    found = claiming(claim(True))
    assert Claimed((Rule("cures"),)).holds(found).verdict is YES
    assert Claimed((Rule("price"),)).holds(found).verdict is NO


def test_an_open_claim_is_left_for_a_person_with_its_words() -> None:
    answer = Claimed(HEALTH, times=2).holds(claiming(claim(True), claim(None, 40)))
    assert answer.verdict is UNKNOWN
    assert answer.because == (Observation("claim.cures", Span(40, 42), quote="cures 40"),)
    assert answer.missing == ()


def test_a_claim_outside_the_window_is_not_asked_for() -> None:
    found = claiming(claim(True, 50))
    assert Claimed(HEALTH).holds(narrowed(found, Span(0, 30))).verdict is NO
    assert Claimed(HEALTH).holds(narrowed(found, Span(30, 90))).verdict is YES


def test_a_rule_and_a_number_are_needed() -> None:
    with pytest.raises(LessonError):
        Claimed(())
    with pytest.raises(LessonError):
        Claimed(HEALTH, times=0)


def mark(seen: int) -> Observation:
    return Observation("marked.paper_shown", Span(4, 6), seen)


def test_a_mark_is_open_until_somebody_has_looked_and_the_last_one_counts() -> None:
    shown = Marked("paper_shown")
    assert shown.holds(take()).verdict is UNKNOWN
    assert shown.holds(take(mark(1))).because == (mark(1),)
    assert shown.holds(take(mark(1), mark(0))).verdict is NO
    assert shown.holds(take(mark(0), mark(1))).verdict is YES
    assert Marked("paper").holds(take(mark(1))).verdict is UNKNOWN


def test_what_was_given_beside_the_recording() -> None:
    evidence = replace(take(), card=ProductCard(name="na", price=" "), photos=2)
    assert CardSays("name").holds(evidence).verdict is YES
    assert CardSays("price").holds(evidence).verdict is NO
    assert CardSays("name").holds(take()).verdict is NO
    assert PhotosAtLeast(2).holds(evidence).verdict is YES
    assert PhotosAtLeast(3).holds(evidence).verdict is NO


def test_how_many_comments_were_shown() -> None:
    shown = tuple(ShownComment(str(n), 10.0 * n, "", "", intent) for n, intent in enumerate(["price", "use"]))
    evidence = replace(take(), comments=shown)
    assert ShownCommentsAtLeast(2).holds(evidence).verdict is YES
    assert ShownCommentsAtLeast(3).holds(evidence).verdict is NO
    assert ShownCommentsWith((IntentName("price"),)).holds(evidence).verdict is YES
    assert ShownCommentsWith((IntentName("price"),), at_least=2).holds(evidence).verdict is NO
    assert ShownCommentsWith((IntentName("joke"),)).holds(evidence).verdict is NO
