"""A guest's comment on its way to the wall: cleaned, held back where she writes too much, kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from coach.domain.hall import Guest, HallComment, State, Workshop
from coach.store.hall import Hall
from coach.workshop.flow import WITHIN, Before, too_much
from coach.workshop.words import written

LIVE = ("live", "frozen", "sample")  # what a comment can belong to
MOST_KEPT = 30  # rows of one guest within a minute: whoever floods fills no disk


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed, where, and at which second of the take."""

    typed: str
    workshop: Workshop
    state: State
    at_s: float | None


def say(hall: Hall, guest: Guest, said: Said, now: datetime) -> str:
    """Keep a comment; why it is not shown, empty where it is."""
    one = written(said.typed, said.workshop.language)
    at, last = hall.lately(guest.id, now - WITHIN)
    refused = too_much(Before(at, last), one.text, now) or one.refused
    live = said.state.showing in LIVE
    comment = HallComment(
        id=uuid4().hex,
        guest_id=guest.id,
        first_name=guest.first_name,
        text=one.text,
        said_at=now,
        moved_at=now,
        take_id=said.state.take_id if live else "",
        at_s=said.at_s if live else None,
        refused=refused,
    )
    if len(at) < MOST_KEPT:
        hall.comment(comment, said.workshop.id)
    return refused
