"""The one seam to any speech recogniser: clips of sound go in, words with their moments come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ, Span
from coach.domain.transcript import Word

CLIP_AT_MOST_S = (
    15.0  # Vietnamese word errors by clip length: 10 s 27 %, 15 s 24 %, 20 s 34 %; docs/speech.md
)


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of sound to recognise on its own: float32 mono samples (n,) at SOUND_HZ, at most 15 s.

    `speech` is where the voice detector heard a voice in it, in seconds of the recording.
    """

    start_s: float
    samples: NDArray[np.float32]
    speech: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start_s, self.start_s + len(self.samples) / SOUND_HZ)


@dataclass(frozen=True, slots=True)
class Tongue:
    """How likely a clip is in the language that was asked for, and in the likeliest other one (0-1)."""

    asked: float
    other: float


@dataclass(frozen=True, slots=True)
class Passage:
    """What was recognised in one clip: words in time order, and how likely it was no speech at all (0-1).

    `tongue` is None where the recogniser does not tell languages apart.
    """

    words: tuple[Word, ...]
    no_speech: float = 0.0
    tongue: Tongue | None = None


class Transcriber(Protocol):
    """Recognises clips. How clips are grouped into calls never changes what comes out."""

    def recognise(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        """One passage a clip: times from the start of the recording, text NFC without spaces around."""


@runtime_checkable
class Glancing(Protocol):
    """A recogniser that can also hear in a hurry."""

    def glance(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        """As `Transcriber.recognise` in a third of the time; words may differ, so they are never kept."""
