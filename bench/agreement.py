"""Agreement and recalibration on simulated raters whose truth is known; `just bench agreement`.

How often an interval holds the truth, and what recalibration does to the error on fresh takes after so many
corrections: the mean over draws, and the worst draw of twenty.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from bench.figures import Figure, show
from coach.review.agreement import Agreement, Estimate, kappa
from coach.review.curve import AS_IT_IS, brier
from coach.review.leniency import Leaning, leaning
from coach.review.pairing import compared, double_scored
from coach.review.recalibration import labels_of, learn
from tests.review.raters import CRITERION, Machine, Rater, scored

TAKES = 60
DRAWS = 200
RATERS = {"a": Rater(0.3, 0.5), "b": Rater(-0.2, 0.6, drift=0.6)}
MACHINE = Machine(Rater(0.5, 0.8))
VAST = 100_000  # takes from which the truth is read
HELD = 0.9  # of 95 % intervals; percentile bootstrap is a little short on few takes
COUNTS = (1, 2, 3, 5, 7, 9, 10, 15, 20, 40)
MACHINES = {
    "right": Machine(Rater(0.0, 0.5), 0.75, 0.1),
    "unsure but right": Machine(Rater(0.0, 0.5), 0.6, 0.1),
    "boastful": Machine(Rater(0.0, 1.0), 0.9, 0.1),
    "half a level lenient": Machine(Rater(0.5, 0.5), 0.8, 0.1),
    "a level lenient": Machine(Rater(1.0, 0.5), 0.8, 0.1),
    "a level strict and sure": Machine(Rater(-1.0, 0.6), 0.9, 0.1),
    "lenient and noisy": Machine(Rater(1.0, 1.0), 0.75, 0.1),
}


def coverage() -> Iterator[Figure]:
    """How often the interval of a class of 60 double-scored takes holds what is true of these raters."""
    truth = _truth()
    held: dict[str, list[bool]] = {name: [] for name in truth}
    for draw in range(DRAWS):
        for name, found in _found(draw).items():
            held[name].append(found.low <= truth[name] <= found.high)
    for name, hits in held.items():
        yield Figure(f"interval holds the truth: {name}", float(np.mean(hits)), "share", at_least=HELD)


def _found(draw: int) -> dict[str, Estimate]:
    reviews = scored(TAKES, MACHINE, RATERS, np.random.default_rng(draw))
    told, lean = compared(reviews, CRITERION), leaning(reviews, "a", [CRITERION])
    assert isinstance(told.people, Agreement)
    assert isinstance(told.machine, Agreement)
    assert isinstance(lean, Leaning)
    assert isinstance(lean.drift, Estimate)
    assert told.people.kappa
    assert told.people.icc
    assert told.machine.kappa
    return {
        "kappa of people": told.people.kappa,
        "ICC of people": told.people.icc,
        "exact agreement of people": told.people.exact,
        "kappa of the machine": told.machine.kappa,
        "leniency": lean.leniency,
        "drift": lean.drift,
    }


def _truth() -> dict[str, float]:
    """The same figures of so many takes that chance is gone."""
    from coach.review.agreement import Pair, iccs

    takes = double_scored(scored(VAST, MACHINE, RATERS, np.random.default_rng(10**6)), CRITERION)
    people = [Pair(str(n), a.level, b.level) for n, (a, b) in enumerate(takes)]
    machine = [Pair(str(n), one.machine.low, one.level) for n, both in enumerate(takes) for one in both]
    levels = np.array([(one.first, one.second) for one in people], float)
    apart = levels[:, 0] - levels[:, 1]
    half = len(apart) // 2
    return {
        "kappa of people": kappa(people),
        "ICC of people": float(iccs(levels, np.ones((1, len(levels))))[0]),
        "exact agreement of people": float(np.mean(apart == 0)),
        "kappa of the machine": kappa(machine),
        "leniency": float(apart.mean()),
        "drift": float(apart[half:].mean() - apart[:half].mean()),
    }


def recalibration() -> Iterator[Figure]:
    """How the error on 200 fresh takes changes with so many corrections by one careful trainer."""
    for name, machine in MACHINES.items():
        changes: dict[int, list[float]] = {count: [] for count in COUNTS}
        for draw in range(40):
            chance = np.random.default_rng(draw)
            fresh = labels_of(scored(200, machine, {"t": Rater(0, 0.4)}, chance, blind=False), CRITERION)
            reviews = scored(max(COUNTS), machine, {"t": Rater(0, 0.4)}, chance, blind=False)
            before = brier(fresh, AS_IT_IS)
            for count, found in changes.items():
                found.append(brier(fresh, learn(reviews[:count], CRITERION).curve) - before)
        yield from _told(name, changes)


def _told(name: str, changes: dict[int, list[float]]) -> Iterator[Figure]:
    early = {count: found for count, found in changes.items() if count < 10}
    late = {count: found for count, found in changes.items() if count >= 10}
    yield Figure(
        f"{name}: most that the error rises before the 10th", _highest(early), "Brier",
        at_most=0.005,
    )  # fmt: skip
    limit = None if name == "right" else -1e-9  # nothing can be better than a machine that is right
    yield Figure(
        f"{name}: change of the error from the 10th on, at least good", _highest(late),
        "Brier", at_most=limit,
    )  # fmt: skip
    yield Figure(f"{name}: change after 40", float(np.mean(changes[40])), "Brier")
    worst = max(float(np.quantile(found, 0.95)) for found in early.values())
    yield Figure(f"{name}: before the 10th, worst draw of twenty", worst, "Brier", at_most=0.005)


def _highest(changes: dict[int, list[float]]) -> float:
    return max(float(np.mean(found)) for found in changes.values())


def cost() -> Iterator[Figure]:
    """Seconds of this machine for one criterion with 300 double-scored takes."""
    reviews = scored(300, MACHINE, RATERS, np.random.default_rng(0))
    began = time.perf_counter()
    compared(reviews, CRITERION)
    yield Figure("agreement of one criterion, 300 takes", time.perf_counter() - began, "s", at_most=1.0)
    began = time.perf_counter()
    learn(reviews, CRITERION)
    yield Figure("learning one criterion, 600 levels", time.perf_counter() - began, "s", at_most=10.0)


if __name__ == "__main__":
    for measured in (coverage, recalibration, cost):
        for figure in measured():
            show(figure)
