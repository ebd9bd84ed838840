"""Why a level was given, as a message id with its values, so that it can be told in any language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coach.domain.evidence import NotObserved, Observation
from coach.domain.scorecard import Reason, State

MEASURED = ("framing", "voice")  # skills judged by what is measured: a low level is not "you did not say it"
NOT_GIVEN = ("vision.no_photo",)  # nothing was unclear: there was nothing to look for
PICTURE = "picture"  # the unit of a mark that a person put on one picture of the take
SEEN = ("framing",)  # skills judged by the picture


class Climbed(Protocol):
    """What a reason is told from."""

    top: int
    low: int
    high: int
    lowered: bool
    by_default: bool

    @property
    def state(self) -> State: ...
    @property
    def missing(self) -> Sequence[NotObserved]: ...
    @property
    def observations(self) -> Sequence[Observation]: ...


def reason_for(climbed: Climbed, skill: str) -> Reason:
    """The one sentence that fits: reached, not heard, unsure, or not observed and why."""
    levels: dict[str, str | float] = {"level": climbed.low, "level_high": climbed.high, "top": climbed.top}
    pictures = [one for one in climbed.observations if one.unit == PICTURE]
    if pictures:
        yes = sum(bool(one.value) for one in pictures)
        return Reason("reason.by_pictures", levels | {"pictures": len(pictures), "yes": yes})
    if climbed.state is State.JUDGED:
        return Reason(_judged(climbed, skill), levels)
    more = "_more" if climbed.low > 0 else ""  # something is reached, and perhaps more
    if climbed.state is State.CHECK:
        return Reason(f"reason.unsure{more}", levels)
    if climbed.missing[0].reason in NOT_GIVEN:
        return Reason(f"reason.not_given{more}", levels | {"why": climbed.missing[0].reason})
    sense = "see" if skill in SEEN else "hear"
    return Reason(f"reason.could_not_{sense}{more}", levels | {"why": climbed.missing[0].reason})


def _judged(climbed: Climbed, skill: str) -> str:
    if climbed.lowered:
        return "reason.lowered"
    if not climbed.by_default:
        return "reason.reached"
    return "reason.default" if skill in MEASURED or climbed.low > 0 else "reason.not_heard"
