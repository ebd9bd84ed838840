"""Were two things said close together? A place and its weather, a hardship and how it felt."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence, Observation
from coach.domain.media import Span
from coach.domain.rubric import Answer, Condition
from coach.scoring.any_of import Any
from coach.scoring.hits import (
    Hit,
    Momentary,
    apart_by_s,
    hits_of,
    names_of,
    proof_of,
    settle,
    spread,
    without_times,
)
from coach.scoring.registry import condition
from coach.scoring.verdicts import once


@condition("near")
@dataclass(frozen=True, slots=True)
class Near:
    """`then` was heard within so many seconds after `first`; either_way: before it counts too.

    Both take heard, near, or any of these. Seconds run from the end of one to the start of the other;
    words in one utterance are no seconds apart. times: so many separate moments.
    """

    first: Condition
    then: Condition
    within_s: float
    either_way: bool = False
    times: int = 1

    def __post_init__(self) -> None:
        for field, part in (("first", self.first), ("then", self.then)):
            if not _has_moments(part):
                raise LessonError("lesson.no_moments", field=field)

    def holds(self, evidence: Evidence) -> Answer:
        answer = settle(evidence, self.listens_for(), lambda floor: self._found(evidence, floor))
        beside = all(apart_by_s(one.span, answer.because[0].span) == 0 for one in answer.because)
        return answer if beside else without_times(evidence, answer)

    def hits(self, evidence: Evidence, floor: float) -> tuple[Hit, ...]:
        """Each pair that is close enough, from the start of the earlier to the end of the later."""
        firsts = hits_of(self.first, evidence, floor)
        thens = hits_of(self.then, evidence, floor)
        return tuple(_both(one, two) for one in firsts for two in thens if self._close(one.span, two.span))

    def listens_for(self) -> tuple[str, ...]:
        return names_of(self.first) + names_of(self.then)

    def _found(self, evidence: Evidence, floor: float) -> tuple[Observation, ...] | None:
        return proof_of(spread(self.hits(evidence, floor), self.times))

    def _close(self, first: Span, then: Span) -> bool:
        in_order = self.either_way or then.start_s >= first.start_s
        return in_order and apart_by_s(first, then) <= self.within_s


def _both(one: Hit, two: Hit) -> Hit:
    start_s = min(one.span.start_s, two.span.start_s)
    end_s = max(one.span.end_s, two.span.end_s)
    return Hit(Span(start_s, end_s), once(one.proof + two.proof))


def _has_moments(condition: Condition) -> bool:
    if isinstance(condition, Any):
        return all(_has_moments(part) for part in condition.any)
    return isinstance(condition, Momentary)
