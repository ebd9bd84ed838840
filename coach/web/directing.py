"""Directs the evening of each recording on its way in: who types what, how many watch, the one calm line."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coach.course.library import Library
from coach.domain.people import Learner
from coach.i18n import LANGUAGES, Speaker
from coach.store import Store
from coach.store.attempts import Attempt
from coach.store.uploads import Upload
from coach.viewers import Audience, Heard, Room, Turn, hardness, open_room, react
from coach.web.audience import Scene

EVENING_S = 3600.0  # so long there are comments; no lesson is made for takes of more than eight minutes
ROOMS_KEPT = 200  # evenings held in memory; one that was let go of begins again from its seed
ANSWERS = "answer_coverage"  # the criterion whose levels are shares of answered questions
SHARE_AT_LEVEL = (0.0, 0.2, 0.4, 0.6, 0.8)  # what each of its levels asks for (lessons/criteria)

Listening = Callable[[Upload], Heard | None]  # what was heard of a recording so far; None: nobody listens


def nobody_listens(_: Upload) -> Heard | None:
    """The evening follows its seed alone."""
    return None


@dataclass(slots=True)
class _Evening:
    """One recording's room as far as it has gone, and how its learner is spoken to."""

    room: Room
    speaker: Speaker
    lock: threading.Lock


class Directed:
    """An `Audience` of written comments. The same recording always has the same evening.

    `store` is asked for at each request, as it opens late; `library` gives the comments of a language.
    """

    def __init__(
        self,
        store: Callable[[], Store],
        library: Callable[[str], Library],
        listening: Listening = nobody_listens,
    ) -> None:
        self._store, self._library, self._listening = store, library, listening
        self._evenings: OrderedDict[str, _Evening] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, upload: Upload, until_s: float) -> Scene:
        """All comments up to that second, how many watch, hearts so far, and at most one calm line."""
        if upload.language not in LANGUAGES:
            return Scene()
        evening = self._evening(upload)
        with evening.lock:
            turn = react(evening.room, min(until_s, EVENING_S), self._listening(upload))
            evening.room = turn.room
        return _scene(turn, evening.speaker, self._store().followed.fell_behind(upload.id))

    def _evening(self, upload: Upload) -> _Evening:
        with self._lock:
            known = self._evenings.get(upload.id) or self._opened(upload)
            self._evenings[upload.id] = known
            self._evenings.move_to_end(upload.id)
            while len(self._evenings) > ROOMS_KEPT:
                self._evenings.popitem(last=False)
        return known

    def _opened(self, upload: Upload) -> _Evening:
        store, library = self._store(), self._library(upload.language)
        learner = store.people.get(upload.learner_id)
        audience = Audience(
            library, upload.lesson_id, store.cards.of(learner.id), _hard(store, upload, library)
        )
        room = Room(open_room(audience, seed_of(upload), EVENING_S))
        return _Evening(room, _speaker(upload, learner), threading.Lock())


def listening_along(store: Callable[[], Store]) -> Listening:
    """What the process that listens along has told (coach/cli/following.py)."""

    def heard(upload: Upload) -> Heard | None:
        known = store().followed.so_far(upload.id)
        return Heard(known.observations, known.voice, known.until_s, known.words) if known else None

    return heard


def seed_of(upload: Upload) -> int:
    """A recording's id says what its evening is like."""
    return int(upload.id[:12], 16)


def answered_share(result: Mapping[str, Any] | None) -> float | None:
    """About what share (0-1) of viewers' questions a scored take answered; None where it was not judged."""
    levels = {one["criterion"]: one for one in (result or {}).get("judgements", ())}
    told = levels.get(ANSWERS)
    if told is None or not told["top"] or told["level"] is None:
        return None
    return SHARE_AT_LEVEL[min(int(told["level"]), len(SHARE_AT_LEVEL) - 1)]


def _hard(store: Store, upload: Upload, library: Library) -> int:
    """By how often she practised the lesson before this recording began, and how she answered last time."""
    begun_at = store.uploads.begun_at(upload.id)
    before: list[Attempt] = [
        one
        for one in store.attempts.of(upload.learner_id)
        if one.lesson_id == upload.lesson_id and one.created_at < begun_at
    ]
    shares = [share for one in before if (share := answered_share(one.result)) is not None]
    return hardness(library, upload.lesson_id, len(before), shares[0] if shares else None)


def _speaker(upload: Upload, learner: Learner) -> Speaker:
    """In the language of the take: who sells in it reads it."""
    return Speaker(upload.language, learner.address)


def _scene(turn: Turn, speaker: Speaker, is_slow: bool) -> Scene:
    cue = speaker.say(turn.cue.id, **turn.cue.values) if turn.cue else ""
    note = speaker.say("room.scored_later") if is_slow else ""
    return Scene(turn.room.shown, turn.viewers, turn.hearts, cue, note)
