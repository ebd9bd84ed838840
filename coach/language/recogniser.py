"""Hears labels: learned from example sentences, and honest about how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from coach.domain.evidence import Observation
from coach.domain.transcript import Utterance
from coach.language.calibration import Curve, fit_curve, folds
from coach.language.clauses import clauses
from coach.language.features import Features, Views, views
from coach.language.labels import Labels
from coach.language.sense import Sense
from coach.language.sentences import Row
from coach.language.text import spoken
from coach.language.tongue import Language

FEWEST_POSITIVES = 6  # fewer examples teach nothing that holds for another speaker
HEARD = 0.5  # from here on a label counts as heard
MENTIONED = 0.25  # a label less probable than this is not worth a trainer's look
SURE, DENIED = 0.7, 0.2  # of a finer label that lifts its group, and of the group that it cannot lift
TOLERANCE = 1e-2  # of the solver; a tenth of it takes half as long again and hears nothing better
MOST_NEGATIVES = 4000  # sentences without a finer label that it is told apart from; more teach it nothing new
STRENGTH = 20.0  # of the fit (inverse regularisation); by cross-validation over writers (bench/hear.py)

NONE: Mapping[str, Curve] = MappingProxyType({})

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hearers:
    """The measured labels: for each its weights, an offset, and the curve from score to probability."""

    ids: tuple[str, ...] = ()
    weights: Floats = field(default_factory=lambda: np.zeros((0, 0)))  # (features, labels)
    offsets: Floats = field(default_factory=lambda: np.zeros(0))  # (labels,)
    curves: tuple[Curve, ...] = ()


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
        cls, rows: Sequence[Row], labels: Labels, language: Language, known_curves: Mapping[str, Curve] = NONE
    ) -> Recogniser:
        """Learn every label with enough examples, each only from rows where it is known. Deterministic.

        `known_curves` are curves found before on the very same rows; the others are found by holding parts of
        the writers back, which takes several times as long as learning itself.
        """
        features, sense = Features(), Sense.of_texts(row.text for row in rows)
        seen = [views(spoken(row.text), language) for row in rows]
        known = {label: _known(rows, label) for label in labels.ids}
        enough = {label: marks for label, marks in known.items() if _teaches(marks)}
        if not enough:
            return cls(language, labels, features, Hearers(), sense)
        matrix = features.fit(seen)
        fold = folds([row.writer for row in rows])
        most = dict.fromkeys(labels.core, len(rows))
        # One after the other: the solver draws from one generator for the whole process, so in threads the
        # same sentences would teach a little differently each time.
        learned = [
            _learn(matrix, fold, _Job(marks, known_curves.get(label), most.get(label, MOST_NEGATIVES)))
            for label, marks in enough.items()
        ]
        weights, offsets, curves = zip(*learned, strict=True)
        hearers = Hearers(tuple(enough), np.column_stack(weights), np.array(offsets), curves)
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
        columns = [curve(scores[:, n]) for n, curve in enumerate(self.hearers.curves)]
        return [
            dict(zip(self.hearers.ids, map(float, line), strict=True)) for line in np.column_stack(columns)
        ]

    def _widen(self, found: dict[str, float], said: Views) -> dict[str, float]:
        """A group is at least as probable as each finer label in it; silence is nothing.

        A finer label that is surely heard lifts a group that is not denied; one that is not so sure is no
        surer than its group.
        """
        if not said.letters:
            return dict.fromkeys(found, 0.0)
        lifted = {label: self._lifted(label, found) for label in found}
        return {label: self._capped(label, lifted) for label in found}

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
        if sure and probability >= MENTIONED:  # a clause alone is too short to be believed against the whole
            yield from (part.observation(label) for part in sure)
        elif probability >= MENTIONED:
            yield whole.observation(label)


def _known(rows: Sequence[Row], id: str) -> Floats:
    """(n,) 1 where the label is true, 0 where it is false, nan where unknown."""
    return np.array([1.0 if id in row.true else 0.0 if id in row.false else np.nan for row in rows])


def _teaches(marks: Floats) -> bool:
    return int(np.sum(marks == 1)) >= FEWEST_POSITIVES and bool(np.any(marks == 0))


@dataclass(frozen=True, slots=True)
class _Job:
    """One label to learn: its marks, its curve if that is known, and from how many sentences without it."""

    marks: Floats
    curve: Curve | None
    negatives: int


def _learn(matrix: csr_matrix, fold: NDArray[np.int64], job: _Job) -> tuple[Floats, float, Curve]:
    weights, offset = _fit(matrix, job.marks, np.ones(len(job.marks), dtype=bool), job.negatives)
    return weights, offset, job.curve or _curve(matrix, fold, job)


def _curve(matrix: csr_matrix, fold: NDArray[np.int64], job: _Job) -> Curve:
    """What a score is worth for a writer who was not learned from."""
    marks, known = job.marks, ~np.isnan(job.marks)
    scores = np.zeros(len(marks))
    judged = np.zeros(len(marks), dtype=bool)
    for held in np.unique(fold):
        train, test = known & (fold != held), known & (fold == held)
        if test.any() and 0 < marks[train].sum() < train.sum():
            weights, offset = _fit(matrix, marks, fold != held, job.negatives)
            scores[test] = matrix[test] @ weights + offset
            judged |= test
    return fit_curve(scores[judged], marks[judged])


def _fit(matrix: csr_matrix, marks: Floats, among: NDArray[np.bool_], negatives: int) -> tuple[Floats, float]:
    """A balanced logistic regression: (features,) weights and the offset. The seed fixes its steps."""
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
