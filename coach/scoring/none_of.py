"""None of several things: something that should not be said was truly not said."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.evidence import Evidence
from coach.domain.rubric import Answer, Condition, Verdict
from coach.scoring.hits import could_not_hear
from coach.scoring.registry import condition
from coach.scoring.verdicts import opposite, some


@condition("none_of")
@dataclass(frozen=True, slots=True)
class NoneOf:
    """None of the conditions holds. Where hearing was not good it stays unknown, never a yes."""

    none_of: tuple[Condition, ...]

    def holds(self, evidence: Evidence) -> Answer:
        answer = opposite(some(part.holds(evidence) for part in self.none_of))
        missing = could_not_hear(evidence, ())
        if answer.verdict is Verdict.YES and missing:
            return Answer(Verdict.UNKNOWN, (), missing)
        return answer
