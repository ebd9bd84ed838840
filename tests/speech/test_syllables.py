"""Syllables as they are spoken, in each language, figures included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.speech.syllables import syllables


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [
        ("vi", "nghiêng,", 1),
        ("vi", "350", 4),  # ba trăm năm mươi
        ("vi", "305", 4),  # ba trăm linh năm
        ("vi", "35.000", 4),  # ba mươi lăm nghìn
        ("vi", "59k", 4),  # năm mươi chín ca
        ("vi", "10", 1),
        ("vi", "...", 0),
        ("en", "apple", 2),
        ("en", "price", 1),
        ("en", "picked", 1),
        ("en", "planted", 2),
        ("en", "certificate", 4),
        ("en", "QR", 2),
        ("en", "50,000", 4),  # fifty thousand
        ("en", "350", 5),  # three hundred fifty
        ("en", "17", 3),
        ("id", "harganya", 3),
        ("id", "sampai", 2),
        ("id", "100", 3),  # seratus
        ("id", "50.000", 6),  # lima puluh ribu
    ],
)
def test_spoken(language: str, word: str, count: int) -> None:
    assert syllables(word, language) == count


@given(st.text(max_size=20), st.sampled_from(["vi", "en", "id"]))
def test_any_text_has_a_count(text: str, language: str) -> None:
    assert syllables(text, language) >= 0


@given(st.integers(0, 10**9 - 1), st.sampled_from(["vi", "en", "id"]))
def test_longer_numbers_take_longer(number: int, language: str) -> None:
    assert syllables(f"{number}", language) <= syllables(f"{number}000000000"[:9], language) + 12
    assert syllables(f"{number}", language) >= 1
