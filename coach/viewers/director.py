"""What viewers type now: the seed's evening, changed by what they have heard. Pure: no clock, no threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.course.comments import Comment
from coach.domain.media import ShownComment
from coach.viewers.heard import Heard
from coach.viewers.mood import Cue, cue, hearts, viewers
from coach.viewers.plan import SPONTANEOUS, UNFRIENDLY_INTENTS, Place, Plan
from coach.viewers.reading import LONGEST, reading_s
from coach.viewers.wording import typed_again

JUST_S = 30.0  # what was said so lately is not asked
DODGED_S = 25.0  # without an answer for so long, a question is asked again
FORGOTTEN_S = 100.0  # and after so long no more
INVITED_S = 25.0  # an invitation moves people for so long
THANKED_S = 30.0  # thanks come so soon after a question, or never
MOVED_S = 15.0  # a reaction to something shown or told
LEAVE_S = 25.0  # nothing said for so long: somebody says goodbye
INVITES = ("cta",)
PRICED = ("price", "money")
SHOWS = ("demo_act", "weigh_live", "seen_now")
MOVES = ("hardship", "maker_person", "feeling")


@dataclass(frozen=True, slots=True)
class Room:
    """An evening as far as it has gone: its plan, the second reached, and the comments shown, in order."""

    plan: Plan
    at_s: float = 0.0
    shown: tuple[ShownComment, ...] = ()


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
        cue(new.shown, new.at_s, now, new.plan.audience.library.intents),
    )


def _said(place: Place, room: Room, heard: Heard) -> Iterator[ShownComment]:
    """What fits this place, the best first; nothing where nothing fits."""
    options = _planned(place, room, heard) if place.planned else _reactions(place, room, heard)
    return (one for one in options if len(one.text) <= LONGEST and reading_s(one.text) <= place.room_s)


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
    return ShownComment(f"{_number(place)}.{one.id}", place.at_s, place.name, text, one.intent, facts)


def _number(place: Place) -> str:
    return f"{round(place.at_s * 10):05d}"


def _reactions(place: Place, room: Room, heard: Heard) -> Iterator[ShownComment]:
    """Reactions to what was or was not said, the most pressing first; none while nobody listens."""
    if not heard.until_s:
        return
    yield from _goodbye(place, room, heard)
    yield from _again(place, room, heard)
    yield from _order(place, room, heard)
    yield from _thanks(place, room, heard)
    for when, names in (("shown", SHOWS), ("moved", MOVES)):
        if heard.lately(names, place.at_s, MOVED_S) and not _lately(when, room, 3 * MOVED_S, place):
            yield from _reaction(when, place, room, place.name)


def _goodbye(place: Place, room: Room, heard: Heard) -> Iterator[ShownComment]:
    """One viewer in an evening leaves aloud; the others just go."""
    if heard.quiet_s(place.at_s) >= LEAVE_S and not any("+leaving" in one.id for one in room.shown):
        yield from _reaction("leaving", place, room, place.name)


def _again(place: Place, room: Room, heard: Heard) -> Iterator[ShownComment]:
    """The oldest plain question that was passed over, asked once more: without diacritics, or with a reminder."""
    repeated = {one.again_of for one in room.shown}
    for one in room.shown:
        waiting = DODGED_S <= place.at_s - one.at_s <= FORGOTTEN_S and heard.until_s >= one.at_s + DODGED_S
        if waiting and one.asks and one.id not in repeated and _plain(one, room):
            if not heard.answered(one, dict(room.plan.audience.library.intents)):
                yield replace(
                    one,
                    id=f"{_number(place)}.{one.id.partition('.')[2]}+again",
                    at_s=place.at_s,
                    text=_once_more(one.text, place, room),
                    again_of=one.id,
                )


def _plain(one: ShownComment, room: Room) -> bool:
    """Nobody doubts or complains twice, and a greeting or a joke needs no answer."""
    from_library = {c.id: c for c in room.plan.audience.library.said.comments}[one.id.partition(".")[2]]
    kind = one.intent not in (*SPONTANEOUS, *UNFRIENDLY_INTENTS)
    return kind and from_library.tone not in ("rude", "doubt")


def _once_more(text: str, place: Place, room: Room) -> str:
    bare_text = typed_again(text)
    named = room.plan.audience.wording("{you}").casefold() in text.casefold()
    reminders = [one for one in _texts("again", room) if not (named and "{you}" in one)]
    reminder = reminders[place.draw % len(reminders)] if reminders else "{question}"
    reminded = room.plan.audience.wording(reminder, text)
    return bare_text if (place.draw % 2 or len(reminded) > LONGEST) and bare_text != text else reminded


def _order(place: Place, room: Room, heard: Heard) -> Iterator[ShownComment]:
    """Somebody orders when invited after the price was told."""
    invited = heard.lately(INVITES, place.at_s, INVITED_S) and heard.lately(PRICED, place.at_s, place.at_s)
    if invited and not _lately("order", room, INVITED_S, place):
        asked = [one for one in room.shown if one.asks]
        yield from _reaction("order", place, room, asked[-1].name if asked else place.name)


def _thanks(place: Place, room: Room, heard: Heard) -> Iterator[ShownComment]:
    """The viewer whose question was answered just now."""
    thanked = {one.id.partition("+")[2].removeprefix("thanks:") for one in room.shown}
    for one in reversed(room.shown):
        if not one.intent or place.at_s - one.at_s > THANKED_S or one.id in thanked:
            continue
        if heard.told(one) and heard.answered(one, dict(room.plan.audience.library.intents)):
            when = "welcomed" if one.intent == "greeting" else "thanks"
            for said in _reaction(when, place, room, one.name):
                yield replace(said, id=f"{_number(place)}+thanks:{one.id}")


def _reaction(when: str, place: Place, room: Room, name: str) -> Iterator[ShownComment]:
    texts = _texts(when, room)
    first = place.draw % max(1, len(texts))
    for text in (*texts[first:], *texts[:first]):
        shown = room.plan.audience.wording(text)
        yield ShownComment(f"{_number(place)}+{when}", place.at_s, name, shown, "")


def _texts(when: str, room: Room) -> Sequence[str]:
    return [one.text for one in room.plan.audience.library.said.reactions if one.when == when]


def _lately(when: str, room: Room, within_s: float, place: Place) -> bool:
    return any(f"+{when}" in one.id and place.at_s - one.at_s <= within_s for one in room.shown)
