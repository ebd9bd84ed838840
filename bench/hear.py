"""How well labels are heard from speakers whose sentences were never learned: cross-validation by writer."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.language import language
from coach.language.calibration import folds
from coach.language.labels import Labels, read_labels
from coach.language.recogniser import Recogniser
from coach.language.sentences import Row, read_sentences
from coach.language.shelf import shipped_lessons
from coach.language.text import spoken

HEARD = 0.5  # the probability from which a label counts as heard
UNSURE = 0.25  # below it a label counts as not heard; between, a person may look
TARGET_F1 = 0.80  # micro, for a writer never seen
FEWEST = 6  # rows of a label before its own figure means anything


@dataclass(frozen=True, slots=True)
class Guess:
    """One label of one sentence: the truth, and the probability told without ever seeing its writer."""

    label: str
    true: bool
    probability: float
    row: Row


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of guesses."""

    precision: float
    recall: float

    @classmethod
    def of(cls, guesses: Sequence[Guess]) -> Score:
        hit = sum(g.true and g.probability >= HEARD for g in guesses)
        said = sum(g.probability >= HEARD for g in guesses)
        true = sum(g.true for g in guesses)
        return cls(hit / max(1, said), hit / max(1, true))

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def guess(rows: Sequence[Row], labels: Labels, id: str) -> Iterator[Guess]:
    """Hold each part of the writers back in turn, learn from the others, and guess."""
    part = folds([row.writer for row in rows])
    for held in sorted(set(part.tolist())):
        learned = Recogniser.fit(
            [r for r, p in zip(rows, part, strict=True) if p != held], labels, language(id)
        )
        tested = [r for r, p in zip(rows, part, strict=True) if p == held]
        found = learned.predict([spoken(row.text) for row in tested])
        for row, probabilities in zip(tested, found, strict=True):
            for label, probability in probabilities.items():
                if label in row.true or label in row.false:
                    yield Guess(label, label in row.true, probability, row)


def figures(guesses: Sequence[Guess], labels: Labels, id: str) -> Iterator[tuple[str, float, float | None]]:
    """(name, value, target): micro figures, then each label's; None where there is no target."""
    whole = Score.of(guesses)
    yield f"hear.{id}.micro.f1", whole.f1, TARGET_F1
    yield f"hear.{id}.micro.precision", whole.precision, None
    yield f"hear.{id}.micro.recall", whole.recall, None
    decided = [g for g in guesses if g.probability >= HEARD or g.probability < UNSURE]
    silent = [g for g in guesses if g.probability < UNSURE]
    yield f"hear.{id}.decided", len(decided) / max(1, len(guesses)), None
    yield (
        f"hear.{id}.missed_outright",
        sum(g.true for g in silent) / max(1, sum(g.true for g in guesses)),
        None,
    )
    near = [g for g in guesses if g.label in g.row.near_miss_of]
    yield f"hear.{id}.near_miss_fooled", sum(g.probability >= HEARD for g in near) / max(1, len(near)), None
    scores = {
        label: Score.of(own) for label in labels.ids if (own := [g for g in guesses if g.label == label])
    }
    yield f"hear.{id}.macro.f1", sum(s.f1 for s in scores.values()) / max(1, len(scores)), None
    for label, score in scores.items():
        if sum(g.true for g in guesses if g.label == label) >= FEWEST:
            yield f"hear.{id}.{label}.f1", score.f1, None
            yield f"hear.{id}.{label}.precision", score.precision, None
            yield f"hear.{id}.{label}.recall", score.recall, None


def line(name: str, value: float, target: float | None) -> str:
    """One figure as tab-separated text: figure, value, unit, target, ok or short."""
    verdict = "" if target is None else "ok" if value >= target else "short"
    return "\t".join((name, f"{value:.3f}", "share", "" if target is None else f"{target:.2f}", verdict))


def main(ids: Sequence[str], lessons: Path) -> None:
    labels = read_labels(lessons / "labels.yaml")
    for code in ids:
        rows = read_sentences(lessons / "sentences" / f"{code}.tsv", labels)
        guesses = list(guess(rows, labels, code))
        for figure in figures(guesses, labels, code):
            print(line(*figure), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ("vi", "en", "id"), shipped_lessons())
