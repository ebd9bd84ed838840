"""How viewers react to what was said or passed over: they leave, ask again, order, thank, are moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coach.domain.media import ShownComment
from coach.domain.rubric import Intent
from coach.viewers.heard import Heard
from coach.viewers.reading import LONGEST
from coach.viewers.room import SHARP, SPONTANEOUS, UNFRIENDLY_INTENTS, WARY, Place, Room
from coach.viewers.wording import typed_again

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


def number(place: Place) -> str:
    """The place's own number, with which ids of comments begin: its tenths of seconds."""
    return f"{round(place.at_s * 10):05d}"


def intents_of(room: Room) -> dict[str, Intent]:
    """What answers what."""
    return dict(room.plan.audience.library.intents)


def reactions(place: Place, room: Room, heard: Heard) -> Iterator[ShownComment]:
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
    """The oldest plain question that was passed over, once more: without diacritics, or with a reminder."""
    repeated = {one.again_of for one in room.shown}
    for one in room.shown:
        waiting = DODGED_S <= place.at_s - one.at_s <= FORGOTTEN_S and heard.until_s >= one.at_s + DODGED_S
        asking = waiting and one.asks and one.id not in repeated and _plain(one, room)
        if asking and not heard.answered(one, intents_of(room)):
            name, text = (
                f"{number(place)}.{one.id.partition('.')[2]}+again",
                _once_more(one, place, room),
            )
            yield replace(one, id=name, at_s=place.at_s, text=text, again_of=one.id)


def _plain(one: ShownComment, room: Room) -> bool:
    """Nobody doubts or complains twice, and a greeting or a joke needs no answer."""
    from_library = {c.id: c for c in room.plan.audience.library.said.comments}[one.id.partition(".")[2]]
    kind = one.intent not in (*SPONTANEOUS, *UNFRIENDLY_INTENTS)
    return kind and from_library.tone not in (SHARP, WARY)


def _once_more(asked: ShownComment, place: Place, room: Room) -> str:
    """Typed in a hurry, or with a reminder; with one where the question still is the newest line."""
    text, is_newest = asked.text, room.shown[-1] is asked
    bare_text = typed_again(text)
    named = room.plan.audience.wording("{you}").casefold() in text.casefold()
    reminders = [one for one in _texts("again", room) if not (named and "{you}" in one)]
    reminder = reminders[place.draw % len(reminders)] if reminders else "{question}"
    reminded = room.plan.audience.wording(reminder, text)
    hurried = (place.draw % 2 and not is_newest) or len(reminded) > LONGEST
    return bare_text if hurried and bare_text != text else reminded


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
        if heard.told(one) and heard.answered(one, intents_of(room)):
            when = "welcomed" if one.intent == "greeting" else "thanks"
            for said in _reaction(when, place, room, one.name):
                yield replace(said, id=f"{number(place)}+thanks:{one.id}")


def _reaction(when: str, place: Place, room: Room, name: str) -> Iterator[ShownComment]:
    texts = _texts(when, room)
    first = place.draw % max(1, len(texts))
    for text in (*texts[first:], *texts[:first]):
        shown = room.plan.audience.wording(text)
        yield ShownComment(f"{number(place)}+{when}", place.at_s, name, shown, "")


def _texts(when: str, room: Room) -> Sequence[str]:
    return [one.text for one in room.plan.audience.library.said.reactions if one.when == when]


def _lately(when: str, room: Room, within_s: float, place: Place) -> bool:
    return any(f"+{when}" in one.id and place.at_s - one.at_s <= within_s for one in room.shown)
