"""The same sentence over and over is said once: what is chanted earns no more than saying it once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from coach.domain.transcript import Utterance
from coach.language.text import tokens

FEWEST_TOKENS = 5  # shorter calls ("chốt đơn nào") are repeated by every seller
SAYINGS = 3  # a price said twice is good selling
SOON_S = 60.0  # an invitation that comes back after minutes is good selling too
MUCH = 0.4  # of the sentences; people who sell say few things twice word by word
ALIKE = 0.85  # of the words, in order; a recogniser hears one sentence a little differently each time

Key = Callable[[str], str]  # a word as it sounds in every dialect


@dataclass(slots=True)
class _Sentence:
    """One sentence, and when which utterances said it."""

    words: list[str]
    said: list[int]
    at_s: list[float]

    @property
    def soon(self) -> Iterator[int]:
        """The sayings after the first of a run of at least SAYINGS without a longer break."""
        run = [self.said[0]]
        for (before_s, after_s), n in zip(pairwise(self.at_s), self.said[1:], strict=True):
            if after_s - before_s > SOON_S:
                yield from _again(run)
                run = []
            run.append(n)
        yield from _again(run)


def _again(run: list[int]) -> list[int]:
    return run[1:] if len(run) >= SAYINGS else []


def chanted(utterances: Sequence[Utterance], key: Key) -> frozenset[int]:
    """Which utterances, by their number, only say again what was said before.

    Of a sentence said at least SAYINGS times without a longer break only the first saying is left. Where much
    of the take is sentences said before, however long ago, each is left once.
    """
    sentences = _sentences(utterances, key)
    again = frozenset(n for sentence in sentences for n in sentence.said[1:])
    if len(again) >= MUCH * sum(len(sentence.said) for sentence in sentences) and len(again) >= SAYINGS:
        return again
    return frozenset(n for sentence in sentences for n in sentence.soon)


def _sentences(utterances: Sequence[Utterance], key: Key) -> list[_Sentence]:
    known: list[_Sentence] = []
    for n, utterance in enumerate(utterances):
        words = [key(token.text) for token in tokens(utterance.words)]
        if len(words) < FEWEST_TOKENS:
            continue
        same = next((one for one in known if _alike(one.words, words)), None)
        if same is None:
            known.append(_Sentence(words, [n], [utterance.span.start_s]))
        else:
            same.said.append(n)
            same.at_s.append(utterance.span.start_s)
    return known


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    shared = len(set(one) & set(other))
    if shared < ALIKE * 0.8 * max(len(set(one)), len(set(other))):  # quick: most pairs share little
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
