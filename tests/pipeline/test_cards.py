"""The price on the product card, and the product's name where it is said."""

from __future__ import annotations

import pytest

from coach.domain.evidence import Observation
from coach.domain.media import ProductCard, Span
from coach.language.shelf import shipped_lessons
from coach.language.text import spoken
from coach.language.tongue import language
from coach.pipeline.cards import card_facts, named

VI = language("vi", shipped_lessons())


@pytest.mark.parametrize(
    ("price", "value", "unit"),
    [
        ("50.000đ/kg", 50_000, "kg"),
        ("50 nghìn một cân", 50_000, "kg"),
        ("năm mươi nghìn một cân", 50_000, "kg"),
        ("250.000 một thùng", 250_000, "box"),
        ("50k", 50_000, None),
    ],
)
def test_the_price_on_the_card_is_read_as_it_would_be_heard(
    price: str, value: float, unit: str | None
) -> None:
    assert card_facts(ProductCard(price=price), VI) == (
        Observation("card.price", Span(0, 0), float(value), unit),
    )


@pytest.mark.parametrize("price", ["", "  ", "rẻ lắm"])
def test_a_card_without_a_price_says_none(price: str) -> None:
    assert card_facts(ProductCard(name="Na", price=price), VI) == ()


def products(text: str, name: str = "Na Chi Lăng") -> list[tuple[object, str, float]]:
    breaths = VI.utterances(spoken(text).words)
    found = list(named(breaths, ProductCard(name=name), VI))
    assert all(one.name == "product" for one in found)
    return [(one.value, one.quote, one.span.start_s) for one in found]


def test_the_name_is_found_each_time_it_is_said_with_its_words() -> None:
    found = products("cả nhà ơi na chi lăng đây. NA CHI LĂNG nhà em")
    assert [(value, quote) for value, quote, _ in found] == [
        ("Na Chi Lăng", "na chi lăng"),
        ("Na Chi Lăng", "NA CHI LĂNG"),
    ]
    assert found[0][2] == pytest.approx(0.9)


def test_half_a_name_or_none_is_not_found() -> None:
    assert products("na nhà em ở Chi Lăng") == []
    assert products("na chi lăng", name="") == []
    assert products("na chi lăng", name=" . ") == []
    assert products("", name="na") == []
