"""The same sentence over and over is said once: what is chanted earns no more than saying it once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from coach.domain.transcript import Utterance
from coach.language.text import tokens

FEWEST_TOKENS = 5  # shorter calls ("chốt đơn nào") are repeated by every seller
SAYINGS = 3  # a price said twice is good selling
SOON_S = 60.0  # an invitation that comes back after minutes is good selling too
ALIKE = 0.85  # of the words, in order; a recogniser hears one sentence a little differently each time

Key = Callable[[str], str]  # a word as it sounds in every dialect


@dataclass(slots=True)
class _Sentence:
    """One sentence and which utterances said it, without a longer break."""

    words: list[str]
    said: list[int] = field(default_factory=list)
    last_s: float = 0.0

    def is_said_by(self, words: Sequence[str], at_s: float) -> bool:
        return at_s - self.last_s <= SOON_S and _alike(self.words, words)


def chanted(utterances: Sequence[Utterance], key: Key) -> frozenset[int]:
    """Which utterances, by their number, only say again what was said shortly before at least twice.

    Of a sentence that is chanted only the first saying is left.
    """
    return frozenset(n for sentence in _sentences(utterances, key) for n in _again(sentence))


def _again(sentence: _Sentence) -> Sequence[int]:
    return sentence.said[1:] if len(sentence.said) >= SAYINGS else ()


def _sentences(utterances: Sequence[Utterance], key: Key) -> Iterator[_Sentence]:
    known: list[_Sentence] = []
    for n, utterance in enumerate(utterances):
        words = [key(token.text) for token in tokens(utterance.words)]
        if len(words) < FEWEST_TOKENS:
            continue
        at_s = utterance.span.start_s
        same = next((one for one in known if one.is_said_by(words, at_s)), None)
        if same is None:
            same = _Sentence(words)
            known.append(same)
        same.said.append(n)
        same.last_s = utterance.span.end_s
    yield from known


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    shared = len(set(one) & set(other))
    if shared < ALIKE * 0.8 * max(len(set(one)), len(set(other))):  # quick: most pairs share little
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
