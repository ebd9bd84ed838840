"""Which comment comes next: drawn by the lesson's weights, among what fits the product and the hardness."""

from __future__ import annotations

import random
from collections.abc import Sequence

from coach.course.comments import Comment
from coach.viewers.reading import LONGEST
from coach.viewers.room import SHARP, SPONTANEOUS, UNFRIENDLY_INTENTS, Audience, unfriendly
from coach.viewers.wording import filled, kind_of, product_name

SPARES = 4  # kind questions that stand in for one that was just answered
SHARP_ONCE = 1  # so many sharp comments in a take at most
LATER_INTENTS = ("order_how", "payment_cod", "discount", *UNFRIENDLY_INTENTS)  # nobody begins with these
BEGINNING = 3  # comments
APART = 2  # comments until somebody asks of the same thing again


class Drawing:
    """Draws comments: the same intent not soon again, no comment twice before all were shown."""

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
