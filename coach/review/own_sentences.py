"""Whether an installation's own sentences may be learned: enough, of several people, and better with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from coach.domain.transcript import Utterance
from coach.language.sentences import Row
from coach.language.text import spoken
from coach.review.recalibration import FEWEST_EACH, FEWEST_LABELS, FEWEST_TRAINERS

FEWEST_VOICES = 2  # learners: one is held back while the other is learned from

Told = Sequence[dict[str, float]]  # for each utterance the probability of labels
Predict = Callable[[Sequence[Utterance]], Told]
Fit = Callable[[Sequence[Row]], Predict]


@dataclass(frozen=True, slots=True)
class Missing:
    """How many more sentences, trainers (with five accepted each) and learners are needed; 0 where enough."""

    sentences: int
    trainers: int
    voices: int

    @property
    def nothing(self) -> bool:
        """Whether all is there."""
        return not (self.sentences or self.trainers or self.voices)


def missing(accepted_by: Iterable[str | None], voices: Iterable[str]) -> Missing:
    """What is still missing: one trainer's taste, or one learner's way to speak, is not the course's.

    `accepted_by`: for each sentence who accepted it; None once she was deleted. `voices`: whose words.
    """
    by = list(accepted_by)
    heard = sum(count >= FEWEST_EACH for trainer, count in Counter(by).items() if trainer)
    return Missing(
        max(0, FEWEST_LABELS - len(by)),
        max(0, FEWEST_TRAINERS - heard),
        max(0, FEWEST_VOICES - len(set(voices))),
    )


def errors(own: Sequence[Row], shipped: Sequence[Row], fit: Fit) -> tuple[float, float]:
    """Brier errors on the own sentences: by the shipped ones alone, and with the other half of the voices'.

    No sentence is judged by what has learned from its own voice. `own` of two voices at least.
    """
    before = brier(fit(shipped), own)
    halves = [[row for row in own if (row.writer in half)] for half in _halves(own)]
    wrong = 0.0
    for held, learned in (halves, halves[::-1]):
        wrong += brier(fit([*shipped, *learned]), held) * len(held)
    return before, wrong / len(own)


def brier(predict: Predict, rows: Sequence[Row]) -> float:
    """The mean squared error of the probability of what a sentence was accepted for; half where unknown."""
    told = predict([spoken(row.text) for row in rows])
    return float(np.mean([_wrong(row, one) for row, one in zip(rows, told, strict=True)]))


def _wrong(row: Row, told: dict[str, float]) -> float:
    marks = [(label, 1.0) for label in row.true] + [(label, 0.0) for label in row.near_miss_of]
    return float(np.mean([(told.get(label, 0.5) - mark) ** 2 for label, mark in marks]))


def _halves(own: Sequence[Row]) -> tuple[frozenset[str], frozenset[str]]:
    """The voices in two parts with about as many sentences each."""
    counts = Counter(row.writer for row in own)
    parts: tuple[set[str], set[str]] = (set(), set())
    for voice in sorted(counts, key=lambda one: (-counts[one], one)):
        min(parts, key=lambda part: sum(counts[one] for one in part)).add(voice)
    return frozenset(parts[0]), frozenset(parts[1])
