"""Why most of a take could not be judged, told before its points, and what she can do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coach.i18n import Speaker

WIDE = 50  # points of 100 between the lowest and the highest; wider says nothing of how she did
OPEN = ("unknown", "check")  # states in which something is still to be found out
ELSE = "else"
KINDS = {  # why something was not observed -> what that is to her
    "hearing.other_language": "language",
    "hearing.unclear": "sound",
    "hearing.words_missing": "sound",
    "hearing.repeated": "sound",
    "hearing.no_sense": "sound",
    "hearing.silent": "silent",
    "hearing.no_sound": "silent",
    "hearing.no_voice": "silent",
    "hearing.too_little_speech": "short",
    "hearing.not_learned": "learned",
    "vision.no_picture": "picture",
    "vision.no_photo": "photo",
}
SEEING = ("reason.could_not_see", "reason.could_not_see_more")
REMEDIES = {  # what it is -> what to do about it
    "language": "unjudged.do_language",
    "sound": "todo.hear",
    "silent": "unjudged.do_silent",
    "short": "unjudged.do_short",
    "picture": "unjudged.do_picture",
    "seen": "todo.see",
    "photo": "todo.give",
}
BY_A_PERSON = "todo.ask"
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unjudged:
    """How much is open, the main reason, and what to do; sentences in her language."""

    title: str
    why: str
    todo: str


def unjudged(result: Plain, judgements: Sequence[Plain], words: Speaker) -> Unjudged | None:
    """Nothing where the points lie close enough together to say something."""
    points = result["points"]
    counted = [one for one in judgements if one["weight"] > 0 and one["state"] != "left_out"]
    left = [one for one in counted if one["state"] in OPEN]
    if points["high"] - points["low"] <= WIDE or not left:
        return None
    kind = _main(left)
    chosen = words.say(f"language.{result['transcript']['language']}")
    return Unjudged(
        title=words.say("unjudged.title", count=len(left), of=len(counted)),
        why=f"{words.say('unjudged.kind')} {words.say(f'unjudged.why_{kind}', language=chosen)}",
        todo=words.say(REMEDIES.get(kind, BY_A_PERSON)),
    )


def _main(left: Sequence[Plain]) -> str:
    """The kind that leaves most points open; of equal ones that which comes first."""
    open_points: Counter[str] = Counter()
    for one in left:
        top = one.get("top") or max(1, one["level_high"])
        open_points[_kind(one["reason"])] += one["weight"] * (one["level_high"] - one["level_low"]) / top
    return open_points.most_common(1)[0][0]


def _kind(reason: Plain) -> str:
    known = KINDS.get(str(reason["values"].get("why", "")))
    return known or ("seen" if reason["id"] in SEEING else ELSE)
