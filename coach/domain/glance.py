"""A scored take at a glance: the few numbers by which a list of many takes is sorted and drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Plain = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Level:
    """How one criterion was judged: lowest and highest level, the top that applied, state, weight."""

    low: int
    high: int
    top: int
    state: str
    weight: float

    @classmethod
    def of(cls, plain: Plain) -> Level:
        """From the values as they are kept."""
        return cls(*plain)


@dataclass(frozen=True, slots=True)
class Glance:
    """One take that its learner showed. Points of 100; `claims`: risky words that nobody has decided."""

    attempt_id: str
    learner_id: str
    lesson_id: str
    made_at: datetime
    shown_at: datetime
    points_low: float
    points_high: float
    claims: int
    levels: Mapping[str, Plain]  # by criterion what `Level` is made of: most lists need few of them
    help: bool = False  # she asked for it
    is_first: bool = False  # of all her takes
    approved: bool = False  # a trainer has looked it through
