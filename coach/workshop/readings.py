"""What was heard of a volunteer so far, read again and again: only what two readings agree on is believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coach.domain.evidence import Observation
from coach.domain.media import Span
from coach.domain.transcript import Utterance, Word
from coach.language.sense import Sense
from coach.language.utterances import JOIN_S, PAUSE_S, SENTENCE_END
from coach.scoring.hits import share_words

MORE_S = 0.9  # a reading that heard less sound than so much more is the same reading once more
NEAR_S = 0.2  # word times are off by 0.1-0.2 s (docs/speech.md)
AROUND_S = 12.0  # words so near must make sense together; scoring asks it of 30 s, which may end otherwise
FEWEST_AFTER = (
    3  # words after a rest or a full stop: then they begin a sentence of their own (language/utterances.py)
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Words so far and what they hold. `until_s`: the second up to which was listened.

    `settled`: how many of the words are those of the finished recording; the rest may still change.
    """

    words: tuple[Word, ...] = ()
    observations: tuple[Observation, ...] = ()
    until_s: float = 0.0
    settled: int = 0


def closed_s(words: Sequence[Word], until_s: float) -> float:
    """The second up to which sentences are over: a rest follows, or another sentence has begun.

    What an open sentence holds may still be something else when it ends.
    """
    if words and until_s - words[-1].span.end_s > JOIN_S:
        return until_s
    for n in range(len(words) - FEWEST_AFTER, 0, -1):
        before, after = words[n - 1], words[n]
        if after.span.start_s - before.span.end_s > PAUSE_S or before.text.endswith(SENTENCE_END):
            return before.span.end_s
    return 0.0


def with_sense(
    observations: Iterable[Observation], breaths: Sequence[Utterance], sense: Sense
) -> tuple[Observation, ...]:
    """What was heard among words that make sense together, before it and on both sides of it.

    Where a stretch turns out to be only words, nothing said in it counts (pipeline/understanding.py).
    """
    return tuple(one for one in observations if all(map(sense.made_by, _around(one.span, breaths))))


def _around(span: Span, breaths: Sequence[Utterance]) -> Iterator[list[Utterance]]:
    for near in (
        Span(max(0.0, span.start_s - AROUND_S), span.end_s),
        Span(max(0.0, span.start_s - AROUND_S / 2), span.end_s + AROUND_S / 2),
        Span(span.start_s, span.end_s + AROUND_S),
    ):
        yield [one for one in breaths if one.span.overlap_s(near) > 0]


def is_another(before: Reading, now: Reading) -> bool:
    """Whether the later reading heard enough more for its agreement to mean something."""
    return now.until_s - before.until_s >= MORE_S


def agreed(before: Reading, now: Reading) -> tuple[Observation, ...]:
    """What both found in the same words, as sure as the less sure of the two."""
    over_s = closed_s(now.words, now.until_s)
    closed = (one for one in now.observations if one.span.end_s <= over_s)
    found = (_as_both(one, before.observations) for one in closed)
    return tuple(one for one in found if one is not None)


def agreed_words(before: Reading, now: Reading) -> tuple[Word, ...]:
    """The settled words, then those that both readings wrote alike, up to the first that they did not."""
    start_s = now.words[now.settled - 1].span.end_s if now.settled else 0.0
    told = [one for one in before.words if one.span.end_s > start_s + NEAR_S]
    return now.words[: now.settled] + tuple(_alike(told, now.words[now.settled :]))


def _alike(told: Sequence[Word], tail: Sequence[Word]) -> Iterable[Word]:
    for before, now in zip(told, tail, strict=False):
        if _plain(before) != _plain(now):
            return
        yield now


def _plain(word: Word) -> str:
    return "".join(letter for letter in word.text.casefold() if letter.isalnum())


def _as_both(one: Observation, before: Iterable[Observation]) -> Observation | None:
    same = [o.certainty for o in before if o.name == one.name and _same_words(o.span, one.span)]
    return replace(one, certainty=min(one.certainty, max(same))) if same else None


def _same_words(one: Span, other: Span) -> bool:
    return share_words(one, other)
