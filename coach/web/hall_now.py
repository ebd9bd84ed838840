"""What all phones of a hall see just now: looked up once for everybody, told again only where it changed."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from coach.domain.errors import CoachError
from coach.domain.hall import QUESTIONS, Guest, State, Workshop
from coach.store import Store

FRESH = timedelta(milliseconds=400)  # the host's press is on every phone within this and one poll
KNOWN_FOR = timedelta(seconds=10)  # a guest is looked up again: she may have been deleted elsewhere
MOST_KNOWN = 5000

Title = Callable[[str, str], str]  # of a lesson, in a language


@dataclass(frozen=True, slots=True)
class Told:
    """What is told to every phone, as bytes, and its mark: the same mark is the same bytes."""

    at: datetime
    mark: str
    body: bytes
    state: State
    workshop: Workshop


@dataclass(slots=True)
class HallNow:
    """The present of each workshop, in memory. Another process that changes it is seen within `FRESH`."""

    store: Callable[[], Store]
    title: Title
    told: dict[str, Told] = field(default_factory=dict)
    guests: dict[str, tuple[datetime, Guest]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fresh(self, code: str, now: datetime) -> Told | None:
        """What was looked up a moment ago; None where it must be looked up."""
        known = self.told.get(code)
        return known if known and now - known.at < FRESH else None

    def look(self, code: str, now: datetime) -> Told:
        """Look it up, once however many ask; CoachError `workshop.unknown` for a code of none."""
        with self.lock:
            known = self.fresh(code, now)
            if known is None:
                known = self._told(code, now)
                self.told[code] = known
            return known

    def guest(self, token: str, code: str, now: datetime) -> Guest | None:
        """Whose token it is, in that workshop."""
        at, known = self.guests.get(token, (now, None))
        if known is None or now - at > KNOWN_FOR:
            known = self.store().hall.guest(token)
            if known is None:
                self.guests.pop(token, None)
                return None
            if len(self.guests) >= MOST_KNOWN:
                self.guests.clear()
            self.guests[token] = (now, known)
        return known if known.workshop_id == self.look(code, now).workshop.id else None

    def known(self, token: str, code: str, now: datetime) -> Guest | None:
        """The same without asking the store; None where that would be needed."""
        at, one = self.guests.get(token, (now, None))
        told = self.fresh(code, now)
        if one is None or told is None or now - at > KNOWN_FOR:
            return None
        return one if one.workshop_id == told.workshop.id else None

    def forget(self, token: str) -> None:
        """She left."""
        self.guests.pop(token, None)

    def _told(self, code: str, now: datetime) -> Told:
        store = self.store()
        workshop = store.workshops.by_code(code)
        if workshop is None or workshop.code != code:
            raise CoachError("workshop.unknown", id=code)
        state = store.workshops.state(workshop.id)
        plain = _plain(workshop, state, self.title(state.lesson_id, workshop.language))
        if state.result_shown and state.take_id:
            plain["tally"] = store.hall.tally(workshop.id, state.take_id)
        mark = sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]
        body = json.dumps({"v": mark, **plain}, ensure_ascii=False, separators=(",", ":")).encode()
        return Told(now, mark, body, state, workshop)


def _plain(workshop: Workshop, state: State, lesson: str) -> dict[str, Any]:
    return {
        "name": workshop.name,
        "over": workshop.ended_at is not None,
        "showing": state.showing,
        "lesson": lesson,
        "volunteer": state.volunteer,
        "take": state.take_id,
        "questions": {str(number): answers for number, answers in QUESTIONS.items()},
    }
