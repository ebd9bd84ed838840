"""Measured values over time: which belong to a measure, how long they held, and what was not measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.scoring.hits import HEARD

NOT_MEASURED = "reason.part_not_measured"


@dataclass(frozen=True, slots=True)
class Band:
    """Values from `low` to `high`, borders included; None is open."""

    low: float | None
    high: float | None

    def holds(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Reading:
    """One measured value and for how many seconds of the time looked at it held."""

    value: float
    lasted_s: float
    observation: Observation


def readings(evidence: Evidence, measure: str, unit: str | None) -> tuple[Reading, ...]:
    """The sure values of a measure, in that unit where one is asked for, cut to the time looked at."""
    return tuple(
        Reading(float(o.value), o.span.overlap_s(evidence.whole), o)
        for o in evidence.named(measure)
        if o.certainty >= HEARD and isinstance(o.value, int | float) and unit in (None, o.unit)
    )


def unsure(evidence: Evidence, measure: str) -> tuple[Observation, ...]:
    """Values too uncertain to count, at which a person could look."""
    return tuple(o for o in evidence.named(measure) if o.certainty < HEARD)


def not_measured(evidence: Evidence, measure: str) -> tuple[NotObserved, ...]:
    """Why the measure is not there all the time; a plain reason where nobody gave one."""
    return tuple(evidence.unobserved(measure)) or (NotObserved(measure, NOT_MEASURED),)


def total_s(these: Sequence[Reading]) -> float:
    return sum(reading.lasted_s for reading in these)
