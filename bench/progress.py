"""How near a skill's estimate comes to the truth of simulated learners, and how often it claims too much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.figures import Figure, show
from coach.progress.bayes import BAND, GRID, USUAL, Chances, Ear, Reached, follow, likelihood
from coach.progress.skill import FEWEST, LIKELY, sure_gain

LEARNERS, TAKES, ITEMS = 4000, 10, 4
EAR = Ear(0.90, 0.65)  # as in the simulation that docs/progress.md compares with
FORGOTTEN_A_DAY = 0.005


@dataclass(frozen=True, slots=True)
class Asked:
    """Four criteria a take, ladders of so many rungs; `nested`: these are reached all together or not."""

    top: int = 1
    nested: bool = False


QUESTIONS = Asked()


@dataclass(frozen=True, slots=True)
class Learners:
    """Simulated learners: the true skill (learners, takes), what each take showed (takes, learners, 49)."""

    truth: Chances
    seen: Chances


def growing(chance: np.random.Generator, ear: Ear = EAR, asked: Asked = QUESTIONS) -> Learners:
    """Learners who gain 5-30 % of what is missing a take and forget a little between takes."""
    rate = chance.uniform(0.05, 0.30, LEARNERS)
    gap_days = chance.choice([1, 2, 7, 14], (LEARNERS, TAKES))
    now, truth = chance.beta(2, 4, LEARNERS), np.zeros((LEARNERS, TAKES))
    for order in range(TAKES):
        if order:
            now = np.clip(now - FORGOTTEN_A_DAY * gap_days[:, order] * now, 0, 1)
        truth[:, order] = now
        now = now + rate * (1 - now)
    return Learners(truth, shown(truth, ear, asked, chance))


def staying(chance: np.random.Generator, ear: Ear = EAR, asked: Asked = QUESTIONS) -> Learners:
    """Learners of any skill who do not change."""
    truth = np.repeat(chance.uniform(0.1, 0.9, LEARNERS)[:, None], TAKES, axis=1)
    return Learners(truth, shown(truth, ear, asked, chance))


def shown(truth: Chances, ear: Ear, asked: Asked, chance: np.random.Generator) -> Chances:
    """What takes of four criteria show through that ear: likelihoods (takes, learners, 49)."""
    table = np.stack([likelihood(Reached(level, level, asked.top), ear) for level in range(asked.top + 1)])
    seen = np.ones((TAKES, len(truth), len(GRID)))
    for order in range(TAKES):
        for _ in range(ITEMS):
            rungs = (len(truth), 1 if asked.nested else asked.top)
            there = chance.random(rungs) < truth[:, order, None]
            found = np.where(
                there, chance.random(there.shape) < ear.finds, chance.random(there.shape) > ear.leaves
            )
            seen[order] *= table[found.sum(axis=1) * (asked.top if asked.nested else 1)]
    return seen


def error(learners: Learners, order: int) -> float:
    """Root mean square error of the middle after so many takes."""
    return float(
        np.sqrt(np.mean((follow(learners.seen)[order - 1] @ GRID - learners.truth[:, order - 1]) ** 2))
    )


def coverage(learners: Learners, order: int) -> float:
    """Share of learners whose true skill lies in the band."""
    so_far = np.cumsum(follow(learners.seen)[order - 1], axis=1)
    low, high = ([float(np.interp(share, one, GRID)) for one in so_far] for share in BAND)
    truth = learners.truth[:, order - 1]
    return float(np.mean((np.array(low) <= truth) & (truth <= np.array(high))))


def told_better(learners: Learners) -> Chances:
    """Whether each learner is told that she gets better, after each take that may say so."""
    looks = range(FEWEST, TAKES + 1)
    return np.stack([sure_gain(learners.seen[:n]) > LIKELY for n in looks], axis=1)


def main() -> None:
    chance = np.random.default_rng(1)
    learners = growing(chance)
    for order, most in ((1, 0.215), (3, 0.155), (5, 0.155), (10, 0.115)):
        show(Figure(f"error after {order} takes", error(learners, order), "share", at_most=most))
    for order in (1, 3, 5, 10):
        show(
            Figure(
                f"truth in the band after {order} takes", coverage(learners, order), "share", at_least=0.89
            )
        )
    kinds = (
        ("", EAR, QUESTIONS),
        (", ladders of four", USUAL, Asked(4)),
        (", ladders of four reached whole or not", USUAL, Asked(4, nested=True)),
    )
    for name, ear, asked in kinds:
        same, more = told_better(staying(chance, ear, asked)), told_better(growing(chance, ear, asked))
        show(
            Figure(
                f"told better though nothing changes, one look{name}",
                float(same.mean(0).max()),
                "share",
                at_most=0.10,
            )
        )
        show(
            Figure(
                f"told better though nothing changes, ever in ten takes{name}",
                float(same.any(1).mean()),
                "share",
                at_most=0.10,
            )
        )
        show(
            Figure(f"told better who gets better, after ten takes{name}", float(more[:, -1].mean()), "share")
        )
        show(Figure(f"told better who gets better, ever{name}", float(more.any(1).mean()), "share"))


if __name__ == "__main__":
    main()
