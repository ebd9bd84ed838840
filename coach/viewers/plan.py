"""The evening as its seed has it: when somebody may type, and what they would ask if nobody listened."""

from __future__ import annotations

import random
from collections.abc import Iterator

from coach.viewers.drawing import Drawing
from coach.viewers.reading import reading_s
from coach.viewers.room import Audience, Place, Plan

FIRST_S = 5.0  # nobody types before
LAST_S = 12.0  # a question that comes later cannot be answered any more
OPEN_EVERY = 2  # every second place is kept free for reactions to what was said
UNEVEN = 0.2  # share by which the time between two comments changes
HARDER = 0.7  # comments a minute more for each step of difficulty
MOST_A_MINUTE = 4.5  # questions; with reactions between them a comment every 7 s
COME_IN_S = (3.0, 11.0)  # between two viewers who come in
AT_FIRST = (4, 9)  # viewers in the room when it opens


def open_room(audience: Audience, seed: int, length_s: float) -> Plan:
    """The plan of an evening of that length. A longer one begins with the same comments."""
    chance = random.Random(f"{seed} {audience.lesson_id} {audience.difficulty}")  # noqa: S311  nothing secret
    coming = random.Random(f"{seed} coming")  # noqa: S311
    last_s = length_s - LAST_S
    places = tuple(_taken(_places(audience, chance, length_s), last_s))
    return Plan(audience, places, tuple(_coming(coming, length_s)), coming.randint(*AT_FIRST))


def _taken(places: Iterator[Place], last_s: float) -> Iterator[Place]:
    for place in places:
        if place.at_s > last_s:
            return
        yield place


def _places(audience: Audience, chance: random.Random, length_s: float) -> Iterator[Place]:
    drawing = Drawing(audience, chance)
    at_s, number = FIRST_S + chance.uniform(0, 3), 0
    while at_s <= length_s:
        planned = None if number % OPEN_EVERY == OPEN_EVERY - 1 else drawing.next()
        spares, name, draw = drawing.spares(), drawing.name(), chance.randrange(1 << 16)
        text = audience.wording(planned.text) if planned else ""
        room_s = max(_apart_s(audience, chance), reading_s(text))
        yield Place(round(at_s, 1), room_s, name, planned, spares, draw)
        at_s, number = at_s + room_s, number + 1


def _apart_s(audience: Audience, chance: random.Random) -> float:
    """Seconds to the next place."""
    harder = max(0, audience.difficulty - audience.seats.difficulty)
    often = min(MOST_A_MINUTE, audience.seats.per_minute + HARDER * harder)
    return 60.0 / often * (OPEN_EVERY - 1) / OPEN_EVERY * chance.uniform(1 - UNEVEN, 1 + UNEVEN)


def _coming(chance: random.Random, length_s: float) -> Iterator[float]:
    at_s = 0.0
    while (at_s := at_s + chance.uniform(*COME_IN_S) * (1 + at_s / 120)) < length_s:
        yield round(at_s, 1)
