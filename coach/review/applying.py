"""A scorecard with what trainers taught in mind: ranges widened to where they usually put such takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coach.domain.review import TAUGHT, MachineLevel, as_scored
from coach.domain.scorecard import Judgement, Scorecard, State
from coach.review.curve import Curve
from coach.review.recalibration import adjusted

SETTLED_BY_LOOKING = (State.JUDGED, State.CHECK)  # the others lack an observation, which no habit replaces


def recalibrated(scorecard: Scorecard, curves: Mapping[str, Curve]) -> Scorecard:
    """For a new score only; `curves` by criterion, those in force. Without any it is the very same."""
    judgements = tuple(
        _judgement(one, curves[one.criterion], scorecard.lesson_digest)
        if one.criterion in curves and one.state in SETTLED_BY_LOOKING
        else one
        for one in scorecard.judgements
    )
    return replace(scorecard, judgements=judgements)


def machine_level(judgement: Mapping[str, Any], version: str) -> MachineLevel:
    """What the machine said by itself of one criterion, from a result as it is kept.

    Before any trainer's level and before anything that was taught: corrections are always of the machine, or
    one version would be learned on top of another. `version`: the digest of the lesson of the result.
    """
    own = {**as_scored(judgement), **judgement.get(TAUGHT, {})}
    return MachineLevel(
        low=own["level_low"],
        high=own["level_high"],
        top=own.get("top", 4),  # older results do not say
        certainty=own["certainty"],
        version=version,
    )


def _judgement(one: Judgement, curve: Curve, version: str) -> Judgement:
    said = MachineLevel(one.level_low, one.level_high, one.top, one.certainty, version)
    found = adjusted(said, curve)
    level = one.level if found.low == one.level_low else _surely(found)
    return replace(
        one,
        state=State.JUDGED if found.decided else State.CHECK,
        level=level,
        level_low=found.low,
        level_high=found.high,
        certainty=found.certainty,
    )


def _surely(found: MachineLevel) -> int | None:
    """The level surely reached; None where an undecided lowest level is 0, as on every scorecard."""
    return None if found.low == 0 and not found.decided else found.low
