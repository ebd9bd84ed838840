"""What the process that listens to a volunteer tells the stage: captions and lights, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from coach.domain.transcript import Word
from coach.workshop.lights import Light

LINE = 42  # letters; two lines of it are read at a glance (subtitles of cinemas have as many)
LINES = 2
REST_S = 1.5  # a longer rest begins a new line


@dataclass(frozen=True, slots=True)
class Live:
    """Lights, caption lines (newest last), and the second up to which was listened."""

    lights: tuple[Light, ...] = ()
    captions: tuple[str, ...] = ()
    until_s: float = 0.0
    heard_s: float = 0.0  # end of the last word in the captions


_LIVE = TypeAdapter(Live)


def captions(words: Sequence[Word]) -> tuple[str, ...]:
    """The last lines of what was said."""
    lines: list[str] = []
    before: Word | None = None
    for word in words:
        rested = before is not None and word.span.start_s - before.span.end_s > REST_S
        if not lines or rested or len(lines[-1]) + 1 + len(word.text) > LINE:
            lines.append(word.text)
        else:
            lines[-1] += f" {word.text}"
        before = word
    return tuple(lines[-LINES:])


def written(live: Live) -> bytes:
    """As JSON for another process."""
    return _LIVE.dump_json(live)


def read_live(told: bytes) -> Live:
    """What another process has written."""
    return _LIVE.validate_json(told)
