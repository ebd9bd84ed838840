"""For how much of the time was it good? A steady picture, enough light, a pace that is easy to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence
from coach.domain.rubric import Answer, Verdict
from coach.scoring.bands import (
    Band,
    Reading,
    averaged,
    faults,
    longest_stretch,
    not_measured,
    readings,
    total_s,
    unsure,
)
from coach.scoring.excused import excused
from coach.scoring.fields import Measure
from coach.scoring.pictures import share_marked
from coach.scoring.registry import condition

SLACK = 1e-9  # parts of a share; sums of seconds are not exact


@condition("share")
@dataclass(frozen=True, slots=True)
class Share:
    """The measure lies between two values, or at value_at_least or value_at_most, for a share of the time.

    at_least: the share, 0 to 1. Time that was not measured could have been good or bad: yes when the good
    time alone suffices, no when even all unmeasured time would not help, else unknown. window_s: the average
    of each window so long counts, good or not as a whole, so that short slips do not.
    excused_by: time in which that measure was 1 is left out, such as close-ups of goods. marked: where it
    could not be measured, pictures of the take that a person marked so say it, as far as a few can.
    """

    of: Measure
    at_least: float
    between: tuple[float, float] | None = None
    value_at_least: float | None = None
    value_at_most: float | None = None
    unit: str | None = None
    window_s: float | None = None
    excused_by: Measure | None = None
    marked: str = ""

    def __post_init__(self) -> None:
        edges = (self.value_at_least, self.value_at_most)
        if (self.between is None) == (edges == (None, None)):
            raise LessonError("lesson.one_of", fields="between, value_at_least, value_at_most")
        if not 0 <= self.at_least <= 1:
            raise LessonError("lesson.wrong_type", field="at_least", expected="0.7")
        if self.window_s is not None and self.window_s <= 0:
            raise LessonError("lesson.wrong_type", field="window_s", expected="30")

    def holds(self, evidence: Evidence) -> Answer:
        answer = self._measured(evidence)
        if answer.verdict is not Verdict.UNKNOWN or not self.marked:
            return answer
        return share_marked(evidence, self.marked, self.at_least) or answer

    def _measured(self, evidence: Evidence) -> Answer:
        low, high = self.between or (self.value_at_least, self.value_at_most)
        left_out = excused(evidence, self.excused_by)
        values = left_out.without(readings(evidence, self.of, self.unit))
        if self.window_s is not None:
            values = averaged(values, evidence.whole, self.window_s)
        good = [v for v in values if Band(low, high).holds(v.value)]
        surely, perhaps = _bounds(good, values, evidence.whole.duration_s - left_out.total_s())
        if surely >= self.at_least - SLACK:
            return Answer(Verdict.YES, longest_stretch(good))
        if perhaps < self.at_least - SLACK:
            return Answer(Verdict.NO, left_out.faults(faults(evidence, self.of)))
        return Answer(Verdict.UNKNOWN, unsure(evidence, self.of), not_measured(evidence, self.of))


def _bounds(good: Sequence[Reading], measured: Sequence[Reading], whole_s: float) -> tuple[float, float]:
    """The smallest and largest share of the time that can have been good."""
    measured_s = total_s(measured)
    whole_s = max(whole_s, measured_s)
    if not whole_s:
        return 0.0, 1.0
    return total_s(good) / whole_s, (total_s(good) + whole_s - measured_s) / whole_s
