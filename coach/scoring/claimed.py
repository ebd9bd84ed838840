"""Was something claimed that promises too much, and did a person confirm it?"""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.errors import LessonError
from coach.domain.evidence import Claim, Evidence, Observation
from coach.domain.rubric import Answer, Verdict
from coach.scoring.fields import Rule
from coach.scoring.registry import condition


@condition("claimed")
@dataclass(frozen=True, slots=True)
class Claimed:
    """A risky claim by one of these rules, or of one of these kinds of rule (health, superlative, price ...).

    Yes once a person confirmed it. Before that it is only "please check"; with `confirmed: false` it counts
    as soon as it was found, unless a person has rejected it, and with `lenient: true` not before. times: so
    many claims.
    """

    claimed: tuple[Rule, ...]
    confirmed: bool = True
    lenient: bool = False
    times: int = 1

    def __post_init__(self) -> None:
        if not self.claimed or self.times < 1:
            raise LessonError("lesson.wrong_type", field="claimed", expected="{claimed: [health], times: 1}")

    def holds(self, evidence: Evidence) -> Answer:
        found = [one for one in evidence.claims if self._asked_for(one, evidence)]
        sure = [one for one in found if one.confirmed or not self.confirmed]
        if len(sure) >= self.times:
            return Answer(Verdict.YES, _seen(sure))
        if len(found) >= self.times and not self.lenient:
            return Answer(Verdict.UNKNOWN, _seen([one for one in found if one not in sure]))
        return Answer(Verdict.NO)

    def _asked_for(self, one: Claim, evidence: Evidence) -> bool:
        named = one.rule in self.claimed or one.category in self.claimed
        return named and one.confirmed is not False and one.span.touches(evidence.whole)


def _seen(claims: list[Claim]) -> tuple[Observation, ...]:
    return tuple(Observation(f"claim.{one.rule}", one.span, quote=one.quote) for one in claims)
