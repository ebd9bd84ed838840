"""One spelling for the same words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.language.text import bare, canonical, spoken, tokens


def word(text: str) -> Word:
    return Word(text, Span(0, 1), 1.0)


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("Hoà", "HÒA"), ("hoá", "hóa")]
)
def test_where_the_tone_mark_stands_does_not_matter(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)
    assert canonical(unicodedata.normalize("NFD", one)) == canonical(other)


@pytest.mark.parametrize("right", ["quý", "hoàn", "toán", "quỳ", "loét", "hoài"])
def test_a_tone_mark_that_can_only_stand_there_stays(right: str) -> None:
    assert canonical(right) == right


@given(st.text())
def test_canonical_twice_is_canonical_once(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.text())
def test_bare_text_has_no_marks(text: str) -> None:
    assert not any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", bare(text)))


@given(st.lists(st.text(max_size=12).map(lambda t: unicodedata.normalize("NFC", t)), max_size=8))
def test_tokens_come_in_the_order_of_their_words(texts: list[str]) -> None:
    found = tokens([word(text) for text in texts])
    assert [token.word for token in found] == sorted(token.word for token in found)
    assert all(token.raw in texts[token.word] for token in found)


def test_tokens_know_their_words_and_stops() -> None:
    found = tokens([word("Chi-Lăng,"), word("35k/kg"), word("..."), word("I'm")])
    assert [(token.text, token.word, token.stop) for token in found] == [
        ("chi", 0, False),
        ("lăng", 0, True),
        ("35k", 1, False),
        ("kg", 1, False),
        ("i'm", 3, False),
    ]


def test_numbers_and_abbreviations_stay_whole() -> None:
    assert [t.text for t in tokens([word("5h30"), word("45.000đ"), word("a.m."), word("5%")])] == [
        "5h30",
        "45.000đ",
        "a.m",
        "5",
        "%",
    ]


def test_a_written_sentence_takes_time_in_order() -> None:
    said = spoken("Em là Hoa ạ")
    assert said.text == "Em là Hoa ạ"
    assert all(a.span.end_s <= b.span.start_s for a, b in zip(said.words, said.words[1:], strict=False))
