"""The comments of an evening in which nobody listens along: the seed alone decides."""

from __future__ import annotations

from functools import lru_cache

from coach.course.library import Library, load_library
from coach.domain.media import ProductCard, ShownComment
from coach.domain.rubric import Lesson
from coach.language.shelf import shipped_lessons
from coach.viewers.director import react
from coach.viewers.plan import open_room
from coach.viewers.room import Audience, Room


@lru_cache(4)
def shipped_library(language: str = "vi") -> Library:
    """The library that came with this installation; LessonError where somebody changed and broke it."""
    return load_library(shipped_lessons(), language)


def script(
    lesson: Lesson,
    card: ProductCard | None,
    seed: int,
    length_s: float,
    difficulty: int,
    library: Library | None = None,
) -> tuple[ShownComment, ...]:
    """All comments of a take of that length, with their seconds; the same seed gives the same comments."""
    audience = Audience(library or shipped_library(), lesson.id, card, difficulty)
    return react(Room(open_room(audience, seed, length_s)), length_s).comments
