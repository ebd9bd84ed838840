"""How many watch, the hearts, and one calm cue: they tell what helps, and never rate the learner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.domain.media import ShownComment
from coach.domain.rubric import Intent
from coach.viewers.heard import Heard
from coach.viewers.room import Plan

# Said in a way that makes people stay: greeted, told what will come, shown something, spoken to.
DRAWS = ("greet", "invite_to_stay", "preview", "interact", "demo_act", "look_now")
DRAW_EACH_S = 10.0
MOST_DRAWN = 15
# Something useful was said: each such moment floats a heart.
WARMS = ("origin", "story", "taste", "use", "proof", "price", "promo", "order", "ship", "guarantee", "greet")
WARM_EACH_S = 5.0
TRICKLE_S = 15.0  # a heart now and then from somebody who just likes to be there
PATIENT_S = 20.0  # nobody leaves before so long a silence
GO_EACH_S = 8.0  # then one viewer each so many seconds
FEWEST = 3  # friends who stay whatever happens
CUE_S = 12.0  # a cue stands so long, then goes by itself
CALM_S = 60.0  # and so long no other follows
QUIET_S = 12.0  # a silence after which a word of encouragement helps


@dataclass(frozen=True, slots=True)
class Cue:
    """One calm line for the learner, as a message id and its values."""

    id: str
    values: Mapping[str, str]


def viewers(plan: Plan, at_s: float, heard: Heard) -> int:
    """How many watch: those who came in, more where she draws them in, fewer after long silence."""
    came = plan.at_first + sum(one <= at_s for one in plan.coming_s)
    drawn = min(MOST_DRAWN, heard.moments(DRAWS, DRAW_EACH_S))
    gone = sum(int(max(0.0, quiet_s - PATIENT_S) // GO_EACH_S) for quiet_s in heard.quiet_stretches())
    return max(FEWEST, came // 2, came + drawn - gone)


def hearts(at_s: float, heard: Heard) -> int:
    """Hearts so far: one for each moment with something useful in it, and a few from friends."""
    return int(at_s // TRICKLE_S) + heard.moments(WARMS, WARM_EACH_S)


def cue(
    shown: Sequence[ShownComment], at_s: float, heard: Heard, intents: Mapping[str, Intent]
) -> Cue | None:
    """At most one line: somebody asked twice, or it has been quiet; each goes by itself."""
    repeats = [one for one in shown if one.again_of]
    waiting = repeats[-1] if repeats else None
    if waiting is not None and at_s - waiting.at_s <= CALM_S:
        fresh = at_s - waiting.at_s <= CUE_S and not _follows(waiting, repeats)
        open_still = fresh and not heard.answered(waiting, dict(intents))
        return Cue("viewers.cue.waiting", {"name": waiting.name}) if open_still else None
    quiet_s = heard.quiet_s(at_s)
    if QUIET_S <= quiet_s <= QUIET_S + CUE_S:
        return Cue("viewers.cue.quiet", {})
    return None


def _follows(one: ShownComment, repeats: Sequence[ShownComment]) -> bool:
    """Whether another question was asked again shortly before."""
    return any(0 < one.at_s - other.at_s <= CALM_S for other in repeats)
