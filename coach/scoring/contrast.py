"""Does one part differ from the rest? Slower at the price, calm in a reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.domain.rubric import Answer, Verdict
from coach.scoring.bands import Band, Reading, average, not_measured, readings
from coach.scoring.fields import Label, Measure
from coach.scoring.hits import HEARD, settle
from coach.scoring.registry import condition

RATIO = "ratio"
NO_BASELINE = "reason.no_baseline"


@condition("contrast")
@dataclass(frozen=True, slots=True)
class Contrast:
    """A measure while these labels are heard, against the rest of the take or the learner's usual value.

    unit: ratio divides the two averages; any other unit subtracts them. at_least, at_most: its borders.
    """

    of: Measure
    during: tuple[Label, ...]
    unit: str
    against: Literal["rest", "usual"] = "rest"
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        if self.at_least is None and self.at_most is None:
            raise LessonError("lesson.one_of", fields="at_least, at_most")

    def holds(self, evidence: Evidence) -> Answer:
        moments = self._heard(evidence, HEARD)
        return self._compared(evidence, moments) if moments else self._unheard(evidence)

    def _unheard(self, evidence: Evidence) -> Answer:
        """None was surely heard: open where one perhaps was, no only where hearing was good."""
        return settle(evidence, self.during, lambda floor: self._heard(evidence, floor) or None)

    def _heard(self, evidence: Evidence, floor: float) -> tuple[Observation, ...]:
        return tuple(o for name in self.during for o in evidence.named(name) if o.certainty >= floor)

    def _compared(self, evidence: Evidence, moments: Sequence[Observation]) -> Answer:
        values = readings(evidence, self.of, None)
        there = [v for v in values if _mostly_in(v, moments)]
        rest = [v for v in values if v not in there]
        usual = evidence.baseline.get(self.of)
        if self.against == "usual" and usual is None:
            return Answer(Verdict.UNKNOWN, (), (NotObserved(self.of, NO_BASELINE),))
        if not there or (self.against == "rest" and not rest):
            return Answer(Verdict.UNKNOWN, (), not_measured(evidence, self.of))
        base = usual if self.against == "usual" and usual is not None else average(rest)
        return self._judged(average(there), base, there)

    def _judged(self, part: float, base: float, there: Sequence[Reading]) -> Answer:
        if self.unit == RATIO and not base:
            return Answer(Verdict.UNKNOWN, tuple(v.observation for v in there))
        value = part / base if self.unit == RATIO else part - base
        good = Band(self.at_least, self.at_most).holds(value)
        return Answer(Verdict.YES if good else Verdict.NO, tuple(v.observation for v in there))


def _mostly_in(value: Reading, moments: Sequence[Observation]) -> bool:
    """Whether the value was measured mostly while one of these was heard."""
    span = value.observation.span
    return any(span.overlap_s(one.span) > span.duration_s / 2 for one in moments)
