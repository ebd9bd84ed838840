"""Learns labels from example sentences, and from held-back writers how much a score is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from coach.language.calibration import Curve, fit_curve
from coach.language.second_look import SecondLook
from coach.language.sentences import Row

FEWEST_POSITIVES = 6  # fewer examples teach nothing that holds for another speaker
TOLERANCE = 1e-2  # of the solver; a tenth of it takes half as long again and hears nothing better
MOST_NEGATIVES = 5000  # sentences without a finer label that it is told apart from; more teach it nothing new
STRENGTH = 20.0  # of the fit (inverse regularisation); by cross-validation over writers (bench/hear.py)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How much a score is worth for a speaker never heard: curves, and the second look at core labels."""

    curves: Mapping[str, Curve] = field(default_factory=dict)
    second: Mapping[str, SecondLook] = field(default_factory=dict)


UNKNOWN = Calibration()


def marked(rows: Sequence[Row], labels: Sequence[str]) -> dict[str, Floats]:
    """(n,) for each label with enough examples: 1 where it is true, 0 where false, nan where unknown."""
    marks = {label: np.array([_mark(row, label) for row in rows]) for label in labels}
    return {label: some for label, some in marks.items() if _teaches(some)}


def _mark(row: Row, label: str) -> float:
    return 1.0 if label in row.true else 0.0 if label in row.false else np.nan


def _teaches(marks: Floats) -> bool:
    return int(np.sum(marks == 1)) >= FEWEST_POSITIVES and bool(np.any(marks == 0))


@dataclass(frozen=True, slots=True)
class Pupil:
    """Learns labels one after the other.

    The solver draws from one generator for the whole process, so in threads the same sentences would teach a
    little differently each time.
    """

    matrix: csr_matrix
    marks: Mapping[str, Floats]
    fold: Ints
    core: frozenset[str]
    caution: float = 0.0  # log odds by which the second look must be surer than even

    def fit(self, label: str, held: int | None = None) -> tuple[Floats, float]:
        """Weights and offset of a label, without the writers of one part."""
        marks = self.marks[label]
        negatives = len(marks) if label in self.core else MOST_NEGATIVES
        return _fit(self.matrix, marks, self.fold != (-1 if held is None else held), negatives)

    def calibration(self) -> Calibration:
        """Curves and second looks, from scores of writers that were held back."""
        scores = np.column_stack([self._held_back(label) for label in self.marks])
        columns = enumerate(self.marks.items())
        curves = {label: fit_curve(*_judged(scores[:, n], marks)) for n, (label, marks) in columns}
        core = [label for label in self.marks if label in self.core]
        second = {
            label: SecondLook.learn(scores, self.marks[label], self.fold, self.caution) for label in core
        }
        return Calibration(curves, second)

    def _held_back(self, label: str) -> Floats:
        """(n,) scores of every row by a model that has not seen its writer."""
        marks, scores = self.marks[label], np.zeros(len(self.fold))
        for held in np.unique(self.fold):
            train, test = self.fold != held, self.fold == held
            if 0 < np.nansum(marks[train]) < np.sum(~np.isnan(marks[train])):
                weights, offset = self.fit(label, int(held))
                scores[test] = self.matrix[test] @ weights + offset
        return scores


def _judged(scores: Floats, marks: Floats) -> tuple[Floats, Floats]:
    known = ~np.isnan(marks)
    return scores[known], marks[known]


def _fit(matrix: csr_matrix, marks: Floats, among: NDArray[np.bool_], negatives: int) -> tuple[Floats, float]:
    """A balanced logistic regression: (features,) weights and the offset. The seed fixes its steps."""
    from sklearn.linear_model import LogisticRegression  # see features.py

    rows = _chosen(marks, among, negatives)
    model = LogisticRegression(
        C=STRENGTH,
        class_weight="balanced",
        solver="liblinear",
        dual=True,
        tol=TOLERANCE,
        max_iter=1000,
        random_state=0,
    )
    model.fit(matrix[rows], marks[rows])
    return model.coef_[0], float(model.intercept_[0])


def _chosen(marks: Floats, among: NDArray[np.bool_], negatives: int) -> NDArray[np.int64]:
    """All rows where the label is true, and so many where it is false, drawn evenly from first to last."""
    true, false = np.flatnonzero(among & (marks == 1)), np.flatnonzero(among & (marks == 0))
    if len(false) > negatives:
        false = false[np.linspace(0, len(false) - 1, negatives).astype(np.int64)]
    return np.sort(np.concatenate([true, false]))
