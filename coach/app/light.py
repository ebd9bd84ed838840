"""What a phone is told: of its lesson when it comes in, then of a take; plain values, no screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from coach.app.card import card, points_text
from coach.app.here import here, now
from coach.app.lesson_used import lesson_of
from coach.app.progress import stage_text
from coach.app.recording import VIDEO_BPS, round_of
from coach.domain.analysis import ENDED_BADLY, Analysis, Worker
from coach.domain.errors import CoachError
from coach.i18n import LANGUAGES, Speaker, spoken_address
from coach.jobs.standing import Now, standing
from coach.jobs.worker import has_room
from coach.store.attempts import Attempt
from coach.workshop.turns import LATELY, Scored, turn

Plain = dict[str, Any]
QUEUE_HOLDS_S = 2.0  # as often as a phone asks
NO_LESSON_S = 600  # a lesson that is no longer taught: ten minutes are long enough


def welcome(learner_id: str, lesson_id: str, language: str) -> Plain:
    """The lesson's title and a greeting in her form of address, and how to record."""
    learner = here().store.people.get(learner_id)
    lesson = here().course.lessons.get(lesson_id)
    return {
        "title": (lesson.title.get(language) or lesson.title["vi"]) if lesson else lesson_id,
        "hello": Speaker(language, learner.address).say("phone.hello", name=learner.name),
        "shortest_s": lesson.practice_s[0] if lesson else 0,
        "longest_s": lesson.practice_s[1] if lesson else NO_LESSON_S,
        "video_bps": VIDEO_BPS,
        "round": round_of(learner),
        "you": {one: spoken_address(one, learner.address) for one in LANGUAGES},
    }


def light(attempt: Attempt, language: str) -> Plain:
    """How far a take is; once scored, its points, one thing done well, and one to do next."""
    words = Speaker(language, _address(attempt.learner_id))
    if attempt.result is not None:
        return {"state": "done", **_told(attempt, words)}
    if attempt.state in ENDED_BADLY:
        named = {"name": attempt.file_name} if (attempt.error_id or "").startswith("media.") else {}
        why = words.say(attempt.error_id or "job.cancelled", **{**attempt.error_values, **named})
        return {"state": "ended", "text": f"{words.say('progress.failed')}. {why}"}
    return {"state": "moving", "text": f"{words.say('phone.scoring')} {_waits(attempt, words)}"}


def _waits(attempt: Attempt, words: Speaker) -> str:
    """Her place in the queue and about how long, as far as anybody can know; then what is being done."""
    waiting = queue(str(here().store.folder), now().timestamp() // QUEUE_HOLDS_S)
    one = here().store.analyses.newest(attempt.id)
    stands = standing(one, waiting.moving, waiting.workers, waiting.at, waiting.room)
    if stands.now is not Now.WAITING:
        return stage_text(attempt, stands, words)
    works = any(worker.is_alive(waiting.at) for worker in waiting.workers)
    hers = turn(stands.ahead, waiting.scored, works)
    if hers.minutes is None:
        return words.say("hall.turn_unknown", place=hers.place)
    return words.say("hall.turn", place=hers.place, minutes=hers.minutes)


@dataclass(frozen=True, slots=True)
class Queue:
    """All that waits and runs, and who works, a moment ago."""

    moving: tuple[Analysis, ...]
    workers: tuple[Worker, ...]
    scored: tuple[Scored, ...]
    at: datetime
    room: bool


@lru_cache(1)
def queue(_folder: str, _moment: float) -> Queue:
    """Looked up once for all phones that wait: in a hall there may be hundreds."""
    store = here().store
    return Queue(
        store.analyses.moving(),
        tuple(store.workers.all()),
        store.hall.scored_lately(LATELY + 1),
        store.workers.clock(),
        has_room(store.folder),
    )


def _told(attempt: Attempt, words: Speaker) -> Plain:
    shown = card(attempt.result or {}, lesson_of(attempt), words, here().course.labels)
    low, high = shown.points_low, shown.points_high
    well, after, left = shown.well, shown.next, shown.unjudged
    why = f"{left.title} {left.why}" if left else words.say("card.range")
    otherwise = left.todo if left else words.say("card.next_none")
    return {
        "points": f"{points_text(low, high, words)} {words.say('card.of_points')}",
        "range": why if round(low) != round(high) else "",
        "wide": left is not None,  # most could not be judged: a hall is shown no points then
        "done_well": f"{well.prompt}: {well.level}" if well else words.say("card.well_none"),
        "do_next": f"{after.prompt}: {after.tip}" if after else otherwise,
    }


def _address(learner_id: str) -> str:
    try:
        return here().store.people.get(learner_id).address
    except CoachError:
        return Speaker("vi").address
