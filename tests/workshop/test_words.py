"""What the hall writes: nothing nasty comes onto the wall, and what people really ask does."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.workshop.words import (
    EMPTY,
    LINK,
    LONG,
    LONGEST,
    MARKUP,
    PHONE,
    ROUGH_WORDS,
    called,
    cleaned,
    written,
)
from tests.workshop import nasty

KIND_WORDS = (
    "bao nhiêu một ký vậy chị?", "35.000 một ký hả cô", "1.500.000 một thùng?",
    "mua 3 kg tặng 1 kg không?", "có giao Đà Nẵng không ạ", "nhìn ngon quá ❤️❤️",
    "hàng này OCOP mấy sao", "giá < 50k được không", "lon bia này bao nhiêu", "các chị mua chưa",
    "cách bảo quản sao ạ", "Em ở Đắk Lắk", "ngày 22/11/2026 có hàng không", "2 thùng 10kg",
    "how much per kilo?", "ship to Da Nang please", "is it sweet?", "berapa sekilo bu?",
    "bisa kirim ke Medan?", "🙏🙏🙏", "chị nói to lên ạ", "đẹp quá 😍", "cho em 5 hộp", "Rp 35.000 ya?",
    "hạn dùng 12 tháng?", "duyệt đơn giúp em",
)  # fmt: skip


def test_there_are_three_hundred_nasty_ones() -> None:
    assert len(set(nasty.nasty())) >= 300


@pytest.mark.parametrize("spoken_in", ["vi", "en", "id"])
def test_none_of_the_nasty_ones_is_ever_shown(spoken_in: str) -> None:
    shown = [text for text in nasty.nasty() if not written(text, spoken_in).refused]
    assert shown == []


@pytest.mark.parametrize(
    ("group", "why"),
    [(nasty.MARKUP, MARKUP), (nasty.LINKS, LINK), (nasty.PHONES, PHONE), (nasty.ROUGH, ROUGH_WORDS),
     (nasty.EMPTY, EMPTY)],
)  # fmt: skip
def test_a_guest_is_told_the_true_reason(group: tuple[str, ...], why: str) -> None:
    wrong = {text: told for text in group if (told := written(text, "vi").refused) != why}
    assert wrong == {}


@pytest.mark.parametrize("text", KIND_WORDS)
def test_what_people_really_write_is_shown(text: str) -> None:
    for spoken_in in ("vi", "en", "id"):
        assert written(text, spoken_in).refused == "", spoken_in


def test_a_long_one_is_refused_and_letters_in_a_row_are_cut() -> None:
    assert written("ngon lắm " * 20, "vi").refused == LONG
    assert written("ngooooooooon", "vi").text == "ngooon"


def test_names_are_cleaned_alike() -> None:
    assert called("  Cô\u202e Hoa\u200b ", "vi").text == "Cô Hoa"
    assert called("xã Ea Kao", "vi").text == "xã Ea Kao"
    no_names = ("0912345678", "a.com", "<b>x</b>", "123", "đồ ngu", "tên dài " * 5)
    assert [called(one, "vi").refused for one in no_names] == [PHONE, LINK, MARKUP, EMPTY, ROUGH_WORDS, LONG]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["vi", "en", "id"]))
def test_whatever_is_shown_is_one_short_line_of_plain_letters(typed: str, spoken_in: str) -> None:
    one = written(typed, spoken_in)
    assert bool(one.text) != bool(one.refused)
    assert len(one.text) <= LONGEST
    assert {unicodedata.category(letter) for letter in one.text} & {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    } == set()
    assert not re.search(r"<[a-z/!?]|https?:|\d{8}", one.text, re.IGNORECASE)
    assert cleaned(one.text) == one.text


@given(st.lists(st.integers(1, 9), min_size=9, max_size=11), st.sampled_from(["", " ", ".", "-", "/", " - "]))
def test_no_number_that_can_be_rung_is_shown(steps: list[int], between: str) -> None:
    """Digits of which no two neighbours are the same: longer rows of one letter are cut before."""
    number = between.join(str(one % 10) for one in accumulate([0, *steps]))
    assert written(f"gọi {number}", "vi").refused in (PHONE, LINK)  # 1.2.3.4 is an address too
