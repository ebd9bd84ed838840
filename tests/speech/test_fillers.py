"""Fillers are counted as "at least": nothing that means something is one, and what may be missed is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import NotObserved, Observation
from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.speech.fillers import FILLER, LEAST, LEVEL, MOST, Said, fillers, level

TAKE = Span(0.0, 120.0)


def talk(text: str, each_s: float = 0.3, start_s: float = 0.0) -> tuple[Word, ...]:
    spans = (Span(start_s + i * each_s, start_s + (i + 1) * each_s) for i in range(len(text.split())))
    return tuple(Word(one, span, 0.9) for one, span in zip(text.split(), spans, strict=True))


def of(text: str, language: str = "vi", held: tuple[Span, ...] = ()) -> Said:
    words = talk(text)
    return Said(words, (Span(0.0, words[-1].span.end_s),), held, language)


def quotes(said: Said) -> list[str]:
    return [o.quote for o in fillers(said, TAKE) if isinstance(o, Observation) and o.name == FILLER]


def value(said: Said, name: str) -> object:
    return next(o.value for o in fillers(said, TAKE) if isinstance(o, Observation) and o.name == name)


@pytest.mark.parametrize(
    ("language", "text", "heard"),
    [
        ("vi", "ờ, nhà em ừm có cam à còn bưởi", ["ờ,", "ừm", "à"]),
        ("vi", "ngon lắm ạ mua đi nhé rẻ nha đẹp nhỉ vậy ha dạ vâng ừ", []),
        ("vi", "chị hỏi giá à", []),
        ("vi", "thì là mà nhà em có cam", ["thì là mà"]),
        ("en", "uh, we have um. mangoes, er today", ["uh,", "um.", "er"]),
        ("en", "her human error was a humble one", []),
        ("id", "eee ini anu barangnya eh bagus ya", ["eee", "anu", "eh"]),
    ],
)
def test_words_that_only_fill(language: str, text: str, heard: list[str]) -> None:
    assert sorted(quotes(of(text, language))) == sorted(heard)


def test_a_held_sound_counts_after_a_rest_and_without_a_word() -> None:
    words = talk("nhà em có cam", start_s=2.0)
    speech = (Span(0.5, 1.1), Span(2.0, 3.8))
    alone, after_words, under_a_word = Span(0.6, 1.0), Span(3.3, 3.8), Span(2.0, 2.4)
    said = Said(words, speech, (alone, after_words, under_a_word), "vi")
    spans = [o.span for o in fillers(said, TAKE) if isinstance(o, Observation) and o.name == FILLER]
    assert spans == [alone]  # what is held at the end may be a final particle, which never counts


def test_few_words_are_not_judged() -> None:
    assert NotObserved(LEVEL, "voice.too_few_words") in fillers(of("nhà em có cam"), TAKE)


def test_a_long_clean_take_surely_has_few_and_a_short_one_only_perhaps() -> None:
    assert value(of("cam " * 300), LEAST) == value(of("cam " * 300), MOST) == 4
    assert (value(of("cam " * 100), LEAST), value(of("cam " * 100), MOST)) == (3, 4)


def test_voice_without_words_may_hide_some() -> None:
    words = talk("cam " * 300)
    end_s = words[-1].span.end_s
    speech = tuple(Span(end_s + 2 * i, end_s + 2 * i + 0.6) for i in range(1, 21))
    said = Said(words, (Span(0.0, end_s), *speech), (), "vi")
    assert value(said, MOST) == 4
    assert value(said, LEAST) == 2
    assert sum(isinstance(o, Observation) and o.name == f"{LEVEL}.fault" for o in fillers(said, TAKE)) == 3


@given(st.integers(0, 60), st.integers(100, 400))
def test_the_least_is_never_above_the_most(count: int, spoken: int) -> None:
    said = of("ờ cam " * count + "cam " * spoken)
    assert value(said, LEAST) <= value(said, MOST)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("rate", "expected"), [(0, 4), (2.9, 4), (3, 3), (5, 2), (8, 1), (12, 1), (12.1, 0), (40, 0)]
)
def test_levels_are_the_criterions_words(rate: float, expected: int) -> None:
    assert level(rate) == expected
