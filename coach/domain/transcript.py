"""The words that were heard, each with its moment and how sure the recogniser was."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from coach.domain.media import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One written word as recognised, NFC, without spaces around it. Probability 0-1."""

    text: str
    span: Span
    probability: float

    def __post_init__(self) -> None:
        if not unicodedata.is_normalized("NFC", self.text):
            raise ValueError("words are NFC")  # without the word: what a learner said stays out of logs


@dataclass(frozen=True, slots=True)
class Transcript:
    """All words of one take in time order."""

    language: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words said in one breath; the piece in which meaning is looked for."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def span(self) -> Span:
        return Span(self.words[0].span.start_s, max(word.span.end_s for word in self.words))
