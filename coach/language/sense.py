"""Do the words follow one another as people speak, or are they only words?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coach.domain.transcript import Utterance
from coach.language.text import spoken, tokens

# Mean pointwise mutual information of neighbouring words, in nats, over stretches of 60 words by writers
# never seen (docs/language.md section 8): people 0.1 (1 in 100 below -0.9), with every third word misheard
# -0.7 (1 in 20 below -1.3), the same words shuffled -1.9 (1 in 100 above -1.2).
TOGETHER = -1.1
COMMON = 100  # the most frequent words; half of what people say
COMMON_SHARE = 0.15  # of them in natural speech there are about 0.5, in random words 0.05
FEWEST_PAIRS = 15  # fewer say nothing
UNKNOWN_BELOW = 2  # a word seen once teaches nothing about its neighbours
PRIOR = 5.0  # pairs a word is taken to have had before it was seen


@dataclass(frozen=True, slots=True)
class Sense:
    """How often words and pairs of words stand in the example sentences."""

    words: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)  # how often a word had a following one
    common: frozenset[str] = frozenset()
    total: int = 0  # words in all sentences

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Sense:
        """Count the pairs in sentences."""
        said = [[token.text for token in tokens(spoken(text).words)] for text in texts]
        words = Counter(word for one in said for word in one)
        pairs = Counter(pair for one in said for pair in pairwise(one))
        before = Counter(first for first, _ in pairs.elements())
        return cls(
            words, pairs, before, frozenset(word for word, _ in words.most_common(COMMON)), words.total()
        )

    def made_by(self, utterances: Sequence[Utterance]) -> bool:
        """Whether the words make sense together; too few words are taken to."""
        said = [[token.text for token in tokens(one.words)] for one in utterances]
        strengths = [self._strength(*pair) for one in said for pair in pairwise(one) if self._known(*pair)]
        every = [word for one in said for word in one]
        if len(every) < FEWEST_PAIRS:
            return True
        if sum(word in self.common for word in every) < COMMON_SHARE * len(every):
            return False
        return len(strengths) < FEWEST_PAIRS or sum(strengths) / len(strengths) >= TOGETHER

    def _known(self, first: str, second: str) -> bool:
        return min(self.words.get(first, 0), self.words.get(second, 0)) >= UNKNOWN_BELOW

    def _strength(self, first: str, second: str) -> float:
        """Pointwise mutual information in nats, drawn towards 0 where the first word is rare."""
        alone = self.words[second] / self.total
        together = (self.pairs.get((first, second), 0) + PRIOR * alone) / (self.before.get(first, 0) + PRIOR)
        return math.log(together / alone)
