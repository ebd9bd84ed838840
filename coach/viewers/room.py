"""A practice room: who sits there, the places at which somebody may type, and what was shown so far."""

from __future__ import annotations

from dataclasses import dataclass

from coach.course.comments import Comment
from coach.course.library import Library, Seats
from coach.domain.media import ProductCard, ShownComment
from coach.viewers.wording import CALLED, filled, kind_of, product_name

SHARP, WARY = "rude", "doubt"
UNFRIENDLY_INTENTS = ("complaint", "distrust")
SPONTANEOUS = ("greeting", "joke", "complaint")  # not asked in order to hear an answer


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sits there: the library, the lesson, what she sells, how she is called, how hard they are."""

    library: Library
    lesson_id: str
    card: ProductCard | None = None
    difficulty: int = 1
    you: str = ""

    @property
    def seats(self) -> Seats:
        """The lesson's room."""
        return self.library.room(self.lesson_id)

    def wording(self, text: str, question: str = "") -> str:
        """A text of the library as it is shown."""
        product = product_name(self.card, kind_of(self.library, self.card, self.lesson_id))
        return filled(text, product, self.called, question)

    @property
    def called(self) -> str:
        """How viewers call the seller."""
        return self.you or CALLED[self.library.language]


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the evening: somebody may type at `at_s`, and has `room_s` before the next.

    `planned` None keeps it free for a reaction. `spares` are kind questions instead. `draw` decides the rest.
    """

    at_s: float
    room_s: float
    name: str
    planned: Comment | None
    spares: tuple[Comment, ...]
    draw: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole evening, fixed by its seed."""

    audience: Audience
    places: tuple[Place, ...]
    coming_s: tuple[float, ...]  # seconds at which viewers come in
    at_first: int


def unfriendly(comment: Comment) -> bool:
    """Whether it doubts, complains or is sharp."""
    return comment.tone in (SHARP, WARY) or comment.intent in UNFRIENDLY_INTENTS


@dataclass(frozen=True, slots=True)
class Room:
    """An evening as far as it has gone: its plan, the second reached, and the comments shown, in order."""

    plan: Plan
    at_s: float = 0.0
    shown: tuple[ShownComment, ...] = ()
