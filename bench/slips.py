"""Recognition errors, simulated: syllables replaced by real ones that look alike, lost, or put in between."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Shares of the errors, as measured on recognisers of Vietnamese (docs/language.md).
ALIKE, RANDOM, LOST = 0.62, 0.13, 0.15  # the rest is put in between
NEAREST = 6  # syllables that look most alike, one of which is taken


class Slips:
    """Writes sentences as a poor recogniser would, with syllables of the given sentences only."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._known = sorted({word for text in sentences for word in text.lower().split()})
        self._near = lru_cache(None)(self._nearest)

    def slipped(self, text: str, share: float, seed: int) -> str:
        """The sentence with that share of its syllables wrong; the same seed gives the same errors."""
        chance = random.Random(f"{seed} {share} {text}")
        said: list[str] = []
        for word in text.split():
            if chance.random() >= share:
                said.append(word)
                continue
            said += self._wrong(word, chance)
        return " ".join(said) or text

    def _wrong(self, word: str, chance: random.Random) -> list[str]:
        kind = chance.random()
        if kind < ALIKE:
            return [chance.choice(self._near(word.lower()))]
        if kind < ALIKE + RANDOM:
            return [chance.choice(self._known)]
        if kind < ALIKE + RANDOM + LOST:
            return []
        return [word, chance.choice(self._known)]

    def _nearest(self, word: str) -> list[str]:
        letters = unicodedata.normalize("NFD", word)
        close = [known for known in self._known if known != word and abs(len(known) - len(word)) <= 2]
        ranked = sorted(
            close, key=lambda known: (_apart(letters, unicodedata.normalize("NFD", known)), known)
        )
        return ranked[:NEAREST] or [word]


def _apart(one: str, other: str) -> int:
    """Letters and marks to change, add or take away to make one word the other."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != against))
    return row[-1]
