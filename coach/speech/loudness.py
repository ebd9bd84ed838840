"""The observer that measures how loud the sound is, whether it is overdriven, and where it is silent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from coach.domain.evidence import Finding, NotObserved, Observation, ObserverKey
from coach.domain.media import SOUND_HZ, Piece, SoundPiece, Span, Take
from coach.speech.sound import SoundLine

NAME = "loudness"
VERSION = "1"
QUIETEST_DBFS = -120.0  # what digital silence is called, so that it stays a number
CLIPPED = 0.985  # |sample|; codecs rarely give back the full 1.0 of an overdriven microphone
SILENT_DBFS = -60.0  # room tone of a quiet room as a phone records it
SHORTEST_SILENCE_S = 2.0  # "dead air"; docs/speech.md
_STEPS = 10  # silence is looked at in steps of 0.1 s
_STEP = SOUND_HZ // _STEPS


def level_dbfs(samples: NDArray[np.float32]) -> float:
    """Root-mean-square level of samples (n,) against full scale, in dB; -120 for digital silence."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return max(QUIETEST_DBFS, float(10 * np.log10(power))) if power else QUIETEST_DBFS


class LoudnessObserver:
    """Observer `loudness`: for every second its `loudness` (dBFS) and `clipping` (share), and `silence`."""

    def key(self, take: Take) -> ObserverKey:
        """Reads nothing but the sound."""
        return ObserverKey(NAME, VERSION)

    def start(self, take: Take) -> LoudnessTake:
        """Begin to measure one take."""
        return LoudnessTake()


class LoudnessTake:
    """Measures one take second by second."""

    def __init__(self) -> None:
        self._line = SoundLine()
        self._waiting: NDArray[np.float32] = np.zeros(0, np.float32)
        self._second = 0
        self._silent_from_s: float | None = None

    def see(self, piece: Piece) -> Iterator[Finding]:
        """The seconds that this piece of sound made whole."""
        if not isinstance(piece, SoundPiece):
            return
        self._waiting = np.concatenate((self._waiting, self._line.lay(piece)))
        while len(self._waiting) >= SOUND_HZ:
            second, self._waiting = np.split(self._waiting, [SOUND_HZ])
            yield from self._measure(second)

    def finish(self) -> Iterator[Finding]:
        """The last, shorter second, and the silence that lasted to the end."""
        if not self._line.samples_given:
            yield NotObserved(NAME, "hearing.no_sound")
            return
        end_s = round(self._second + len(self._waiting) / SOUND_HZ, 3)
        if len(self._waiting):
            yield from self._measure(self._waiting)
        yield from self._silence(end_s)

    def _measure(self, samples: NDArray[np.float32]) -> Iterator[Observation]:
        start_s = float(self._second)
        span = Span(start_s, round(start_s + len(samples) / SOUND_HZ, 3))
        clipped = float(np.mean(np.abs(samples) >= CLIPPED))
        yield Observation("loudness", span, round(level_dbfs(samples), 1), "dBFS")
        yield Observation("clipping", span, round(clipped, 4), "share")
        for step, first in enumerate(range(0, len(samples), _STEP)):
            yield from self._step(round(start_s + step / _STEPS, 1), samples[first : first + _STEP])
        self._second += 1

    def _step(self, at_s: float, samples: NDArray[np.float32]) -> Iterator[Observation]:
        if level_dbfs(samples) >= SILENT_DBFS:
            yield from self._silence(at_s)
        elif self._silent_from_s is None:
            self._silent_from_s = at_s

    def _silence(self, end_s: float) -> Iterator[Observation]:
        """The silence that ended here, when it was long enough to matter."""
        start_s, self._silent_from_s = self._silent_from_s, None
        if start_s is not None and end_s - start_s >= SHORTEST_SILENCE_S:
            yield Observation("silence", Span(start_s, end_s), round(end_s - start_s, 2), "s")
