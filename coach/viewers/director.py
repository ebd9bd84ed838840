"""What viewers type now: the seed's evening, changed by what they have heard. Pure: no clock, no threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.course.comments import Comment
from coach.domain.media import ShownComment
from coach.viewers.heard import Heard
from coach.viewers.mood import Cue, cue, hearts, viewers
from coach.viewers.reactions import intents_of, number, reactions
from coach.viewers.reading import LONGEST, reading_s
from coach.viewers.room import SPONTANEOUS, Place, Room

JUST_S = 30.0  # what was said so lately is not asked


@dataclass(frozen=True, slots=True)
class Turn:
    """What is new: comments to show, how many watch, hearts so far, and one calm cue or none."""

    room: Room
    comments: tuple[ShownComment, ...]
    viewers: int
    hearts: int
    cue: Cue | None


def react(room: Room, at_s: float, heard: Heard | None = None) -> Turn:
    """The evening up to `at_s`, given what was heard so far.

    Each place in the evening is decided by what had been heard by its own second, so that it does not matter
    how often this is asked. Without `heard`, or before listening has begun, the seed alone decides.
    """
    known = heard or Heard()
    new = room
    for place in room.plan.places:
        if room.at_s < place.at_s <= at_s:
            said = next(_said(place, new, known.by(place.at_s)), None)
            new = replace(new, shown=(*new.shown, said)) if said else new
    new = replace(new, at_s=max(room.at_s, at_s))
    now = known.by(new.at_s)
    return Turn(
        new,
        new.shown[len(room.shown) :],
        viewers(new.plan, new.at_s, now),
        hearts(new.at_s, now),
        cue(new.shown, new.at_s, now, intents_of(new)),
    )


def _said(place: Place, room: Room, heard: Heard) -> Iterator[ShownComment]:
    """What fits this place, the best first; nothing where nothing fits."""
    options = _planned(place, room, heard) if place.planned else reactions(place, room, heard)
    return (
        one
        for one in options
        if len(one.text) <= LONGEST and reading_s(one.text) <= place.room_s and not _said_before(one, room)
    )


def _said_before(one: ShownComment, room: Room) -> bool:
    """Whether it is word for word what this viewer typed last, or what was typed last of all."""
    hers = [other.text for other in room.shown if other.name == one.name][-1:]
    last = [other.text for other in room.shown[-1:]]
    return one.text.casefold() in {text.casefold() for text in (*hers, *last)}


def _planned(place: Place, room: Room, heard: Heard) -> Iterator[ShownComment]:
    """The planned comment; instead of one that was just answered, a kind question that was not."""
    assert place.planned is not None  # noqa: S101  the caller asked
    asked = {one.id.partition(".")[2] for one in room.shown}
    for one in (place.planned, *(spare for spare in place.spares if spare.id not in asked)):
        if not _just_answered(one, place, room, heard):
            yield _shown(one, place, room)


def _just_answered(one: Comment, place: Place, room: Room, heard: Heard) -> bool:
    if one.intent in SPONTANEOUS:
        return False
    intent = room.plan.audience.library.intents[one.intent]
    return heard.lately(intent.answered_by, place.at_s, JUST_S)


def _shown(one: Comment, place: Place, room: Room) -> ShownComment:
    audience = room.plan.audience
    intent = audience.library.intents[one.intent]
    facts = one.asks or (intent.facts[0] if intent.facts else ())
    text = audience.wording(one.text)
    return ShownComment(f"{number(place)}.{one.id}", place.at_s, place.name, text, one.intent, facts)
