"""The rubric as lights on a stage: each comes on as she says it, and none ever goes out again.

A ladder's rung may light only when nothing that is said later can take it back: it was heard, once, twice,
near something else, in the first seconds. What only the whole take can tell (a share, a pace, that nothing
risky was said, the last seconds) is told by the finished scorecard and has no light.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coach.domain.evidence import Evidence, Observation
from coach.domain.rubric import Condition, Criterion, Lesson, Rung, Verdict
from coach.domain.transcript import Transcript
from coach.scoring.all_of import All
from coach.scoring.any_of import Any
from coach.scoring.distinct import Distinct
from coach.scoring.heard import Heard
from coach.scoring.near import Near
from coach.scoring.repeat import As
from coach.scoring.verdicts import once
from coach.scoring.view import narrowed, view
from coach.scoring.within import Within
from coach.workshop.readings import Reading, agreed

CERTAIN = (
    0.6  # of label and words in both readings; scoring asks 0.5. Replayed in tests/workshop/test_lights.py
)
FROM_RUNG = 2  # rung 1 of our ladders is a weak wording ("hàng quê"): no reason to clap


@dataclass(frozen=True, slots=True)
class Light:
    """One criterion on the stage: the highest rung surely reached (0: dark), since when, and by which words.

    `can_light` False: only the finished scorecard can tell.
    """

    criterion: str
    level: int = 0
    at_s: float = 0.0
    quote: str = ""
    can_light: bool = True

    @property
    def is_on(self) -> bool:
        return self.level >= FROM_RUNG


def dark(lesson: Lesson) -> tuple[Light, ...]:
    """The lights before anything was said, in the lesson's order; gates and what earns nothing have none."""
    shown = (use.criterion for use in lesson.uses if use.weight > 0 and not use.gate)
    return tuple(Light(one.id, can_light=any(_rungs(one))) for one in shown)


def lit(lesson: Lesson, lights: Sequence[Light], before: Reading, now: Reading) -> tuple[Light, ...]:
    """The lights after one more reading. Pure; what was on stays on."""
    evidence = _evidence(agreed(before, now), now)
    criteria = {use.criterion.id: use.criterion for use in lesson.uses}
    return tuple(_brighter(one, criteria[one.criterion], evidence) for one in lights)


def _evidence(observations: Iterable[Observation], now: Reading) -> Evidence:
    sure = tuple(one for one in observations if one.certainty >= CERTAIN)
    return view(Evidence(Transcript("", now.words), sure, (), (), now.until_s))


def _brighter(light: Light, criterion: Criterion, evidence: Evidence) -> Light:
    for rung in sorted(_rungs(criterion), key=lambda one: one.level, reverse=True):
        if rung.level <= light.level:
            return light
        proof = _every(rung.when, evidence)
        if proof is not None:
            return _lit(light, rung.level, proof)
    return light


def _lit(light: Light, level: int, proof: tuple[Observation, ...]) -> Light:
    """On since the last of what earned it was said."""
    last = max(proof, key=lambda one: one.span.end_s)
    return replace(light, level=level, at_s=last.span.end_s, quote=last.quote)


def _rungs(criterion: Criterion) -> tuple[Rung, ...]:
    """The rungs that can light."""
    vetoed = any(rung.level == 0 and rung.when for rung in criterion.ladder)
    if criterion.applies or criterion.not_measured or vetoed:
        return ()
    return tuple(one for one in criterion.ladder if one.level >= FROM_RUNG and _can_light(one))


def _can_light(rung: Rung) -> bool:
    return bool(rung.when) and rung.applies is None and all(only_grows(part) for part in rung.when)


def only_grows(condition: Condition) -> bool:
    """Whether a yes stays a yes, whatever is said afterwards; of an `any` one such part is enough."""
    match condition:
        case Heard() | Distinct() | Near():
            return True
        case Within():
            parts = all(only_grows(one) for one in condition.all)
            return condition.first_s is not None and parts and _some_grow(condition.any)
        case Any():
            return _some_grow(condition.any)
        case All():
            return all(only_grows(one) for one in condition.all)
        case As():
            return bool(condition.rung) and all(only_grows(one) for one in condition.rung)
        case _:
            return False


def _some_grow(parts: Sequence[Condition]) -> bool:
    return not parts or any(only_grows(one) for one in parts)


Proof = tuple[Observation, ...] | None  # None: not heard yet


def _proof(condition: Condition, evidence: Evidence) -> Proof:
    """What proves it for good; None where nothing does."""
    match condition:
        case Any():
            return _one(condition.any, evidence)
        case All():
            return _every(condition.all, evidence)
        case As():
            return _every(condition.rung, evidence)
        case Within():
            return _within(condition, evidence)
    answer = condition.holds(evidence) if only_grows(condition) else None
    return answer.because if answer and answer.verdict is Verdict.YES else None


def _within(condition: Within, evidence: Evidence) -> Proof:
    there = narrowed(evidence, condition._window(evidence.whole))
    proof = _every(condition.all, there)
    some = _one(condition.any, there) if condition.any else ()
    return None if proof is None or some is None else once((*proof, *some))


def _every(conditions: Sequence[Condition], evidence: Evidence) -> Proof:
    proofs = [_proof(one, evidence) for one in conditions]
    if any(one is None for one in proofs):
        return None
    return once(o for one in proofs if one for o in one)


def _one(conditions: Sequence[Condition], evidence: Evidence) -> Proof:
    proofs = (_proof(one, evidence) for one in conditions if only_grows(one))
    return next((one for one in proofs if one is not None), None)
