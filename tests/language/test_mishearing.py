"""Misheard copies of the sentences: always the same, of known words, and about as wrong as asked."""

from hypothesis import given
from hypothesis import strategies as st

from coach.language.mishearing import SHARES, Mishearing, rewritten
from coach.language.sentences import Row
from coach.language.text import bare

TEXTS = [
    "na nhà em trồng ở Chi Lăng ăn ngọt thanh lắm ạ",
    "các bác bấm giỏ hàng chọn thùng năm cân giúp em",
    "cam sành hái sáng nay còn nguyên cuống lá xanh",
    "hàng hỏng em gửi bù hoặc trả lại tiền ngay",
]


def row(text: str, true: str = "") -> Row:
    return Row(text, frozenset(true.split()), frozenset(), frozenset(), "north", "a voice", "own", 1)


@given(st.sampled_from(TEXTS), st.floats(0, 1))
def test_the_same_sentence_is_always_misheard_alike(text: str, share: float) -> None:
    assert Mishearing(TEXTS).misheard(text, share) == Mishearing(TEXTS).misheard(text, share)


@given(st.sampled_from(TEXTS))
def test_nothing_is_misheard_at_none(text: str) -> None:
    assert Mishearing(TEXTS).misheard(text, 0.0) == text


@given(st.sampled_from(TEXTS), st.floats(0, 1))
def test_only_known_words_are_put_in(text: str, share: float) -> None:
    known = {word for one in TEXTS for word in one.lower().split()}
    assert {word.lower() for word in Mishearing(TEXTS).misheard(text, share).split()} <= known


def test_more_share_is_more_wrong() -> None:
    long = [f"{letter}{n}" for letter in "abcdefgh" for n in range(100, 200)]
    mishearing = Mishearing([" ".join(long)])
    left = [len(set(long) & set(mishearing.misheard(" ".join(long), s).split())) for s in (0.1, 0.3, 0.6)]
    assert left[0] > left[1] > left[2]
    assert 0.85 < left[0] / len(long) < 0.97


def test_words_alike_are_taken_first() -> None:
    mishearing = Mishearing(["cam cám cầm cà thùng"])
    wrong = {mishearing.misheard("cam", 1.0 - n / 1000) for n in range(200)}
    assert {"cám", "cầm"} <= wrong


def test_copies_keep_their_labels_and_writers() -> None:
    rows = [row(text, "origin") for text in TEXTS]
    copies = rewritten(rows)
    assert copies[: len(rows)] == rows
    assert len(copies) == 2 * len(rows) + 2  # each misheard, every third without marks
    assert {(one.true, one.writer) for one in copies} == {(frozenset({"origin"}), "a voice")}
    assert copies[-1].text == bare(TEXTS[3])


def test_a_language_without_marks_gets_no_copies_without_them() -> None:
    plain = [row("this basket is from our village") for _ in range(6)]
    assert len(rewritten(plain)) == 2 * len(plain)
    assert len(SHARES) == 3
