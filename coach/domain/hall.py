"""A workshop in a hall: what its stage shows, who came with a phone, what they said and how they voted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

Showing = Literal[
    "welcome", "live", "frozen", "applause", "vote", "result", "practice", "sample", "closing"
]  # what stands on the stage now
SHOWINGS: tuple[Showing, ...] = get_args(Showing)

# The two questions the hall is asked after each volunteer, and what may be answered. Fixed, so that the
# answers of one workshop can be put beside those of another.
QUESTIONS: Mapping[int, tuple[str, ...]] = {
    1: ("yes", "almost", "no"),  # would you buy from her
    2: ("place", "price", "answers", "order", "none"),  # which part was strongest
}
FROM_HALL = "hall."  # how ids of the hall's comments begin among all that were shown during a take
MOST_HEARTS = 200  # of one guest for one take: a held-down thumb must not outweigh a hall


@dataclass(frozen=True, slots=True)
class Workshop:
    """One evening in one hall. `code` is what phones type; `communes` what joining offers to choose from."""

    id: str
    code: str
    name: str
    language: str
    created_at: datetime
    group_id: str = ""  # whose host and trainers run it; empty at a laptop that asks nobody who they are
    host_id: str = ""
    communes: tuple[str, ...] = ()
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What stage, remote and phones have in common just now; `version` rises with every change.

    `take_id`: the running take's, first an upload and then, by the same id, an attempt; or a sample's.
    `more` belongs to the stage: numbers and ids, never names or words.
    """

    workshop_id: str
    version: int = 1
    showing: Showing = "welcome"
    lesson_id: str = ""
    volunteer_id: str = ""  # a learner's
    volunteer: str = ""  # her first name, as she gave it; gone with her
    take_id: str = ""
    result_shown: bool = False
    comments_hidden: bool = False
    step: int = 0  # of the host's plan
    step_began_at: datetime | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody in the hall with a phone. `learner_id` is empty until she agreed to practise."""

    id: str
    workshop_id: str
    first_name: str
    commune: str
    joined_at: datetime
    practised_at: datetime | None = None
    learner_id: str = ""


@dataclass(frozen=True, slots=True)
class HallComment:
    """What a guest wrote. `refused`: why it is never shown; then no text is kept. `hidden`: by the host."""

    id: str
    guest_id: str
    first_name: str
    text: str
    said_at: datetime
    moved_at: datetime  # said, or hidden, or shown again: what is newer than this, has been seen
    take_id: str = ""
    at_s: float | None = None  # second of that take
    hidden: bool = False
    refused: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether the hall may read it."""
        return not (self.hidden or self.refused)
