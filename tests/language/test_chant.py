"""The same sentence over and over counts once; what good sellers repeat after a while counts again."""

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import Span
from coach.domain.transcript import Utterance, Word
from coach.language.chant import SAYINGS, SOON_S, chanted
from coach.language.vi.fold import key

CUE = "các bác bấm giỏ hàng góc trái nhé"
OTHER = "na nhà em trồng ở xã Chi Lăng"


def said(text: str, at_s: float) -> Utterance:
    spans = [Span(at_s + n * 0.3, at_s + n * 0.3 + 0.3) for n in range(len(text.split()))]
    words = zip(text.split(), spans, strict=True)
    return Utterance(tuple(Word(word, span, 1.0) for word, span in words))


@given(st.integers(SAYINGS, 12))
def test_only_the_first_of_a_chant_is_left(times: int) -> None:
    assert chanted([said(CUE, 5.0 * n) for n in range(times)], key) == frozenset(range(1, times))


def test_twice_is_good_selling() -> None:
    assert not chanted([said(CUE, 0), said(OTHER, 5), said(CUE, 20)], key)


def test_an_invitation_that_comes_back_after_minutes_counts_each_time() -> None:
    between = [said(f"{word} " * 5 + OTHER[:n], 70.0 * n + 30) for n, word in enumerate("abeghmopt")]
    invited = [said(CUE, n * (SOON_S + 10)) for n in range(4)]
    in_order = sorted([*between, *invited], key=lambda one: one.span.start_s)
    assert not chanted(in_order, key)


def test_a_list_of_cues_read_again_and_again_counts_once() -> None:
    cues = [f"{word} " * 6 for word in "abeghmoptu"]
    told = [said(cue, 5.0 * n) for n, cue in enumerate(cues * 3)]
    assert chanted(told, key) == frozenset(range(10, 30))


def test_cues_in_turn_are_a_chant_too() -> None:
    turns = [said(text, 4.0 * n) for n, text in enumerate([CUE, OTHER] * 4)]
    assert chanted(turns, key) == frozenset(range(2, 8))


def test_a_word_misheard_does_not_hide_it() -> None:
    heard = [CUE, CUE.replace("góc", "gốc"), CUE.replace("nhé", ""), CUE]
    assert chanted([said(text, 5.0 * n) for n, text in enumerate(heard)], key) == frozenset({1, 2, 3})


def test_short_calls_are_no_chant() -> None:
    assert not chanted([said("chốt đơn nào", 2.0 * n) for n in range(9)], key)


def test_different_sentences_are_no_chant() -> None:
    told = [
        OTHER,
        "giá bốn mươi nghìn một cân ạ",
        "gửi trong hai ngày là tới nơi",
        CUE,
        "hỏng em đền quả khác ngay",
    ]
    assert not chanted([said(text, 5.0 * n) for n, text in enumerate(told)], key)
