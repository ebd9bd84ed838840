"""Sentences as a poor recogniser would write them, so that what is learned holds for misheard words too."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from coach.language.sentences import Row
from coach.language.text import bare

# Of the words that go wrong; the rest is put in between (docs/judging.md section 3).
ALIKE, ANY, LOST = 0.7, 0.1, 0.12
SHARES = (0.1, 0.25, 0.4)  # of the words that go wrong, sentence by sentence
UNMARKED_EVERY = 3
SEED = 77


class Mishearing:
    """Replaces words by ones of the same sentences that sound alike, loses some, puts some in between.

    Alike are words that differ by marks, or without marks by one letter: "cam", "cám", "cầm", "càng", "cà".
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._known = sorted({word for text in sentences for word in text.lower().split()})
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for word in self._known:
            for stem in _stems(word):
                self._by_stem[stem].append(word)
        self._alike = lru_cache(None)(self._likely)

    def misheard(self, text: str, share: float) -> str:
        """The sentence with about that share (0-1) of its words wrong; always in the same way."""
        chance = random.Random(f"{SEED} {share} {text}")  # noqa: S311  nothing secret
        words = (self._wrong(word, chance) if chance.random() < share else [word] for word in text.split())
        return " ".join(word for some in words for word in some) or text

    def _wrong(self, word: str, chance: random.Random) -> list[str]:
        kind = chance.random()
        if kind < ALIKE:
            return [chance.choice(self._alike(word.lower()))]
        if kind < ALIKE + ANY:
            return [chance.choice(self._known)]
        return [] if kind < ALIKE + ANY + LOST else [word, chance.choice(self._known)]

    def _likely(self, word: str) -> list[str]:
        found = {other for stem in _stems(word) for other in self._by_stem[stem]} - {word}
        return sorted(found) or self._known


def rewritten(rows: Sequence[Row]) -> list[Row]:
    """The rows, each once more misheard a little, more or a lot in turn, and every third without marks."""
    mishearing = Mishearing([row.text for row in rows])
    misheard = [
        replace(row, text=mishearing.misheard(row.text, SHARES[n % len(SHARES)]))
        for n, row in enumerate(rows)
    ]
    unmarked = [replace(row, text=bare(row.text)) for row in rows[::UNMARKED_EVERY]]
    marked = {row.text.lower() for row in rows}
    return [*rows, *misheard, *(row for row in unmarked if row.text not in marked)]


def _stems(word: str) -> Iterable[str]:
    """The word without marks, and that with each letter left out in turn."""
    plain = bare(word)
    return {plain, *(plain[:at] + plain[at + 1 :] for at in range(len(plain)) if len(plain) > 1)}
