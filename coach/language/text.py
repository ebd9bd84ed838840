"""One spelling for the same words, so that what was heard can be compared with what was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coach.domain.media import Span
from coach.domain.transcript import Utterance, Word

TONES = "\u0300\u0301\u0303\u0309\u0323"  # the five written Vietnamese tones as combining marks
WORD_S = 0.3  # length given to a word that was only written; about 200 syllables a minute, calm speech

# A number with what is glued to it (35k, 5h30, 45.000), an abbreviation (a.m.), a word (I'm), a money sign.
TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*[^\W\d_]*\d*"
    r"|[^\W\d_](?:\.[^\W\d_])+\b"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[%$€£₫]"
)
PUNCTUATION = frozenset(".,;:!?…")


def listed(words: str) -> list[str]:
    """Words written in one line, in their order."""
    return words.split()


def wordset(words: str) -> frozenset[str]:
    """Words written in one line, as a set."""
    return frozenset(listed(words))


def _placements() -> dict[str, str]:
    """The syllable endings people write two ways: "oà" -> "òa", "oé" -> "óe", "uỷ" -> "ủy"."""
    pairs = ((first, second, tone) for first, second in ("oa", "oe", "uy") for tone in TONES)
    return {
        unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize(
            "NFC", first + tone + second
        )
        for first, second, tone in pairs
    }


_PLACED = _placements()
_MISPLACED = re.compile(rf"(?<!q)({'|'.join(_PLACED)})(?![^\W\d_])")


def one_tone_placement(text: str) -> str:
    """NFC with the tone mark where older spelling puts it: "hoà" becomes "hòa". Lower-case letters only."""
    composed = unicodedata.normalize("NFC", text)
    return _MISPLACED.sub(lambda found: _PLACED[found[1]], composed)


@lru_cache(65_536)
def canonical(text: str) -> str:
    """The text in NFC and lower case, with one placement of tone marks and plain apostrophes."""
    return one_tone_placement(text.lower().replace("’", "'"))


@lru_cache(65_536)
def bare(text: str) -> str:
    """The canonical text without any diacritics: "Đồng" becomes "dong"."""
    loose = unicodedata.normalize("NFD", canonical(text)).replace("đ", "d")
    return "".join(letter for letter in loose if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Token:
    """A syllable or word in canonical spelling, as it was written, and the index of the word it came from."""

    text: str
    raw: str
    word: int
    stop: bool = False  # punctuation follows

    @property
    def capital(self) -> bool:
        return self.raw[:1].isupper()

    @property
    def marked(self) -> bool:
        """Whether it carries Vietnamese diacritics."""
        return bare(self.text) != self.text


def tokens(words: Sequence[Word]) -> tuple[Token, ...]:
    """Cut words into tokens. A word of punctuation only has none; "Chi-Lăng," has two."""
    return tuple(token for index, word in enumerate(words) for token in _tokens_of(word.text, index))


def _tokens_of(text: str, index: int) -> list[Token]:
    found = list(TOKEN.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)] * bool(found)
    return [
        Token(canonical(match[0]), match[0], index, bool(PUNCTUATION & set(text[match.end() : end])))
        for match, end in zip(found, ends, strict=True)
    ]


def spoken(text: str) -> Utterance:
    """A written sentence as if it had been said calmly, starting at 0 s."""
    composed = unicodedata.normalize("NFC", text)
    return Utterance(
        tuple(
            Word(word, Span(round(n * WORD_S, 3), round((n + 1) * WORD_S, 3)), 1.0)
            for n, word in enumerate(composed.split())
        )
    )
