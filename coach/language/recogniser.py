"""Hears labels: learned from example sentences, and honest about how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from coach.domain.evidence import Observation
from coach.domain.transcript import Utterance
from coach.language.calibration import Curve, fit_curve, folds
from coach.language.features import Features, Views, views
from coach.language.labels import Labels
from coach.language.sentences import Row
from coach.language.text import spoken
from coach.language.tongue import Language

FEWEST_POSITIVES = 6  # fewer examples teach nothing that holds for another speaker
MENTIONED = 0.25  # a label less probable than this is not worth a trainer's look
STRENGTH = 20.0  # of the fit (inverse regularisation); by cross-validation over writers (bench/hear.py)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hearer:
    """One label: a weight a feature, and the curve that turns a score into a probability."""

    weights: Floats  # (features,)
    offset: float
    curve: Curve


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Probabilities of labels for what was said. Labels with too few examples are not measured."""

    language: Language
    labels: Labels
    features: Features
    hearers: Mapping[str, Hearer]

    @classmethod
    def fit(cls, rows: Sequence[Row], labels: Labels, language: Language) -> Recogniser:
        """Learn every label that has examples enough, each only from rows where it is known. Deterministic."""
        features = Features()
        seen = [views(spoken(row.text), language) for row in rows]
        known = {id: _known(rows, id) for id in labels.ids}
        enough = {id: marks for id, marks in known.items() if _teaches(marks)}
        if not enough:
            return cls(language, labels, features, {})
        matrix = features.fit(seen)
        turned, back = _turned(matrix)
        fold = folds([row.writer for row in rows])
        hearers = {id: _learn(turned, back, marks, fold) for id, marks in enough.items()}
        return cls(language, labels, features, hearers)

    @property
    def not_measured(self) -> tuple[str, ...]:
        """Labels nobody may call "not said": too few examples."""
        return tuple(id for id in self.labels.ids if id not in self.hearers)

    def predict(self, utterances: Sequence[Utterance]) -> tuple[dict[str, float], ...]:
        """For each utterance the probability of every measured label; 0.5 is where "heard" begins."""
        if not utterances or not self.hearers:
            return tuple({} for _ in utterances)
        seen = [views(utterance, self.language) for utterance in utterances]
        return tuple(self._widen(one, said) for one, said in zip(self._probabilities(seen), seen, strict=True))

    def heard(self, utterances: Sequence[Utterance]) -> tuple[Observation, ...]:
        """An observation for every label that is at least worth a look, with the utterance as its words."""
        return tuple(
            Observation(id, utterance.span, certainty=round(probability, 3), quote=utterance.text)
            for utterance, found in zip(utterances, self.predict(utterances), strict=True)
            for id, probability in found.items()
            if probability >= MENTIONED
        )

    def _probabilities(self, seen: Sequence[Views]) -> list[dict[str, float]]:
        matrix = self.features.transform(seen)
        weights = np.column_stack([hearer.weights for hearer in self.hearers.values()])
        scores = np.asarray(matrix @ weights)
        columns = [h.curve(scores[:, n] + h.offset) for n, h in enumerate(self.hearers.values())]
        return [dict(zip(self.hearers, map(float, line), strict=True)) for line in np.column_stack(columns)]

    def _widen(self, found: dict[str, float], said: Views) -> dict[str, float]:
        """A group is at least as probable as each finer label in it; silence is nothing."""
        if not said.letters:
            return dict.fromkeys(found, 0.0)
        return {
            id: max(value, *(found.get(finer, 0.0) for finer in self.labels.finer(id)), 0.0)
            for id, value in found.items()
        }


def _known(rows: Sequence[Row], id: str) -> Floats:
    """(n,) 1 where the label is true, 0 where it is false, nan where unknown."""
    return np.array([1.0 if id in row.true else 0.0 if id in row.false else np.nan for row in rows])


def _teaches(marks: Floats) -> bool:
    return int(np.sum(marks == 1)) >= FEWEST_POSITIVES and bool(np.any(marks == 0))


def _turned(matrix: object) -> tuple[Floats, object]:
    """The sentences in as many dimensions as there are sentences: same inner products, so the same fit, much faster.

    Returns (n, n) coordinates and the matrix (n, features) that turns weights back.
    """
    gram = np.asarray((matrix @ matrix.T).todense())  # type: ignore[attr-defined,operator]
    values, vectors = np.linalg.eigh(gram)
    kept = values > values[-1] * 1e-9
    scale = np.sqrt(values[kept])
    coordinates = vectors[:, kept] * scale
    return coordinates, (matrix.T @ (vectors[:, kept] / scale)).T  # type: ignore[attr-defined]


def _learn(turned: Floats, back: object, marks: Floats, fold: NDArray[np.int64]) -> Hearer:
    known = ~np.isnan(marks)
    scores = np.zeros(len(marks))
    judged = np.zeros(len(marks), dtype=bool)
    for held in np.unique(fold):
        train, test = known & (fold != held), known & (fold == held)
        if test.any() and 0 < marks[train].sum() < train.sum():
            weights, offset = _fit(turned[train], marks[train])
            scores[test] = turned[test] @ weights + offset
            judged |= test
    weights, offset = _fit(turned[known], marks[known])
    curve = fit_curve(scores[judged], marks[judged])
    return Hearer(np.asarray(weights @ back), offset, curve)


def _fit(points: Floats, marks: Floats) -> tuple[Floats, float]:
    """A balanced logistic regression: (dimensions,) weights and the offset."""
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="lbfgs", max_iter=200, tol=1e-3)
    model.fit(points, marks)
    return model.coef_[0], float(model.intercept_[0])
