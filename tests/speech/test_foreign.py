"""Another language is noticed, and borrowed words are none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import SOUND_HZ, Span
from coach.domain.transcript import Word
from coach.speech.foreign import another_language, holds_foreign_stretch, is_native
from coach.speech.transcriber import Clip, Passage, Tongue

VIETNAMESE = "Em chào cả nhà ạ, hôm nay em bán na của vườn nhà em ở Chi Lăng giá năm mươi nghìn một cân"
ENGLISH = "So today I have custard apples, it is fruit from the countryside, really a lot of them"


def _said(text: str) -> list[Word]:
    return [Word(t, Span(i * 0.3, i * 0.3 + 0.3), 0.9) for i, t in enumerate(text.split())]


def _clip(seconds: float) -> Clip:
    return Clip(0.0, np.zeros(int(seconds * SOUND_HZ), np.float32))


@pytest.mark.parametrize(
    ("tongue", "seconds", "expected"),
    [
        (Tongue(0.0, 0.99), 8, True),  # English read as Vietnamese
        (Tongue(0.99, 0.01), 8, False),
        (Tongue(0.02, 0.3), 8, False),  # a voice that is hard to place
        (Tongue(0.12, 0.85), 8, False),  # both languages in one clip
        (Tongue(0.0, 0.99), 1.5, False),  # too short to tell
        (None, 8, False),
    ],
)
def test_a_clip_is_another_language_only_when_surely_so(
    tongue: Tongue | None, seconds: float, expected: bool
) -> None:
    assert another_language(Passage((), 0.0, tongue), _clip(seconds)) is expected


def test_words_of_the_language_are_no_foreign_stretch() -> None:
    assert not holds_foreign_stretch(_said(VIETNAMESE), "vi")
    assert not holds_foreign_stretch(_said(ENGLISH), "en")
    assert not holds_foreign_stretch(_said(ENGLISH), "id")


def test_words_of_another_language_are() -> None:
    assert holds_foreign_stretch(_said(VIETNAMESE + " " + ENGLISH), "vi")
    assert holds_foreign_stretch(_said(ENGLISH + " " + VIETNAMESE.replace("nhà em", "vườn ở")), "en")


def test_borrowed_words_are_welcome() -> None:
    said = "Cả nhà ơi shop em livestream hôm nay có combo freeship nha, ib em chốt đơn liền ạ"
    assert not holds_foreign_stretch(_said(said), "vi")


@pytest.mark.parametrize("word", ["nghiêng", "quyển", "giặt", "Đắc", "35.000", "khuỷu,", "ạ"])
def test_syllables_of_vietnamese(word: str) -> None:
    assert is_native(word, "vi")


@given(st.text(max_size=20), st.sampled_from(["vi", "en", "id"]))
def test_any_text_is_answered(text: str, language: str) -> None:
    assert is_native(text, language) in (True, False)
