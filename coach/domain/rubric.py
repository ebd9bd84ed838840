"""Lessons and criteria: what is asked of the learner, as ladders of conditions over evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from coach.domain.evidence import Evidence, NotObserved, Observation

Words = Mapping[str, str]  # a sentence for people in each language: {"vi": ..., "en": ...}
SKILLS = ("story", "framing", "call_to_action", "answering", "voice", "honesty")


class Verdict(Enum):
    """What evidence says of a condition."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """A condition's verdict and what it rests on.

    `because` holds the observations that earned a yes, or that leave an unknown undecided.
    An unknown with `missing` could not be observed; an unknown without was observed but is unsure, and a
    person who looks at `because` can settle it.
    """

    verdict: Verdict
    because: tuple[Observation, ...] = ()
    missing: tuple[NotObserved, ...] = ()


class Condition(Protocol):
    """A question to the evidence. Pure: the same evidence always gives the same answer."""

    def holds(self, evidence: Evidence) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Intent:
    """What a viewer wants with a comment, and what is heard when it is answered.

    `answered_by`: labels or slots, any one of which answers. `facts`: groups of them that a full answer
    holds, the most important first; any one of a group is that fact.
    """

    id: str
    answered_by: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a ladder: reached when all of `when` hold. Without `when` it is the ladder's default."""

    level: int
    when: tuple[Condition, ...]
    words: Words
    applies: Condition | None = None  # the rung counts only where this holds


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to do well, judged by climbing its ladder. Rungs are in order of level, 0 first."""

    id: str
    skill: str
    prompt: Words
    ladder: tuple[Rung, ...]
    tip: Words
    model: Words  # a sentence to imitate
    applies: Condition | None = None
    not_measured: str = ""  # message id when no check is built for it yet: never a level


@dataclass(frozen=True, slots=True)
class Use:
    """A criterion in a lesson. Weight 0 is shown without points; a gate also stands apart."""

    criterion: Criterion
    weight: float
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is practised in one take. `digest` is the sha256 of all that scoring depends on in it."""

    id: str
    title: Words
    objective: Words
    rule_of_thumb: Words
    drill: Words
    uses: tuple[Use, ...]
    practice_s: tuple[float, float]  # shortest and longest take it is made for
    pass_points: float
    digest: str
    step: int = 0  # where it stands in the course, from 1; lessons with the same step are alternatives
    claim_cap: float | None = None  # most points while a confirmed claim of the worst kind stands
