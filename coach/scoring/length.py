"""Is the take long enough for this to be asked?"""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.evidence import Evidence
from coach.domain.rubric import Answer, Verdict
from coach.scoring.hits import without_times
from coach.scoring.registry import condition


@condition("length_at_least_s")
@dataclass(frozen=True, slots=True)
class LengthAtLeast:
    """The take lasts at least so many seconds. Meant for `applies`."""

    length_at_least_s: float

    def holds(self, evidence: Evidence) -> Answer:
        if not evidence.timed:
            return without_times(evidence, Answer(Verdict.YES))
        return Answer(Verdict.YES if evidence.duration_s >= self.length_at_least_s else Verdict.NO)
