"""A person's words take the place of the machine's only where she wrote them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.correction import (
    CORRECTED_WORDS,
    Correction,
    Edit,
    can_be_said,
    mended,
    newest,
    next_number,
)
from coach.domain.media import Span
from coach.domain.transcript import Word

HEARD = tuple(
    Word(text, Span(at_s, at_s + 0.4), 0.6)
    for text, at_s in (("em", 0.5), ("lá", 1.0), ("nha", 1.5), ("xã", 4.0), ("Chi", 4.5), ("Lan", 5.0))
)
WRITTEN = st.lists(st.sampled_from(["em", "là", "Hoa", "nhà", "xã", "Chi", "Lăng", "na"]), max_size=9)


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


@given(WRITTEN, st.floats(0, 6), st.floats(0, 6))
def test_what_she_wrote_stands_there_in_order_and_nothing_else_moves(
    said: list[str], one_s: float, other_s: float
) -> None:
    span = Span(min(one_s, other_s), max(one_s, other_s))
    after = mended(HEARD, Edit(span, " ".join(said)))
    outside = [w for w in HEARD if not span.start_s <= (w.span.start_s + w.span.end_s) / 2 <= span.end_s]
    assert [word for word in after if word.probability < 1] == outside
    assert [word.text for word in after if word.probability == 1] == said
    middles = [word.span.start_s for word in after]
    assert middles == sorted(middles)


def test_words_that_stay_keep_their_seconds() -> None:
    after = mended(HEARD, Edit(Span(3.9, 5.5), "ở xã Chi Lăng"))
    assert texts(after) == ["em", "lá", "nha", "ở", "xã", "Chi", "Lăng"]
    assert [word.span for word in after[4:6]] == [word.span for word in HEARD[3:5]]
    assert after[6].span == HEARD[5].span


def test_an_empty_text_takes_words_away() -> None:
    assert texts(mended(HEARD, Edit(Span(0, 2), " "))) == ["xã", "Chi", "Lan"]


def test_nobody_says_fifty_words_in_a_second() -> None:
    assert not can_be_said(Edit(Span(0, 1), "na " * 50))
    assert can_be_said(Edit(Span(0, 1), "na ngọt lắm ạ"))


def test_a_correction_that_was_taken_back_counts_no_more() -> None:
    first = Correction("0" * 64, "vi", "correction.by_herself", HEARD, 1).observed()
    back = Correction("0" * 64, "vi", "correction.by_herself", (), 2).observed()
    assert first.key.name == CORRECTED_WORDS
    assert newest((first,), "vi") is first
    assert newest((first, back), "vi") is None
    assert next_number((first, back), "vi") == 3
    assert next_number((first, back), "en") == 1
