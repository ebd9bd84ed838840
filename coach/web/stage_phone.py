"""A phone films the volunteer: the code that lets it in, and its film for the projector while it comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coach.domain.errors import CoachError
from coach.domain.hall import State, Workshop
from coach.store import Store
from coach.web.qr import drawn
from coach.web.stage_plain import Plain
from coach.workshop.acting import by_phone, spoken

MOST_AT_ONCE = 1 << 20  # bytes of the film in one answer: about five seconds of it


@dataclass(frozen=True, slots=True)
class StagePhone:
    """What stage and remote are told of it. `page`: the light page's address, by ticket and language."""

    store: Store
    page: Callable[[str, str], str]  # empty where no phones come in

    def code(self, of: Workshop, now: datetime) -> Plain:
        """A code for one phone, which films as the volunteer and as nobody else; empty where none can."""
        state = self.store.workshops.state(of.id)
        if not (state.volunteer_id and by_phone(state) and self.page("", of.language)):
            return {"svg": ""}
        about = f"{state.lesson_id}.{spoken(state, of.language)}.{of.id}"
        ticket = self.store.who.keys.for_phone(state.volunteer_id, about, now)
        return {"svg": drawn(self.page(f"#t={ticket}", of.language), of.code)}

    def film(self, state: State, from_byte: int) -> bytes:
        """What has come in from that byte on, empty where that is all; CoachError without a film."""
        if not by_phone(state):
            raise CoachError("upload.unknown")
        part = self.store.uploads.part(state.take_id)
        if not state.take_id or not part.exists():
            raise CoachError("upload.unknown")
        with part.open("rb") as file:
            file.seek(max(0, from_byte))
            return file.read(MOST_AT_ONCE)
