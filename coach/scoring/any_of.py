"""At least one of several conditions."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.evidence import Evidence
from coach.domain.rubric import Answer, Condition
from coach.scoring.hits import Hit, hits_of, names_of
from coach.scoring.registry import condition
from coach.scoring.verdicts import once, some


@condition("any")
@dataclass(frozen=True, slots=True)
class Any:
    """At least one of the conditions holds."""

    any: tuple[Condition, ...]

    def holds(self, evidence: Evidence) -> Answer:
        return some(part.holds(evidence) for part in self.any)

    def hits(self, evidence: Evidence, floor: float) -> tuple[Hit, ...]:
        """The moments of all its parts."""
        return once(hit for part in self.any for hit in hits_of(part, evidence, floor))

    def listens_for(self) -> tuple[str, ...]:
        return once(name for part in self.any for name in names_of(part))
