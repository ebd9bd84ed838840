"""What the practice viewers do just now, as a page shows it; who decides it stands above this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from coach.domain.media import ShownComment
from coach.store.uploads import Upload


@dataclass(frozen=True, slots=True)
class Scene:
    """Comments of the take so far and a little ahead, each with its second; None where nobody decides it."""

    comments: tuple[ShownComment, ...] = ()
    viewers: int | None = None
    hearts: int | None = None  # so far
    cue: str = ""  # one calm line in the learner's language
    note: str = ""  # what else she may know, in small letters

    def told(self) -> dict[str, Any]:
        """As JSON for the page."""
        return asdict(self)


Audience = Callable[[Upload, float], Scene]  # a recording and the second until which is asked


def empty_room(_: Upload, until_s: float) -> Scene:
    """Nobody says anything."""
    return Scene()
