"""One thing after the other: first understand the worry, then explain."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import inf

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence, Observation
from coach.domain.rubric import Answer
from coach.scoring.fields import Label
from coach.scoring.hits import settle, without_times
from coach.scoring.registry import condition


@condition("order")
@dataclass(frozen=True, slots=True)
class Order:
    """The parts were heard in this order; within_s: seconds from the start of the first to that of the last.

    Parts heard in one utterance count as in order. agreement_at_least: a share (0-1) of all pairs of parts
    suffices, by when each was first heard; parts not heard are passed over, but two must be there.
    """

    parts: tuple[Label, ...]
    within_s: float = inf
    agreement_at_least: float | None = None

    def __post_init__(self) -> None:
        if self.agreement_at_least is not None and self.within_s != inf:
            raise LessonError("lesson.one_of", fields="within_s, agreement_at_least")

    def holds(self, evidence: Evidence) -> Answer:
        answer = settle(evidence, self.parts, lambda floor: self._found(evidence, floor))
        return answer if self.within_s == inf else without_times(evidence, answer)

    def _found(self, evidence: Evidence, floor: float) -> tuple[Observation, ...] | None:
        if self.agreement_at_least is not None:
            return self._mostly(evidence, floor, self.agreement_at_least)
        first, *rest = (_in_time(evidence, part, floor) for part in self.parts)
        for start in first:
            chain = _follow(start, rest)
            if chain and chain[-1].span.start_s - start.span.start_s <= self.within_s:
                return chain
        return None

    def _mostly(self, evidence: Evidence, floor: float, enough: float) -> tuple[Observation, ...] | None:
        firsts = [times[0] for part in self.parts if (times := _in_time(evidence, part, floor))]
        pairs = list(combinations(firsts, 2))
        right = sum(one.span.start_s <= other.span.start_s for one, other in pairs)
        return tuple(firsts) if pairs and right >= enough * len(pairs) else None


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
