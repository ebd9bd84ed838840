"""A higher rung asks for all that a lower one asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from coach.domain.evidence import Evidence
from coach.domain.rubric import Answer, Condition
from coach.scoring.registry import condition
from coach.scoring.verdicts import every


@condition("as")
@dataclass(frozen=True, slots=True)
class As:
    """What the lower rung of that level asks for. The loader fills in the rung's conditions."""

    as_: int
    rung: tuple[Condition, ...] = field(default=(), metadata={"yaml": False})

    def holds(self, evidence: Evidence) -> Answer:
        return every(part.holds(evidence) for part in self.rung)
