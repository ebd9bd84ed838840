"""How many different things were said, not how often one of them was."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.evidence import Evidence, Observation
from coach.domain.rubric import Answer
from coach.scoring.fields import Label
from coach.scoring.hits import settle
from coach.scoring.registry import condition


@condition("distinct")
@dataclass(frozen=True, slots=True)
class Distinct:
    """At least so many of the labels in `of` were heard, each counted once."""

    of: tuple[Label, ...]
    at_least: int

    def holds(self, evidence: Evidence) -> Answer:
        return settle(evidence, self.of, lambda floor: self._found(evidence, floor))

    def _found(self, evidence: Evidence, floor: float) -> tuple[Observation, ...] | None:
        best = (max(evidence.named(name), key=lambda o: o.certainty, default=None) for name in self.of)
        heard = tuple(o for o in best if o is not None and o.certainty >= floor)
        return heard if len(heard) >= self.at_least else None
