"""Hears the last seconds of a take before they are settled, so that a hall need not wait for the clip's end.

The words are provisional: a clip that is cut a little later may be recognised otherwise. They are never kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ, SoundPiece, Span
from coach.domain.transcript import Word
from coach.pipeline.following import Voices
from coach.speech.foreign import another_language
from coach.speech.guard import believed
from coach.speech.transcriber import CLIP_AT_MOST_S, Clip, Passage

NEW_S = 0.9  # of sound since the last reading; less tells nothing new
RESTS = 0.2  # of the time a reading took: some of the machine is left to the recording and the settled words
AIR_S = 0.2  # kept before a voice, as in a settled clip

Recognise = Callable[[Sequence[Clip], str], list[Passage]]


@dataclass(slots=True)
class Early:
    """The tail of one take. `recognise` is set once the recogniser was loaded."""

    language: str
    clock: Callable[[], float] = time.monotonic
    recognise: Recognise | None = None
    now_s: float = 0.0  # the second up to which sound came
    _tail: list[tuple[float, NDArray[np.float32]]] = field(default_factory=list)
    _voices: Voices = field(default_factory=Voices)
    _read_s: float = 0.0
    _free_at_s: float = 0.0

    def hear(self, piece: SoundPiece) -> None:
        """The next piece of sound, not held back."""
        self._voices.hear(piece)
        self._tail.append((piece.start_s, piece.samples))
        self.now_s = piece.span.end_s
        while self._tail and self._tail[0][0] < self.now_s - CLIP_AT_MOST_S - 1:
            del self._tail[0]

    def is_due(self) -> bool:
        """Whether another reading is worth its time now."""
        rested = self.clock() >= self._free_at_s
        return self.recognise is not None and rested and self.now_s - self._read_s >= NEW_S

    def words(self, settled_s: float) -> tuple[Word, ...]:
        """The words after that second, as they sound by now."""
        began_s = self.clock()
        self._read_s = self.now_s
        clip = self._clip(settled_s)
        found = self._recognised(clip) if clip is not None else ()
        took_s = self.clock() - began_s
        self._free_at_s = self.clock() + RESTS * took_s
        return tuple(one for one in found if one.span.start_s >= settled_s - AIR_S)

    def _recognised(self, clip: Clip) -> tuple[Word, ...]:
        assert self.recognise is not None  # noqa: S101  `is_due` has asked
        (passage,) = self.recognise([clip], self.language)
        return () if another_language(passage, clip) else tuple(believed(passage, clip.speech))

    def _clip(self, settled_s: float) -> Clip | None:
        """From the first voice that is not settled yet up to now; None where nobody spoke."""
        spans = [one for one in self._voices.so_far() if one.end_s > settled_s + AIR_S]
        if not spans:
            return None
        start_s = max(spans[0].start_s - AIR_S, settled_s, self.now_s - CLIP_AT_MOST_S)
        sound, first_s = self._sound_from(start_s)
        end_s = first_s + len(sound) / SOUND_HZ
        inside = (
            Span(max(one.start_s, first_s), min(one.end_s, end_s)) for one in spans if one.end_s > first_s
        )
        return Clip(first_s, sound, tuple(inside)) if len(sound) else None

    def _sound_from(self, start_s: float) -> tuple[NDArray[np.float32], float]:
        parts: list[NDArray[np.float32]] = []
        first_s = start_s
        for at_s, samples in self._tail:
            skip = max(0, round((start_s - at_s) * SOUND_HZ))
            if skip < len(samples):
                first_s = at_s + skip / SOUND_HZ if not parts else first_s
                parts.append(samples[skip:])
        return (np.concatenate(parts) if parts else np.zeros(0, np.float32)), first_s
