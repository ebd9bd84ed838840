"""Invented sentences go, honest ones stay, loops are cut once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.speech.guard import believed, without_invented, without_loops
from coach.speech.transcriber import Passage

GHOST = "Hãy subscribe cho kênh Ghiền Mì Gõ Để không bỏ lỡ những video hấp dẫn."
EVERYWHERE = (Span(0.0, 1000.0),)


def _said(text: str) -> tuple[Word, ...]:
    return tuple(Word(t, Span(i * 0.3, i * 0.3 + 0.3), 0.9) for i, t in enumerate(text.split()))


def _text(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def test_a_ghost_over_noise_goes() -> None:
    assert believed(Passage(_said(GHOST), 0.6), EVERYWHERE) == ()


def test_real_words_before_a_ghost_stay() -> None:
    words = _said("Na Chi Lăng nhà em. " + GHOST)
    assert _text(without_invented(words, 0.6, EVERYWHERE)) == "Na Chi Lăng nhà em."


def test_an_honest_seller_is_believed() -> None:
    for text in (
        "Cả nhà đừng quên theo dõi nhà em nhé.",
        "Đừng quên đăng ký để không bỏ lỡ phiên sau ạ.",
        "Cảm ơn các bạn đã theo dõi và hẹn gặp lại.",
    ):
        assert _text(believed(Passage(_said(text), 0.1), EVERYWHERE)) == text
    assert _text(believed(Passage(_said("Cả nhà đừng quên theo dõi nhà em nhé."), 0.9), EVERYWHERE))


def test_a_ghost_where_no_voice_was_heard_goes_alone() -> None:
    words = _said("ghiền mì gõ em xin chào cả nhà")
    voiced_later = (Span(0.9, 10.0),)
    assert _text(without_invented(words, 0.1, voiced_later)) == "em xin chào cả nhà"


def test_loops_are_cut_to_one() -> None:
    assert _text(without_loops(_said("la la la la la"))) == "la"
    assert _text(without_loops(_said("Này, này, này, này, này em đây"))) == "Này, em đây"
    assert _text(without_loops(_said("để không bỏ lỡ " * 5 + "nhé"))) == "để không bỏ lỡ nhé"


def test_emphasis_is_no_loop() -> None:
    for text in ("rẻ rẻ rẻ", "nhanh lên nhanh lên nhanh lên", "chốt đơn nhé chốt đơn nhé", "một hai ba bốn"):
        assert _text(without_loops(_said(text))) == text


WORDS = st.lists(st.sampled_from(["na", "la", "rẻ", "chốt", "đơn"]), max_size=40).map(" ".join)


@given(WORDS)
def test_cutting_loops_invents_nothing_and_is_done_once(text: str) -> None:
    once = without_loops(_said(text))
    assert set(once) <= set(_said(text))
    assert list(once) == sorted(once, key=lambda word: word.span)


@given(WORDS, st.floats(0, 1))
def test_texts_without_ghosts_pass_whole(text: str, no_speech: float) -> None:
    words = _said(text)
    assert without_invented(words, no_speech, ()) == words
