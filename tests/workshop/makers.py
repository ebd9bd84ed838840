"""Words as somebody says them, one after the other."""

from __future__ import annotations

from coach.domain.media import Span
from coach.domain.transcript import Word


def words(text: str, start_s: float = 1.0, word_s: float = 0.3) -> tuple[Word, ...]:
    said = enumerate(text.split())
    return tuple(Word(one, Span(start_s + n * word_s, start_s + (n + 1) * word_s), 0.9) for n, one in said)
