"""Is a measured value where it should be, on average over the take?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence, NotObserved
from coach.domain.rubric import Answer, Verdict
from coach.scoring.bands import (
    Band,
    Reading,
    average,
    faults,
    longest_stretch,
    not_measured,
    readings,
    total_s,
)
from coach.scoring.fields import Measure
from coach.scoring.registry import condition

MOSTLY = 0.5  # own judgement: an average stands for the take when no more than half of it went unmeasured


@condition("measured")
@dataclass(frozen=True, slots=True)
class Measured:
    """The measure's average over time is at_least, at_most or between; unit: count only values in that unit.

    Unknown where more than half of the time could not be measured.
    """

    measured: Measure
    at_least: float | None = None
    at_most: float | None = None
    between: tuple[float, float] | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        given = [edge for edge in (self.at_least, self.at_most, self.between) if edge is not None]
        if not given or (self.between and len(given) > 1):
            raise LessonError("lesson.one_of", fields="at_least, at_most, between")

    def holds(self, evidence: Evidence) -> Answer:
        values = readings(evidence, self.measured, self.unit)
        missing = tuple(evidence.unobserved(self.measured))
        if not values or _too_much(missing, values, evidence):
            return Answer(Verdict.UNKNOWN, (), not_measured(evidence, self.measured))
        low, high = self.between or (self.at_least, self.at_most)
        band = Band(low, high)
        if band.holds(average(values)):
            return Answer(Verdict.YES, longest_stretch([v for v in values if band.holds(v.value)]))
        return Answer(Verdict.NO, faults(evidence, self.measured))


def _too_much(missing: Sequence[NotObserved], values: Sequence[Reading], evidence: Evidence) -> bool:
    whole = evidence.whole
    lost_s = sum((m.span or whole).overlap_s(whole) for m in missing)
    return lost_s * (1 - MOSTLY) > total_s(values) * MOSTLY
