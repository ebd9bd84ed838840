"""How well labels are heard from speakers whose sentences were never learned: cross-validation by writer.

`just bench hear` measures all languages, `just bench hear vi` one; with `quick` there is no learning curve.
Headline figures are of the fourteen core labels; the finer ones follow.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.figures import Figure, show
from bench.slips import Slips
from coach.language import language
from coach.language.calibration import folds
from coach.language.labels import Labels, read_labels
from coach.language.recogniser import HEARD, MENTIONED, Recogniser
from coach.language.sentences import Row, read_sentences
from coach.language.shelf import shipped_lessons
from coach.language.text import bare, spoken

PARTS = 6  # of the writers, each held back once
CLEAN, PLAIN = "clean", "without_diacritics"
NOISE = {"errors_10": 0.10, "errors_20": 0.20, "errors_35": 0.35}  # share of syllables that are wrong
FLOOR_F1 = {CLEAN: 0.80, "errors_10": 0.77, "errors_20": 0.74, "errors_35": 0.66}
FLOOR_PRECISION = 0.82
REGION_GAP = 0.06  # most by which recall of southern and central wording may lie under northern
MOST_MS = 5.0  # a sentence
FEWEST = 6  # rows of a label before its own figure means anything
DRAWS = 400  # of writers, for the intervals
CURVE = (4, 8, 16)  # writers learned from, besides all


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
    def of(cls, guesses: Iterable[Guess]) -> Score:
        told = [(g.true, g.probability >= HEARD) for g in guesses]
        hit = sum(true and said for true, said in told)
        said = sum(said for _, said in told)
        true = sum(true for true, _ in told)
        return cls(hit / max(1, said), hit / max(1, true))

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


Guesses = dict[str, list[Guess]]  # by how the sentence was written: clean, with errors ...


def guess(rows: Sequence[Row], labels: Labels, id: str, writings: dict[str, list[str]]) -> Guesses:
    """Hold each part of the writers back in turn, learn from the others, and guess in every writing."""
    part = folds([row.writer for row in rows], PARTS)
    found: Guesses = {name: [] for name in writings}
    for held in sorted(set(part.tolist())):
        learned = Recogniser.fit(
            [r for r, p in zip(rows, part, strict=True) if p != held], labels, language(id)
        )
        tested = [n for n, p in enumerate(part) if p == held]
        for name, texts in writings.items():
            told = learned.predict([spoken(texts[n]) for n in tested])
            found[name] += [
                guess
                for n, probabilities in zip(tested, told, strict=True)
                for guess in _of(rows[n], probabilities)
            ]
    return found


def _of(row: Row, probabilities: dict[str, float]) -> Iterator[Guess]:
    for label, probability in probabilities.items():
        if label in row.true or label in row.false:
            yield Guess(label, label in row.true, probability, row)


def written(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The sentences as they are, without diacritics, and with simulated recognition errors."""
    texts = [row.text for row in rows]
    slips = Slips(texts)
    noisy = {name: [slips.slipped(text, share, seed=1) for text in texts] for name, share in NOISE.items()}
    return {CLEAN: texts, **noisy, PLAIN: [bare(text) for text in texts]}


def headline(found: Guesses, labels: Labels, id: str) -> Iterator[Figure]:
    """Micro figures of the core labels in every writing, and their interval by drawing writers."""
    core = set(labels.core)
    for name, guesses in found.items():
        mine = [g for g in guesses if g.label in core]
        score = Score.of(mine)
        floor = FLOOR_PRECISION if name != PLAIN else None
        yield Figure(f"hear.{id}.{name}.micro_f1", score.f1, "share", at_least=FLOOR_F1.get(name))
        yield Figure(f"hear.{id}.{name}.precision", score.precision, "share", at_least=floor)
        yield Figure(f"hear.{id}.{name}.recall", score.recall, "share")
        low, high = interval(mine)
        yield Figure(f"hear.{id}.{name}.micro_f1.low_95", low, "share")
        yield Figure(f"hear.{id}.{name}.micro_f1.high_95", high, "share")


