"""Is it more, or less, than is usual for this very person? Nobody is compared with anybody else."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence, NotObserved
from coach.domain.rubric import Answer, Verdict
from coach.scoring.bands import Band, average, not_measured, readings
from coach.scoring.contrast import NO_BASELINE
from coach.scoring.fields import Measure
from coach.scoring.registry import condition


@condition("usual")
@dataclass(frozen=True, slots=True)
class Usual:
    """The measure's average is at_least or at_most so many times what was usual in the learner's first takes.

    Unknown until there are such takes, and where it could not be measured.
    """

    usual: Measure
    at_least: float | None = None
    at_most: float | None = None

    def __post_init__(self) -> None:
        if self.at_least is None and self.at_most is None:
            raise LessonError("lesson.one_of", fields="at_least, at_most")

    def holds(self, evidence: Evidence) -> Answer:
        values = readings(evidence, self.usual, None)
        if not values:
            return Answer(Verdict.UNKNOWN, (), not_measured(evidence, self.usual))
        base = evidence.baseline.get(self.usual)
        if not base:
            return Answer(Verdict.UNKNOWN, (), (NotObserved(self.usual, NO_BASELINE),))
        good = Band(self.at_least, self.at_most).holds(average(values) / base)
        return Answer(Verdict.YES if good else Verdict.NO, tuple(value.observation for value in values))
