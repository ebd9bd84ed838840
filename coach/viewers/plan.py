"""The evening as its seed has it: at which seconds somebody may type, and what they would ask if nobody listened."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.course.comments import Comment
from coach.course.library import Library, Seats
from coach.domain.media import ProductCard
from coach.viewers.reading import LONGEST, reading_s
from coach.viewers.wording import CALLED, filled, kind_of, product_name

FIRST_S = 5.0  # nobody types before
LAST_S = 12.0  # a question that comes later cannot be answered any more
OPEN_EVERY = 2  # every second place is kept free for reactions to what was said
UNEVEN = 0.2  # share by which the time between two comments changes
HARDER = 0.7  # comments a minute more for each step of difficulty
MOST_A_MINUTE = 4.5  # questions; with reactions between them a comment every 7 s
SPARES = 4  # kind questions that stand in for one that was just answered
SHARP, WARY = "rude", "doubt"
SHARP_ONCE = 1  # so many sharp comments in a take at most
UNFRIENDLY_INTENTS = ("complaint", "distrust")
LATER_INTENTS = ("order_how", "payment_cod", "discount", *UNFRIENDLY_INTENTS)  # nobody begins with these
BEGINNING = 3  # comments
APART = 2  # comments until somebody asks of the same thing again
SPONTANEOUS = ("greeting", "joke", "complaint")  # not asked in order to hear an answer
COME_IN_S = (3.0, 11.0)  # between two viewers who come in
AT_FIRST = (4, 9)  # viewers in the room when it opens


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sits there: the course's library, the lesson, what she sells, how she is called, how hard they are."""

    library: Library
    lesson_id: str
    card: ProductCard | None = None
    difficulty: int = 1
    you: str = ""

    @property
    def seats(self) -> Seats:
        """The lesson's room."""
        return self.library.room(self.lesson_id)

    def wording(self, text: str, question: str = "") -> str:
        """A text of the library as it is shown."""
        product = product_name(self.card, kind_of(self.library, self.card, self.lesson_id))
        return filled(text, product, self.called, question)

    @property
    def called(self) -> str:
        """How viewers call the seller."""
        return self.you or CALLED[self.library.language]


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the evening: somebody may type at `at_s`, and has `room_s` before the next.

    `planned` None keeps it free for a reaction. `spares` are kind questions instead. `draw` decides the rest.
    """

    at_s: float
    room_s: float
    name: str
    planned: Comment | None
    spares: tuple[Comment, ...]
    draw: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole evening, fixed by its seed."""

    audience: Audience
    places: tuple[Place, ...]
    coming_s: tuple[float, ...]  # seconds at which viewers come in
    at_first: int


def unfriendly(comment: Comment) -> bool:
    """Whether it doubts, complains or is sharp."""
    return comment.tone in (SHARP, WARY) or comment.intent in UNFRIENDLY_INTENTS


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
    drawing = _Drawing(audience, chance)
    at_s, number = FIRST_S + chance.uniform(0, 3), 0
    while at_s <= length_s:
        planned = None if number % OPEN_EVERY == OPEN_EVERY - 1 else drawing.next()
        spares, name, draw = drawing.spares(), drawing.name(), chance.randrange(1 << 16)
        text = audience.wording(planned.text) if planned else ""
        room_s = max(drawing.apart_s(), reading_s(text))
        yield Place(round(at_s, 1), room_s, name, planned, spares, draw)
        at_s, number = at_s + room_s, number + 1


class _Drawing:
    """Draws comments by the lesson's weights: no intent twice in a row, no comment twice before all were shown."""

    def __init__(self, audience: Audience, chance: random.Random) -> None:
        self._audience, self._chance = audience, chance
        self._pool = _suitable(audience)
        self._names = list(audience.library.said.names)
        chance.shuffle(self._names)
        self._used: set[str] = set()
        self._named, self._sharp = 0, 0
        self._before: list[str] = []  # intents in the order in which they were drawn

    def next(self) -> Comment | None:
        """The next comment that the seed has; the first is a greeting."""
        fresh = [one for one in self._pool if one.id not in self._used]
        fresh = [one for one in fresh if one.intent not in self._before[-APART:]] or fresh
        if self._sharp >= SHARP_ONCE:
            fresh = [one for one in fresh if one.tone != SHARP]
        if not self._before:
            fresh = [one for one in fresh if one.intent == "greeting"] or fresh
        if len(self._before) < BEGINNING:
            fresh = [one for one in fresh if one.intent not in LATER_INTENTS] or fresh
        if not fresh:
            self._used.clear()
            return None
        drawn = self._of_intent(fresh)
        self._used.add(drawn.id)
        self._before.append(drawn.intent)
        self._sharp += drawn.tone == SHARP
        return drawn

    def spares(self) -> tuple[Comment, ...]:
        """Kind questions of different intents; they may be asked again later."""
        kind = [one for one in self._pool if not unfriendly(one) and one.intent not in SPONTANEOUS]
        found: dict[str, Comment] = {}
        for one in self._chance.sample(kind, len(kind)):
            found.setdefault(one.intent, one)
        return tuple(found.values())[:SPARES]

    def name(self) -> str:
        """The next viewer; all have typed once before one types again."""
        self._named += 1
        return self._names[(self._named - 1) % len(self._names)] if self._names else ""

    def apart_s(self) -> float:
        """Seconds to the next comment."""
        seats, harder = self._audience.seats, self._audience.difficulty - self._audience.seats.difficulty
        often = min(MOST_A_MINUTE, seats.per_minute + HARDER * max(0, harder))
        uneven = self._chance.uniform(1 - UNEVEN, 1 + UNEVEN)
        return 60.0 / often * (OPEN_EVERY - 1) / OPEN_EVERY * uneven

    def _of_intent(self, fresh: Sequence[Comment]) -> Comment:
        weights = self._audience.seats.intents
        intents = sorted({one.intent for one in fresh})
        intent = self._chance.choices(intents, [weights[name] for name in intents])[0]
        some = [one for one in fresh if one.intent == intent]
        # What is as hard as she may be asked comes twice as often as what is easier.
        return self._chance.choices(
            some, [1 + (one.difficulty == self._audience.difficulty) for one in some]
        )[0]


def _suitable(audience: Audience) -> list[Comment]:
    """What fits the lesson, the product and the hardness, and is short enough to be read."""
    kind = kind_of(audience.library, audience.card, audience.lesson_id)
    tags = kind.tags if kind else frozenset()
    product, asked = product_name(audience.card, kind), audience.seats.intents
    return [
        one
        for one in audience.library.said.comments
        if asked.get(one.intent, 0) > 0
        and one.difficulty <= audience.difficulty
        and (not one.suits or tags & set(one.suits))
        and (product or "{product}" not in one.text)
        and len(filled(one.text, product, audience.called)) <= LONGEST
    ]


def _coming(chance: random.Random, length_s: float) -> Iterator[float]:
    at_s = 0.0
    while (at_s := at_s + chance.uniform(*COME_IN_S) * (1 + at_s / 120)) < length_s:
        yield round(at_s, 1)
