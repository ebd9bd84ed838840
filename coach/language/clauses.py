"""A long utterance holds several thoughts; each may be heard, and quoted, on its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from coach.domain.transcript import Utterance, Word
from coach.language.text import tokens

LONG_TOKENS = 9  # example sentences have 10-13 words; a shorter utterance is one thought
FEWEST_TOKENS = 3  # less is no thought of its own
BREATH_S = 0.25  # a pause that separates; shorter ones lie inside phrases
ENDINGS = (",", ";", ":", ".", "!", "?", "…")


def clauses(utterance: Utterance) -> tuple[Utterance, ...]:
    """The clauses of a long utterance, every word in exactly one; nothing where it cannot be cut."""
    if len(tokens(utterance.words)) < LONG_TOKENS:
        return ()
    parts = _joined(_cut(utterance.words))
    return tuple(Utterance(tuple(part)) for part in parts) if len(parts) > 1 else ()


def _cut(words: Sequence[Word]) -> list[list[Word]]:
    parts = [[words[0]]]
    for before, after in pairwise(words):
        if _separate(before, after):
            parts.append([])
        parts[-1].append(after)
    return parts


def _separate(before: Word, after: Word) -> bool:
    return before.text.endswith(ENDINGS) or after.span.start_s - before.span.end_s >= BREATH_S


def _joined(parts: Sequence[list[Word]]) -> list[list[Word]]:
    """Too short a part belongs to the one before it; the first one to the one after."""
    joined: list[list[Word]] = []
    for part in parts:
        short = len(tokens(part)) < FEWEST_TOKENS
        if joined and (short or len(tokens(joined[-1])) < FEWEST_TOKENS):
            joined[-1] = joined[-1] + part
        else:
            joined.append(part)
    return joined
