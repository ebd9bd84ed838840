"""One thing after the other: first understand the worry, then explain."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from coach.domain.evidence import Evidence, Observation
from coach.domain.rubric import Answer
from coach.scoring.fields import Label
from coach.scoring.hits import settle
from coach.scoring.registry import condition


@condition("order")
@dataclass(frozen=True, slots=True)
class Order:
    """The parts were heard in this order; within_s: seconds from the start of the first to that of the last.

    Parts heard in one utterance count as in order.
    """

    parts: tuple[Label, ...]
    within_s: float = inf

    def holds(self, evidence: Evidence) -> Answer:
        return settle(evidence, self.parts, lambda floor: self._found(evidence, floor))

    def _found(self, evidence: Evidence, floor: float) -> tuple[Observation, ...] | None:
        first, *rest = (_in_time(evidence, part, floor) for part in self.parts)
        for start in first:
            chain = _follow(start, rest)
            if chain and chain[-1].span.start_s - start.span.start_s <= self.within_s:
                return chain
        return None


def _in_time(evidence: Evidence, name: str, floor: float) -> list[Observation]:
    heard = (o for o in evidence.named(name) if o.certainty >= floor)
    return sorted(heard, key=lambda o: o.span.start_s)


def _follow(start: Observation, rest: list[list[Observation]]) -> tuple[Observation, ...]:
    """The earliest of each part not before the one ahead of it; empty where a part does not follow."""
    chain = [start]
    for part in rest:
        after = next((o for o in part if o.span.start_s >= chain[-1].span.start_s), None)
        if after is None:
            return ()
        chain.append(after)
    return tuple(chain)
