"""Hears labels: learned from example sentences, and honest about how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coach.domain.evidence import Observation
from coach.domain.transcript import Utterance
from coach.language.calibration import Curve, folds
from coach.language.clauses import clauses
from coach.language.features import Features, Views, views
from coach.language.labels import Labels
from coach.language.mishearing import rewritten
from coach.language.pupil import UNKNOWN, Calibration, Pupil, marked
from coach.language.second_look import SecondLook
from coach.language.sense import Sense
from coach.language.sentences import Row
from coach.language.text import spoken
from coach.language.tongue import Language

HEARD = 0.5  # from here on a label counts as heard
MENTIONED = 0.25  # a label less probable than this is not worth a trainer's look
SURE_ALONE = 0.9  # of a clause of a breath that holds so many thoughts that the whole says nothing
SURE, DENIED = 0.85, 0.2  # of a finer label that lifts its group, and of the group that it cannot lift

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hearers:
    """The measured labels: for each its weights, an offset, and the curve from score to probability."""

    ids: tuple[str, ...] = ()
    weights: Floats = field(default_factory=lambda: np.zeros((0, 0)))  # (features, labels)
    offsets: Floats = field(default_factory=lambda: np.zeros(0))  # (labels,)
    curves: tuple[Curve, ...] = ()
    second: Mapping[str, SecondLook] = field(default_factory=dict)  # of the core labels, over all scores

    @property
    def calibration(self) -> Calibration:
        """What held-back writers told."""
        return Calibration(dict(zip(self.ids, self.curves, strict=True)), self.second)


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Probabilities of labels for what was said. Labels with too few examples are not measured."""

    language: Language
    labels: Labels
    features: Features
    hearers: Hearers
    sense: Sense = field(default_factory=Sense)

    @classmethod
    def fit(
        cls, rows: Sequence[Row], labels: Labels, language: Language, known: Calibration = UNKNOWN
    ) -> Recogniser:
        """Learn every label with enough examples, each only from rows where it is known. Deterministic.

        Every row is also learned as a poor recogniser would write it. `known` was found before on the very
        same rows; else it is found by holding parts of the writers back, which takes several times as long.
        """
        features, sense = Features(), Sense.of_texts(row.text for row in rows)
        written = rewritten(rows)
        marks = marked(written, labels.ids)
        if not marks:
            return cls(language, labels, features, Hearers(), sense)
        matrix = features.fit([views(spoken(row.text), language) for row in written])
        fold = folds([row.writer for row in written])
        pupil = Pupil(matrix, marks, fold, frozenset(labels.core), language.caution)
        weights, offsets = zip(*(pupil.fit(label) for label in marks), strict=True)
        told = known if set(known.curves) == set(marks) else pupil.calibration()
        curves = tuple(told.curves[label] for label in marks)
        hearers = Hearers(tuple(marks), np.column_stack(weights), np.array(offsets), curves, told.second)
        return cls(language, labels, features, hearers, sense)

    @property
    def not_measured(self) -> tuple[str, ...]:
        """Labels nobody may call "not said": too few examples."""
        return tuple(label for label in self.labels.ids if label not in self.hearers.ids)

    def predict(self, utterances: Sequence[Utterance]) -> tuple[dict[str, float], ...]:
        """For each utterance the probability of every measured label; 0.5 is where "heard" begins."""
        if not utterances or not self.hearers.ids:
            return tuple({} for _ in utterances)
        seen = [views(utterance, self.language) for utterance in utterances]
        return tuple(
            self._widen(one, said) for one, said in zip(self._probabilities(seen), seen, strict=True)
        )

    def heard(self, utterances: Sequence[Utterance]) -> tuple[Observation, ...]:
        """An observation for every label that is at least worth a look, with its words.

        In a long utterance the clauses that hold the label by themselves are quoted, else all of it.
        """
        parts = [clauses(utterance) for utterance in utterances]
        told = iter(self.predict([*utterances, *(part for some in parts for part in some)]))
        wholes = [Told(utterance, next(told)) for utterance in utterances]
        inner = [[Told(part, next(told)) for part in some] for some in parts]
        return tuple(one for whole, some in zip(wholes, inner, strict=True) for one in _heard(whole, some))

    def _probabilities(self, seen: Sequence[Views]) -> list[dict[str, float]]:
        scores = np.asarray(self.features.transform(seen) @ self.hearers.weights) + self.hearers.offsets
        columns = [
            self.hearers.second[label](scores) if label in self.hearers.second else curve(scores[:, n])
            for n, (label, curve) in enumerate(zip(self.hearers.ids, self.hearers.curves, strict=True))
        ]
        return [
            dict(zip(self.hearers.ids, map(float, line), strict=True)) for line in np.column_stack(columns)
        ]

    def _widen(self, found: dict[str, float], said: Views) -> dict[str, float]:
        """A group is at least as probable as each finer label in it; silence is nothing.

        A finer label that is surely heard lifts a group that is not denied; one that is not so sure is no
        surer than its group. Nothing is more probable than that no label that stands alone holds.
        """
        if not said.letters:
            return dict.fromkeys(found, 0.0)
        lifted = {label: self._lifted(label, found) for label in found}
        capped = {label: self._capped(label, lifted) for label in found}
        left = 1 - max((found.get(label, 0.0) for label in self.labels.alone), default=0.0)
        return {label: p if label in self.labels.alone else min(p, left) for label, p in capped.items()}

    def _lifted(self, label: str, found: Mapping[str, float]) -> float:
        own = found.get(label, 0.0)
        if own < DENIED:
            return own
        inner = (self._lifted(finer, found) for finer in self.labels.finer(label))
        return max([own, *(value for value in inner if value >= SURE)])

    def _capped(self, label: str, lifted: Mapping[str, float]) -> float:
        group = self.labels.coarser(label)
        return min(lifted[label], self._capped(group, lifted)) if group in lifted else lifted[label]


@dataclass(frozen=True, slots=True)
class Told:
    """An utterance, or a clause of it, and the probability of each label in it."""

    said: Utterance
    found: Mapping[str, float]

    def observation(self, label: str) -> Observation:
        certainty = round(self.found[label], 3)
        return Observation(label, self.said.span, certainty=certainty, quote=self.said.text)


def _heard(whole: Told, parts: Sequence[Told]) -> Iterator[Observation]:
    for label, probability in whole.found.items():
        sure = [part for part in parts if part.found[label] >= HEARD]
        if probability < MENTIONED:  # a clause is short: against the whole only a very sure one is believed
            sure = [part for part in sure if part.found[label] >= SURE_ALONE]
        if sure:
            yield from (part.observation(label) for part in sure)
        elif probability >= MENTIONED:
            yield whole.observation(label)
