"""Words are gathered into utterances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.language import language
from coach.language.text import tokens
from coach.language.utterances import MOST_TOKENS, PAUSE_S, utterances


def said(text: str, gaps_s: dict[int, float] | None = None) -> list[Word]:
    """Words of 0.3 s with 0.1 s between them, and longer gaps before the words at some indexes."""
    words, at_s = [], 0.0
    for index, written in enumerate(text.split()):
        at_s += (gaps_s or {}).get(index, 0.1)
        words.append(Word(written, Span(at_s, at_s + 0.3), 0.9))
        at_s += 0.3
    return words


@given(
    st.lists(st.sampled_from(["na", "ngon", "lắm.", "Chi", "Lăng,", "...", "ạ!"]), max_size=80),
    st.dictionaries(st.integers(0, 80), st.floats(0, 3), max_size=10),
)
def test_every_word_is_in_exactly_one_utterance(texts: list[str], gaps_s: dict[int, float]) -> None:
    words = said(" ".join(texts), gaps_s)
    gathered = utterances(words)
    assert [word for one in gathered for word in one.words] == words
    assert all(len(tokens(one.words)) <= MOST_TOKENS for one in gathered)


def test_a_pause_ends_an_utterance() -> None:
    words = said("na nhà em trồng giá năm mươi nghìn", {4: PAUSE_S + 0.5})
    assert [one.text for one in utterances(words)] == ["na nhà em trồng", "giá năm mươi nghìn"]


def test_a_short_pause_does_not() -> None:
    assert len(utterances(said("na nhà em trồng ở Chi Lăng", {4: PAUSE_S - 0.1}))) == 1


def test_sentences_end_utterances_but_fragments_stay_with_their_neighbour() -> None:
    words = said("My name is Hoa. I am a farmer from Chi Lang. Lang Son.")
    gathered = utterances(words)
    assert [one.text for one in gathered] == ["My name is Hoa.", "I am a farmer from Chi Lang. Lang Son."]
    places = [
        slot.value for one in gathered for slot in language("en").slots(one) if slot.name[:5] == "place"
    ]
    assert places == ["Chi Lăng", "Lạng Sơn"]


@pytest.mark.parametrize("gap_s", [0.7, 0.9])
def test_a_fragment_joins_across_a_short_pause(gap_s: float) -> None:
    assert len(utterances(said("na nhà em ở Chi Lăng", {4: gap_s}))) == 1


def test_a_fragment_after_a_long_pause_stands_alone() -> None:
    assert len(utterances(said("na nhà em ở Chi Lăng", {4: 2.0}))) == 2


def test_silence_has_no_utterances() -> None:
    assert utterances([]) == ()


def test_too_long_a_piece_is_cut_at_its_longest_pause() -> None:
    text = " ".join(["na"] * 20 + ["cam"] * 20)
    assert [len(one.words) for one in utterances(said(text, {20: 0.5}))] == [20, 20]
