"""What to mark along a take: what earned something, what is unsure, what to mend, what to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from coach.app.card import Card, Told
from coach.app.moments import Moment
from coach.app.unjudged import OPEN

KINDS = ("good", "check", "look", "claim")  # each has its own shape and colour in the player
SHORTEST_S = 0.5  # a band that can still be seen


@dataclass(frozen=True, slots=True)
class Marked:
    """One moment to mark, and for which criterion."""

    kind: str
    at_s: float
    clock: str
    label: str

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the take that was judged."""

    kind: str
    start_s: float
    end_s: float

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


def marks(card: Card) -> list[Marked]:
    """All marks in order of time; what was measured over the whole take has no moment of its own."""
    found = [Marked(kind, at.at_s, at.clock, label) for kind, at, label in _all(card) if not at.measured]
    return sorted(found, key=lambda one: (one.at_s, KINDS.index(one.kind)))


def bands(card: Card) -> list[Band]:
    """The stretches behind the marks, the worse kinds last, so that they are seen."""
    found = {_band(kind, at) for kind, at, _ in _all(card) if not at.measured}
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.start_s))


def _all(card: Card) -> Iterator[tuple[str, Moment, str]]:
    for one in card.told:
        for at in one.moments:
            yield _kind(one, at), at, one.prompt
    for warned in card.claims:
        yield "claim", warned.moment, warned.moment.text


def _kind(one: Told, at: Moment) -> str:
    if at.look:
        return "look"
    return "check" if one.state in OPEN and one.low < one.high else "good"


def _band(kind: str, at: Moment) -> Band:
    if at.proof is None:
        return Band(kind, at.at_s, at.at_s + SHORTEST_S)
    return Band(
        kind, round(at.proof.start_s, 2), round(max(at.proof.end_s, at.proof.start_s + SHORTEST_S), 2)
    )
