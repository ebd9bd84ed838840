"""How hard the audience is: by lesson and practice, and never harder after a bad take."""

from __future__ import annotations

from coach.course.comments import HARDEST
from coach.course.library import Library

TAKES_A_STEP = 3  # takes of one lesson after which viewers become a little harder; own judgement
WELL = 0.5  # share of questions answered last time, below which nothing becomes harder


def hardness(
    library: Library, lesson_id: str, takes_before: int = 0, answered_last: float | None = None
) -> int:
    """1 (kind), 2 (some doubt), 3 (hurried and sharp). `answered_last`: share (0-1) of questions answered."""
    first = library.room(lesson_id).difficulty
    if answered_last is not None and answered_last < WELL:
        return first
    return min(HARDEST, first + takes_before // TAKES_A_STEP)