def interval(guesses: Sequence[Guess]) -> tuple[float, float]:
    """2.5th and 97.5th centile of micro F1 over writers drawn with replacement; seeded."""
    writers = sorted({g.row.writer for g in guesses})
    counts = np.zeros((len(writers), 3))
    at = {name: n for n, name in enumerate(writers)}
    for g in guesses:
        said = g.probability >= HEARD
        counts[at[g.row.writer]] += (g.true and said, said, g.true)
    draws = np.random.default_rng(1).integers(0, len(writers), (DRAWS, len(writers)))
    hit, said, true = counts[draws].sum(1).T
    low, high = np.percentile(2 * hit / np.maximum(1, said + true), (2.5, 97.5))
    return float(low), float(high)


def details(guesses: Sequence[Guess], labels: Labels, id: str) -> Iterator[Figure]:
    """What else is worth knowing of the clean sentences: all labels, near misses, regions, each label."""
    yield Figure(f"hear.{id}.all_labels.micro_f1", Score.of(guesses).f1, "share")
    silent = [g for g in guesses if g.probability < MENTIONED]
    missed = sum(g.true for g in silent) / max(1, sum(g.true for g in guesses))
    yield Figure(f"hear.{id}.missed_outright", missed, "share")
    near = [g for g in guesses if g.label in g.row.near_miss_of]
    fooled = sum(g.probability >= HEARD for g in near) / max(1, len(near))
    yield Figure(f"hear.{id}.near_miss_fooled", fooled, "share")
    yield from regions([g for g in guesses if g.label in labels.core], id)
    for label in labels.ids:
        own = [g for g in guesses if g.label == label]
        if sum(g.true for g in own) >= FEWEST:
            score = Score.of(own)
            for kind in ("f1", "precision", "recall"):
                yield Figure(f"hear.{id}.label.{label}.{kind}", getattr(score, kind), "share")


def regions(guesses: Sequence[Guess], id: str) -> Iterator[Figure]:
    """Recall by region; southern and central wording against northern."""
    names = sorted({g.row.region for g in guesses})
    recall = {name: Score.of(g for g in guesses if g.row.region == name).recall for name in names}
    for name in names:
        yield Figure(f"hear.{id}.region.{name}.recall", recall[name], "share")
    for name in ("south", "central"):
        if "north" in recall and name in recall:
            gap = recall["north"] - recall[name]
            yield Figure(f"hear.{id}.region.{name}.recall_under_north", gap, "share", at_most=REGION_GAP)


def curve(rows: Sequence[Row], labels: Labels, id: str) -> Iterator[Figure]:
    """Micro F1 of the core labels on one held-back part, learned from ever more writers."""
    part = folds([row.writer for row in rows], PARTS)
    tested = [r for r, p in zip(rows, part, strict=True) if p == 0]
    others = sorted({r.writer for r, p in zip(rows, part, strict=True) if p != 0})
    order = [others[n] for n in np.random.default_rng(1).permutation(len(others))]
    for count in (*(c for c in CURVE if c < len(order)), len(order)):
        chosen = set(order[:count])
        learned = Recogniser.fit([r for r in rows if r.writer in chosen], labels, language(id))
        told = learned.predict([spoken(r.text) for r in tested])
        guesses = [g for r, p in zip(tested, told, strict=True) for g in _of(r, p) if g.label in labels.core]
        yield Figure(f"hear.{id}.writers_{count}.micro_f1", Score.of(guesses).f1, "share")


def speed(rows: Sequence[Row], labels: Labels, id: str) -> Iterator[Figure]:
    """Seconds to learn from all sentences, and milliseconds to hear one."""
    began = time.process_time()
    learned = Recogniser.fit(rows, labels, language(id))
    yield Figure(f"hear.{id}.learn_cpu", time.process_time() - began, "s")
    some = [spoken(row.text) for row in rows[:500]]
    began = time.process_time()
    learned.predict(some)
    each_ms = (time.process_time() - began) * 1000 / len(some)
    yield Figure(f"hear.{id}.each", each_ms, "ms", at_most=MOST_MS)


def main(arguments: Sequence[str], lessons: Path) -> None:
    ids = [one for one in arguments if one != "quick"] or ["vi", "en", "id"]
    labels = read_labels(lessons / "labels.yaml")
    for name in ids:
        rows = read_sentences(lessons / "sentences" / f"{name}.tsv", labels)
        found = guess(rows, labels, name, written(rows))
        for figure in (*headline(found, labels, name), *details(found[CLEAN], labels, name)):
            show(figure)
        if "quick" not in arguments:
            for figure in (*curve(rows, labels, name), *speed(rows, labels, name)):
                show(figure)


if __name__ == "__main__":
    main(sys.argv[1:], shipped_lessons())
