"""A value that can only be told to lie between a least and a most: what was missed can never be counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.domain.evidence import Evidence, Observation
from coach.domain.rubric import Answer, Verdict
from coach.scoring.bands import Reading, average, faults, not_measured, readings
from coach.scoring.fields import Measure
from coach.scoring.registry import condition


@condition("surely")
@dataclass(frozen=True, slots=True)
class Surely:
    """The measure is at_least so much, whatever may have been missed.

    Yes when the least it can be reaches it, no when even the most does not; between them somebody has to
    listen to the places that are shown. Unknown where it was not measured.
    """

    surely: Measure
    at_least: float

    def holds(self, evidence: Evidence) -> Answer:
        least, most = (readings(evidence, f"{self.surely}.{end}", None) for end in ("least", "most"))
        if not least or not most:
            return Answer(Verdict.UNKNOWN, (), not_measured(evidence, self.surely))
        shown = faults(evidence, self.surely)
        if average(least) >= self.at_least:
            return Answer(Verdict.YES, self._as_itself(least))
        if average(most) < self.at_least:
            return Answer(Verdict.NO, shown)
        return Answer(Verdict.UNKNOWN, shown or self._as_itself(most))

    def _as_itself(self, values: Sequence[Reading]) -> tuple[Observation, ...]:
        """Told under the measure's own name, which has words for people."""
        return tuple(replace(value.observation, name=self.surely) for value in values)
