"""A class for pictures of the trainer's desk: invented people with results of the demonstration's takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from coach.assembly import Workplace
from coach.domain.people import DEMONSTRATION, Consent
from coach.store.attempts import Attempt, NewAttempt
from coach.store.founding import Founder

# Name, form of address, which takes of the demonstration: 0 the poor one, 1 the good one; Mai is stuck.
PEOPLE = (
    ("Hoa", "cô", (0, 1)),
    ("Tuyết", "chị", (0, 1)),
    ("Mai", "em", (0, 0, 0)),
    ("Hạnh", "cô", (0, 1)),
    ("Cúc", "bác", (0,)),
    ("Lan", "chị", (0, 1)),
)
ASKS_FOR_HELP = "Cúc"
APART = timedelta(hours=6)  # somebody begins to practise
PASSWORD = "na ngon chi lang"
Tokens = Mapping[str, str]


def founded(at: Workplace, now: datetime) -> Tokens:
    """A trainer, a second one and six learners, each signed in; by name."""
    who = at.store.who
    first = who.founding.found(Founder("Thu", "chị", "thu", PASSWORD, "HTX Na"), now)
    (group,) = at.store.groups.of_kind("class")
    second = at.store.people.add("Bình", "anh", now)
    at.store.groups.join(group.id, second.id, "trainer")
    tokens = {one.name: who.signed_in.begin(one.id, "test", now) for one in (first, second)}
    for name, address, _ in PEOPLE:
        one = at.store.people.add(name, address, now)
        at.store.groups.join(group.id, one.id, "learner")
        for purpose in ("record_and_analyse", "show_trainer"):
            at.store.consents.keep(Consent(one.id, purpose, "1", "vi", "text", now))
        tokens[name] = who.signed_in.begin(one.id, "test", now)
    return tokens


def shown(at: Workplace) -> str:
    """Every learner has shown takes like those of the demonstration, one asked for help. Hoa's newest."""
    now, invented = datetime.now(UTC), at.store.groups.ids_in(DEMONSTRATION)
    spoken = [one for id_ in invented for one in at.store.attempts.of(id_) if one.language == "vi"]
    rising = sorted(spoken, key=lambda one: one.result["points"]["low"] if one.result else 0)
    known = {one.name: one.id for one in at.store.people.all() if one.id not in invented}
    newest = {}
    for order, (name, _, takes) in enumerate(PEOPLE):
        begun = now - APART * (len(PEOPLE) - order)
        for hour, kind in enumerate(takes):
            newest[name] = handed_in(at, known[name], rising[kind], begun + timedelta(hours=hour))
    at.store.desk.help.ask(newest[ASKS_FOR_HELP], now)
    return newest["Hoa"]


def handed_in(at: Workplace, learner_id: str, like: Attempt, now: datetime) -> str:
    """A take of hers with that result, shown to her trainers half an hour later."""
    asked = NewAttempt(learner_id, like.lesson_id, "vi", like.recording_sha256, like.file_name)
    take = at.store.attempts.add(asked, now).id
    at.store.attempts.take_up(take, "screens", now)
    content = at.course.contents[like.lesson_id]
    at.store.attempts.succeed(take, "screens", dict(like.result or {}), content, now)
    at.store.showing.show(take, learner_id, now + timedelta(minutes=30))
    return take
