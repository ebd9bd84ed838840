"""What to say aloud: a sentence for every criterion, in every language, from nothing but the card."""

from __future__ import annotations

from dataclasses import astuple, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.course import load
from coach.course.aloud import (
    FACTS,
    GAP,
    PLACE_FOR,
    YOUNGER,
    ToSay,
    facts_of,
    in_her_words,
    read_aloud,
    to_say,
)
from coach.course.page import Page
from coach.domain.media import ProductCard
from coach.language.shelf import shipped_lessons

COURSE = load(shipped_lessons())
CARD = ProductCard(
    "Na Chi Lăng", "xã Chi Lăng, tỉnh Lạng Sơn", "vợ chồng tôi trồng", "dai, ngọt đậm", "50.000 đ/kg", "mã QR"
)
FACT = st.sampled_from(["", "  ", "na", "xã Tân Thanh", "50.000 đ/kg."])
CARDS = st.builds(ProductCard, *([FACT] * len(fields(ProductCard))))


def said(criterion: str, card: ProductCard, language: str = "vi", address: str = "cô") -> ToSay:
    sentence = to_say(COURSE.aloud[criterion], card, language, address)
    assert sentence is not None
    return sentence


def test_every_criterion_has_one_in_every_language() -> None:
    assert set(COURSE.aloud) == set(COURSE.criteria)
    for sentences in COURSE.aloud.values():
        assert all(set(one) == {"vi", "en", "id"} for one in sentences)


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_each_language_asks_for_the_same_facts(language: str) -> None:
    for name, sentences in COURSE.aloud.items():
        for one in sentences:
            assert set(PLACE_FOR.findall(one[language])) & FACTS == facts_of(one), name


def test_her_own_facts_are_in_it() -> None:
    place = said("origin_place", CARD)
    assert place.text.startswith("Na Chi Lăng này nhà cô làm ra ở xã Chi Lăng, tỉnh Lạng Sơn")
    assert place.missing == ()
    assert "50.000 đ/kg" in said("price_with_unit", CARD, "id").text


def test_she_is_called_as_she_wishes() -> None:
    assert "nhà em" in said("origin_place", CARD, address="chị").text
    assert "nhà bác" in said("origin_place", CARD, address="bác").text


MODELS = sorted(one.model["vi"] for one in COURSE.criteria.values())


@given(st.sampled_from(MODELS), st.sampled_from(["cô", "chú", "bác"]))
def test_no_model_sentence_calls_an_elder_em(model: str, address: str) -> None:
    hers = in_her_words(model, address)
    assert not YOUNGER.search(hers)
    assert len(hers.split()) == len(model.split())


@given(st.sampled_from(MODELS), st.sampled_from(["em", "chị", "anh", "bạn"]))
def test_everybody_else_says_what_the_course_says(model: str, address: str) -> None:
    assert in_her_words(model, address) == model


def test_buyers_are_not_taken_for_herself() -> None:
    lies = "Dạ bác lo na bị dập là đúng rồi, em cũng lo như bác nên nhà em bọc từng quả ạ."
    assert in_her_words(lies, "bác").endswith("tôi cũng lo như bác nên nhà tôi bọc từng quả ạ.")
    assert in_her_words("Em là Hoa, nhà em trồng na.", "cô") == "Cô là Hoa, nhà cô trồng na."


@given(st.sampled_from(sorted(COURSE.aloud)), CARDS, st.sampled_from(["vi", "en", "id"]))
def test_nothing_is_made_up(criterion: str, card: ProductCard, language: str) -> None:
    """Take her facts out again: what is left is the course's own sentence, gaps included."""
    sentence = said(criterion, card, language)
    assert "{" not in sentence.text
    assert sentence.gaps == (GAP in sentence.text)
    known = [fact.strip(" .,;") for fact in astuple(card)]
    fitting = [one for one in COURSE.aloud[criterion] if facts_of(one) <= _filled(card)]
    asked = [name for name in PLACE_FOR.findall(fitting[0][language]) if name in FACTS]
    assert all(getattr(card, name).strip(" .,;") in known for name in asked)
    assert not _filled(card) & set(sentence.missing)


def _filled(card: ProductCard) -> set[str]:
    return {one.name for one in fields(card) if getattr(card, one.name).strip(" .,;")}


def test_what_is_wrong_with_the_file_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("course")
    rows = "price:\n  - {vi: 'Giá {price}', en: 'It is {price}', id: 'Harga {cost}'}\n"
    (folder / "say_aloud.yaml").write_text(rows, "utf-8")
    page = Page("say_aloud.yaml")
    read_aloud(folder, page, ("price_with_unit",))
    assert [one.id for one in page.problems] == [
        "lesson.unknown_field",
        "lesson.aloud_last",
        "lesson.unknown_criterion",
    ]
