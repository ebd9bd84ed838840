"""Spoken money in English and Indonesian: the share read right, and the share of money that nobody said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import Observation
from coach.language import language
from coach.language.text import listed, spoken

HERE = Path(__file__).parent
FEWEST_RIGHT, MOST_FALSE = 0.9, 0.05


def lines(name: str) -> list[str]:
    return (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


def money(id: str, text: str) -> list[Observation]:
    return [slot for slot in language(id).slots(spoken(text)) if slot.name == "money"]


def amounts(id: str, text: str) -> list[float]:
    return [float(slot.value) for slot in money(id, text) if slot.value is not None]


def is_right(id: str, line: str) -> bool:
    text, price = line.split("\t")
    surest = max(money(id, text), key=lambda slot: slot.certainty, default=None)
    return surest is not None and surest.value == pytest.approx(float(price), abs=0.005)


@pytest.mark.parametrize("id", ["en", "id"])
def test_most_spoken_prices_are_read_right(id: str) -> None:
    said = lines(f"money_{id}")
    wrong = [line for line in said if not is_right(id, line)]
    assert 1 - len(wrong) / len(said) >= FEWEST_RIGHT, wrong


@pytest.mark.parametrize("id", ["en", "id"])
def test_times_weights_years_and_counts_are_seldom_money(id: str) -> None:
    said = lines(f"no_money_{id}")
    false = [line for line in said if money(id, line)]
    assert len(false) / len(said) <= MOST_FALSE, false


@pytest.mark.parametrize(
    ("id", "text", "price"),
    [
        ("en", "each candle is fourteen seventy five", 14.75),
        ("en", "the mug's eighteen fifty", 18.5),
        ("en", "two tenners for the pair", 20),
        ("en", "sixty p a bulb", 0.6),
        ("en", "two pounds forty a jar", 2.4),
        ("en", "one dollar and a half a bunch", 1.5),
        ("en", "a dollar fifty each", 1.5),
        ("en", "cheese, three dollars ninety nine a pound", 3.99),
        ("en", "three and a half thousand pounds for the loom", 3500),
        ("id", "kambing betina satu juta setengah", 1_500_000),
        ("id", "emping tiga puluh ribu setengah kilo", 30_000),
        ("id", "permen seribu lima ratus tiga biji", 1500),
        ("id", "kecap delapan belas ribu lima ratus botol enam ratus mili", 18_500),
        ("id", "gantungan kunci seceng aja", 1000),
    ],
)
def test_prices_in_other_words(id: str, text: str, price: float) -> None:
    assert amounts(id, text) == [price]


@pytest.mark.parametrize(
    ("id", "text", "price"),
    [
        ("en", "it's twenty dollars, make that eighteen", 18),
        ("en", "the jam is seven pounds, sorry, six pounds a jar", 6),
        ("en", "it is not ten dollars, it's eight dollars", 8),
        ("en", "nine dollars, not ten dollars", 9),
        ("id", "tujuh puluh ribu sekilo, eh maaf, enam puluh lima ribu sekilo", 65_000),
        ("id", "dua puluh ribu, eh salah, dua puluh lima", 25_000),
        ("id", "bukan lima puluh ribu tapi empat puluh ribu", 40_000),
    ],
)
def test_an_amount_taken_back_is_not_heard(id: str, text: str, price: float) -> None:
    assert amounts(id, text) == [price]


def test_two_prices_without_a_correction_are_both_heard() -> None:
    assert amounts("en", "ten dollars, sorry no refunds, two dollars for the bag") == [10, 2]
    assert amounts("id", "satu ikat lima ribu, tiga ikat ceban") == [5000, 10_000]


@pytest.mark.parametrize(
    "text",
    ["it weighs six pounds", "use two pounds of butter", "the lamb was eight pounds at birth"],
)
def test_pounds_that_were_weighed_are_no_money(text: str) -> None:
    assert not money("en", text)
    assert "lb" in {slot.unit for slot in language("en").slots(spoken(text))}


WORDS = listed(
    "a two five fifty nineteen hundred thousand and half quarter dollar dollars, pound pounds cents p quid"
    " fiver buck each for sorry, no not wait at since jar 80p $ £3.20 it's"
)


@given(st.lists(st.sampled_from(WORDS)))
def test_any_row_of_english_money_words_is_read_without_fault(words: list[str]) -> None:
    said = spoken(" ".join(words))
    for slot in language("en").slots(said):
        assert slot.quote == "" or slot.quote in said.text
