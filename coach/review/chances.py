"""What the machine's level says of each rung: how likely a person would give at least that much."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from coach.domain.review import MachineLevel

# A certainty is of single observations: of a whole level neither more nor less is believed. Own judgement.
MOST, LEAST = 0.95, 0.55
SUREST = 4.0  # log-odds, 98 %: of no rung is anything surer, people differ by two levels at times

Floats = NDArray[np.float64]


def odds(said: MachineLevel) -> Floats:
    """(top,) log-odds that a person gives at least level 1, 2 ... top.

    A cumulative logit (McCullagh 1980) around the middle of what the machine said. At both ends of its
    range the chance is its certainty; between, it falls from rung to rung.
    """
    rungs = np.arange(1, said.top + 1, dtype=np.float64)
    plain = ((said.low + said.high) / 2 - rungs + 0.5) * steepness(said)
    return np.asarray(np.clip(plain, -SUREST, SUREST))


def steepness(said: MachineLevel) -> float:
    """How much log-odds fall from one rung to the next."""
    sure = min(max(said.certainty, LEAST), MOST)
    return 2 * log(sure / (1 - sure)) / (1 + said.high - said.low)


def chance(log_odds: Floats) -> Floats:
    """Log-odds to probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))


def reached(level: int, top: int) -> Floats:
    """(top,) 1 where a person's level reaches level 1, 2 ... top, else 0."""
    return (np.arange(1, top + 1) <= level).astype(np.float64)
