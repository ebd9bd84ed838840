"""The small things that stage and remote are told, as plain values: a comment, a commune, a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coach.domain.hall import Guest, HallComment
from coach.i18n import Speaker
from coach.workshop.attendance import attendance, place_key
from coach.workshop.plan import PLAN
from coach.workshop.rehearsal import Crowd

Plain = dict[str, Any]
ON_WALL = 7  # comments that a hall can read at a time


def last_typed(made: Crowd, say: Callable[..., str], most: int) -> list[Plain]:
    """The newest comments of simulated guests."""
    return [_typed(n, say) for n in range(max(0, made.typed - most), made.typed)]


def _typed(number: int, say: Callable[..., str]) -> Plain:
    """A simulated guest's comment."""
    name, text = say("stage.guest", number=number % 40 + 1), say(f"stage.typed_{number % 6}")
    return {"id": f"r{number}", "name": name, "text": text, "hall": False, "at_s": None}


def steps(language: str) -> list[Plain]:
    """The plan's steps with their names and notes."""
    say = Speaker(language).say
    return [
        {
            "id": one.id,
            "minutes": one.minutes,
            "name": say(f"plan.{one.id}"),
            "note": say(f"plan.{one.id}_note"),
        }
        for one in PLAN
    ]


def newest(viewers: list[Plain], hall: list[Plain]) -> list[Plain]:
    """The last that fit on the wall, in the order of their seconds.

    Of the hall one without a second stands where it was said: after the one before it.
    """
    told, at_s = [(one["at_s"], one) for one in viewers], 0.0
    for one in hall:
        at_s = at_s if one["at_s"] is None else one["at_s"]
        told.append((at_s, one))
    return [one for _, one in sorted(told, key=lambda pair: pair[0])[-ON_WALL:]]


def by_commune(guests: Sequence[Guest]) -> list[Plain]:
    """Who came, by commune; no names."""
    places = attendance(guests)
    return [{"commune": p.commune, "came": p.came, "practised": p.practised} for p in places]


def together(places: Sequence[Plain]) -> list[Plain]:
    """Guests and simulated guests of one commune on one line."""
    told: dict[str, Plain] = {}
    for one in places:
        before = told.get(place_key(one["commune"]), {"came": 0, "practised": 0})
        more = {name: before[name] + one[name] for name in ("came", "practised")}
        told[place_key(one["commune"])] = {"commune": before.get("commune", one["commune"]), **more}
    return list(told.values())


def as_told(one: HallComment) -> Plain:
    """A guest's comment."""
    return {"id": one.id, "name": one.first_name, "text": one.text, "hall": True, "at_s": one.at_s}


def worded(words: Mapping[str, str], language: str) -> str:
    """In that language, or as it was written first."""
    return words.get(language) or words["vi"]
