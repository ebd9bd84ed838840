"""A curve that starts as "the machine is right" and moves as far as corrections carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.domain.review import MachineLevel
from coach.review.chances import Floats, chance, odds, reached

# Precisions of the prior around "as it is"; measured, docs/review.md.
SLOPE_PRECISION = 4.0
OFFSET_PRECISION = 2.0
STEPS = 50
CLOSE = 1e-8
FLATTEST = 0.1  # a higher level is never less probable


@dataclass(frozen=True, slots=True)
class Curve:
    """Straight in log-odds; a positive offset gives more than the machine, a slope below 1 is less sure."""

    slope: float = 1.0
    offset: float = 0.0

    def chances(self, said: MachineLevel) -> Floats:
        """(top,) the chance that a person gives at least level 1, 2 ... top."""
        return chance(self.slope * odds(said) + self.offset)


AS_IT_IS = Curve()


@dataclass(frozen=True, slots=True)
class Label:
    """A person's level of something the machine judged. `weight` below 1 where several spoke of one take."""

    attempt_id: str
    trainer_id: str
    said: MachineLevel
    level: int
    weight: float = 1.0


def fit(labels: Sequence[Label], prior: Curve = AS_IT_IS) -> Curve:
    """The most probable curve: penalised logistic regression on two numbers. Without labels: the prior.

    Every label counts as much as any other, however many rungs its ladder has.
    """
    if not labels:
        return prior
    problem = _Problem.of(labels, prior)
    found = problem.centre
    for _ in range(STEPS):
        step = problem.step(found)
        found = found + step
        if np.abs(step).max() < CLOSE:
            break
    return Curve(max(float(found[0]), FLATTEST), float(found[1]))


@dataclass(frozen=True, slots=True)
class _Problem:
    """All rungs of all labels: design (n, 2), marks (n,), weights (n,); prior (2,), its precision (2, 2)."""

    design: Floats
    marks: Floats
    weights: Floats
    centre: Floats
    precision: Floats

    @classmethod
    def of(cls, labels: Sequence[Label], prior: Curve) -> _Problem:
        log_odds = np.concatenate([odds(one.said) for one in labels])
        return cls(
            np.column_stack([log_odds, np.ones_like(log_odds)]),
            np.concatenate([reached(one.level, one.said.top) for one in labels]),
            np.concatenate([np.full(one.said.top, one.weight / one.said.top) for one in labels]),
            np.array([prior.slope, prior.offset]),
            np.diag([SLOPE_PRECISION, OFFSET_PRECISION]),
        )

    def step(self, at: Floats) -> Floats:
        """Newton's step, halved until the loss falls: far from the curve a whole one may overshoot."""
        told = chance(self.design @ at)
        gradient = self.design.T @ (self.weights * (self.marks - told)) - self.precision @ (at - self.centre)
        bend = self.design.T @ (self.design * (self.weights * told * (1 - told))[:, None]) + self.precision
        step = np.linalg.solve(bend, gradient)
        while self.loss(at + step) > self.loss(at) and np.abs(step).max() >= CLOSE:
            step = step / 2
        return np.asarray(step)

    def loss(self, at: Floats) -> float:
        """How improbable the marks and the curve are, as a negative logarithm."""
        signed = (1 - 2 * self.marks) * (self.design @ at)
        away = at - self.centre
        return float(self.weights @ np.logaddexp(0, signed) + away @ self.precision @ away / 2)


def brier(labels: Sequence[Label], curve: Curve) -> float:
    """The mean squared error of the chances over rungs and labels (ranked probability score), 0 at best."""
    weight = sum(one.weight for one in labels)
    return missed(labels, curve) / weight if weight else 0.0


def missed(labels: Sequence[Label], curve: Curve) -> float:
    """The same, summed with the labels' weights and not divided by them."""
    rungs = _Problem.of(labels, curve)
    told = chance(rungs.design @ rungs.centre)
    return float(rungs.weights @ (told - rungs.marks) ** 2)
