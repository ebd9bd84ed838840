"""How far the film on a stage is just now, by whoever plays or records it; never by a guess."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from coach.domain.errors import CoachError
from coach.domain.hall import State
from coach.store.uploads import Uploads
from coach.workshop.acting import by_phone

FRESH = timedelta(seconds=3)  # the stage tells twice a second; who is silent for longer is not known any more


@dataclass(slots=True)
class FilmClock:
    """The second that each stage told last, and when; in memory, as the next look tells it anew."""

    told: dict[str, tuple[str, datetime, float]] = field(default_factory=dict)

    def tell(self, state: State, at_s: float, now: datetime) -> None:
        """The stage's own film is at that second; 0 is a film that has not begun."""
        if at_s > 0 and state.take_id:
            self.told[state.workshop_id] = (state.take_id, now, at_s)

    def second(self, state: State, now: datetime) -> float | None:
        """The film's second; None before it begins, and where the stage has not told lately."""
        take_id, at, at_s = self.told.get(state.workshop_id, ("", now, 0.0))
        if not take_id or take_id != state.take_id or now - at > FRESH:
            return None
        return at_s + max(0.0, (now - at).total_seconds())


def filmed_s(uploads: Uploads, state: State, now: datetime) -> float | None:
    """The second of the take that a phone makes now; None where none does.

    A phone begins to send when its recorder runs: earlier than the answer by one request at most.
    """
    if not (state.take_id and by_phone(state)):
        return None
    try:
        begun = uploads.begun_at(state.take_id)
    except CoachError:
        return None
    return max(0.0, (now - begun).total_seconds())
