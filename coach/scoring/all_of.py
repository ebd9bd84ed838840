"""Every one of several conditions."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.evidence import Evidence
from coach.domain.rubric import Answer, Condition
from coach.scoring.registry import condition
from coach.scoring.verdicts import every


@condition("all")
@dataclass(frozen=True, slots=True)
class All:
    """All of the conditions hold, anywhere in the take."""

    all: tuple[Condition, ...]

    def holds(self, evidence: Evidence) -> Answer:
        return every(part.holds(evidence) for part in self.all)
