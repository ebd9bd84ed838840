"""One price all through, and the price of the card: two that differ are shown, never averaged."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import Claim, Evidence, NotObserved, Observation
from coach.domain.media import Notice, Span
from coach.domain.rubric import Lesson, Verdict
from coach.domain.scorecard import Judgement, Reason, Scorecard, State
from coach.scoring.agrees import Agrees
from coach.scoring.fields import Label
from coach.scoring.scorecard import judge
from tests.scoring.makers import hearing, said, take

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
ITSELF = Agrees(Label("money"), same=Label("per_unit"))
CARD = replace(ITSELF, with_="card.price")
ON_CARD = Observation("card.price", Span(0, 0), 50_000.0, "kg")


def price(at_s: float, value: float, unit: str = "kg", certainty: float = 0.9) -> tuple[Observation, ...]:
    """ "Fifty thousand a kilo" as money and its unit."""
    return (
        said("money", at_s, f"{value:.0f}", certainty, 1, value=float(value), unit="VND"),
        said("per_unit", at_s + 1.2, unit, certainty, 1, value=unit),
    )


def prices(*told: tuple[Observation, ...]) -> Evidence:
    return take(*chain(*told))


@given(st.lists(st.integers(1, 12).map(lambda n: 7.0 * n), min_size=1, max_size=5, unique=True))
def test_the_same_price_again_agrees_and_another_one_does_not(at_s: list[float]) -> None:
    same = [price(at, 50_000) for at in at_s]
    assert ITSELF.holds(prices(*same)).verdict is YES
    assert ITSELF.holds(prices(*same, price(0, 60_000))).verdict is NO


@given(st.floats(0, 80))
def test_a_price_beside_the_cards_is_a_no_wherever_it_is_said(at_s: float) -> None:
    answer = CARD.holds(take(ON_CARD, *price(at_s, 60_000)))
    assert (answer.verdict, [o.value for o in answer.because]) == (NO, [60_000])
    assert CARD.holds(take(ON_CARD, *price(at_s, 50_000))).verdict is YES


def test_two_prices_in_one_breath_are_of_two_things_also_later() -> None:
    two = (price(10, 280_000), price(13, 30_000))
    assert ITSELF.holds(prices(*two)).verdict is YES
    assert ITSELF.holds(prices(*two, price(60, 30_000))).verdict is YES
    assert ITSELF.holds(prices(*two, price(60, 35_000))).verdict is NO


def test_only_prices_of_the_same_unit_are_compared() -> None:
    assert ITSELF.holds(prices(price(10, 50_000), price(40, 250_000, "box"))).verdict is YES
    assert ITSELF.holds(take(said("money", 10, value=1.0, for_s=1))).verdict is NO  # of what, nobody knows
    assert replace(ITSELF, same=None).holds(take(said("money", 10, value=1.0, for_s=1))).verdict is YES


def test_inside_and_besides_choose_which_prices_count() -> None:
    usual = (*price(40, 60_000), said("normal_price", 39.5, for_s=3))
    now = (*price(10, 50_000), said("price", 9.5, for_s=3))
    assert replace(ITSELF, besides=(Label("normal_price"),)).holds(take(*now, *usual)).verdict is YES
    assert replace(ITSELF, inside=Label("price")).holds(take(*now, *usual)).verdict is YES
    assert ITSELF.holds(take(*now, *usual)).verdict is NO


def test_a_doubtful_other_price_is_no_clash_and_a_doubtful_only_price_is_open() -> None:
    assert ITSELF.holds(prices(price(10, 50_000), price(40, 60_000, certainty=0.4))).verdict is YES
    assert ITSELF.holds(prices(price(10, 50_000, certainty=0.4))).verdict is UNKNOWN


def test_no_price_in_noise_is_unknown() -> None:
    assert ITSELF.holds(take()).verdict is NO
    assert ITSELF.holds(take(windows=hearing(good=False))).verdict is UNKNOWN


def test_without_a_price_on_the_card_it_is_unknown_or_asks_nothing() -> None:
    answer = CARD.holds(prices(price(10, 50_000)))
    assert answer.missing == (NotObserved("card.price", "card.fact_missing"),)
    assert replace(CARD, if_filled=True).holds(prices(price(10, 50_000))).verdict is YES


# The scorecard's own look at the card, and what a confirmed claim does to its points.

LESSON = Lesson("T01", {}, {}, {}, {}, (), (60, 120), 70, "digest", claim_cap=40)


def noticed(*observations: Observation) -> tuple[Notice, ...]:
    return judge(take(*observations), LESSON).notices


def as_price(at_s: float, value: float, unit: str = "kg") -> tuple[Observation, ...]:
    return (*price(at_s, value, unit), said("price", at_s, for_s=3))


def test_a_price_beside_the_cards_is_shown_with_both_and_its_moment() -> None:
    (shown,) = noticed(ON_CARD, *as_price(65, 60_000))
    assert shown == Notice("card.price_differs", {"quote": "60000", "at": "1:05", "card": "50.000"})


def test_the_usual_price_and_the_same_price_are_no_difference() -> None:
    assert noticed(ON_CARD, *as_price(10, 50_000)) == ()
    assert noticed(ON_CARD, *as_price(10, 60_000), said("normal_price", 10)) == ()


def test_without_the_cards_price_nothing_is_said_of_a_card() -> None:
    assert noticed(*as_price(10, 50_000), *as_price(40, 60_000)) == ()
    assert noticed(ON_CARD, *as_price(10, 250_000, "box"), *as_price(40, 240_000, "box")) == ()


def scorecard(level: int, cap: float | None, *claims: Claim) -> Scorecard:
    judged = Judgement("a", 3, State.JUDGED, level, level, level, 4, 1, (), (), Reason("reason.reached"))
    return Scorecard("T01", "digest", (judged,), claims, claim_cap=cap)


def claim(severity: str, confirmed: bool | None) -> Claim:
    return Claim("cures", severity, Span(0, 1), "", confirmed=confirmed)


@pytest.mark.parametrize(
    ("severity", "confirmed", "cap", "points"),
    [
        ("block", True, 40, 40),
        ("block", None, 40, 100),
        ("block", False, 40, 100),
        ("warn", True, 40, 100),
        ("block", True, None, 100),
    ],
)
def test_only_a_confirmed_claim_of_the_worst_kind_caps(
    severity: str, confirmed: bool | None, cap: float | None, points: float
) -> None:
    capped = scorecard(4, cap, claim(severity, confirmed)).points
    assert (capped.low, capped.high) == (points, points)


@given(st.integers(0, 4), st.floats(0, 100))
def test_a_cap_never_gives_points(level: int, cap: float) -> None:
    free, capped = scorecard(level, None).points, scorecard(level, cap, claim("block", True)).points
    assert capped.low == min(free.low, cap)
    assert capped.low <= capped.high <= free.high
