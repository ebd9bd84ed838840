"""The result of a take: for each criterion a level or an honest range, with the moments that earned it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from coach.domain.evidence import Claim, NotObserved, Observation
from coach.domain.media import Notice

BLOCK = "block"  # severity of claims that cap the points once a person confirmed them


class State(Enum):
    """How far a criterion could be judged."""

    JUDGED = "judged"  # lowest and highest level agree
    CHECK = "check"  # they differ, and a person who looks can settle it
    UNKNOWN = "unknown"  # they differ because something could not be observed
    LEFT_OUT = "left_out"  # did not apply to this take


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a message id and its values, so that an old scorecard reads in any language."""

    id: str
    values: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evidence says of one criterion.

    `level` is the level surely reached; None where nothing is surely reached and more is possible.
    """

    criterion: str
    weight: float
    state: State
    level: int | None
    level_low: int
    level_high: int
    top: int  # the highest rung that applied; points divide by it
    certainty: float  # 0-1
    observations: tuple[Observation, ...]
    missing: tuple[NotObserved, ...]
    reason: Reason
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Points of 100, from what is surely reached to what could not be ruled out."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The judgements of one take under one lesson, and what else the learner should know."""

    lesson_id: str
    lesson_digest: str
    judgements: tuple[Judgement, ...]
    claims: tuple[Claim, ...] = ()
    notices: tuple[Notice, ...] = ()
    not_observed: tuple[NotObserved, ...] = ()
    claim_cap: float | None = None  # of the lesson: most points while a confirmed "block" claim stands

    @property
    def points(self) -> Points:
        """100 x sum(weight x level / top) / sum(weight), with the lowest and with the highest levels.

        Criteria that did not apply are left out. Nothing to judge by is anything from 0 to 100. A claim that
        a person confirmed, of a rule that says "block", caps both.
        """
        most = self.cap
        uncapped = self._uncapped()
        return Points(min(uncapped.low, most), min(uncapped.high, most))

    @property
    def cap(self) -> float:
        """The most points there can be; 100 while no claim of the worst kind is confirmed."""
        blocked = any(one.confirmed and one.severity == BLOCK for one in self.claims)
        return self.claim_cap if blocked and self.claim_cap is not None else 100.0

    @property
    def counted(self) -> tuple[Judgement, ...]:
        """The judgements that give points."""
        return tuple(
            j for j in self.judgements if j.state is not State.LEFT_OUT and j.weight > 0 and j.top > 0
        )

    def _uncapped(self) -> Points:
        counted = self.counted
        weight = sum(j.weight for j in counted)
        if not weight:
            return Points(0.0, 100.0)
        low = sum(j.weight * j.level_low / j.top for j in counted)
        high = sum(j.weight * j.level_high / j.top for j in counted)
        return Points(round(100 * low / weight, 1), round(100 * high / weight, 1))
