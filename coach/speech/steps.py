"""Goes through the sound in steps of a tenth of a second and knows of each whether somebody speaks."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ, Span
from coach.speech.meter import STEP, STEP_S, STEPS_LOOKED_AT, LoudnessMeter
from coach.speech.voice import VOICE_ENDS, VOICE_STARTS, WINDOW, VoiceDetector, Window

SPOKEN = 0.75  # share of the 0.4 s looked at that has to be voice; a pause inside would make it quieter
AROUND = SOUND_HZ // 10  # samples; a word's breath and fading are neither voice nor the noise of the place


@dataclass(frozen=True, slots=True)
class Step:
    """A tenth of a second: samples (1600,), and the loudness (LUFS) of the 0.4 s up to its end.

    `spoken`: nearly all of these 0.4 s are voice. `still`: nobody speaks in them, nor just before and after.
    """

    index: int
    samples: NDArray[np.float32]
    lufs: float
    spoken: bool
    still: bool

    @property
    def span(self) -> Span:
        return Span(round(self.index * STEP_S, 3), round((self.index + 1) * STEP_S, 3))


class StepLine:
    """Gives steps as soon as it is settled whether somebody speaks in them; holds a second of sound."""

    def __init__(self) -> None:
        self._meter = LoudnessMeter()
        self._detector = VoiceDetector()
        self._sound: NDArray[np.float32] = np.zeros(0, np.float32)
        self._lufs: deque[float] = deque()
        self._voice: deque[Window] = deque()
        self._next = 0

    def hear(self, samples: NDArray[np.float32]) -> Iterator[Step]:
        """The steps that these samples (n,) settled."""
        self._sound = np.concatenate((self._sound, samples))
        self._lufs.extend(self._meter.hear(samples))
        self._voice.extend(self._detector.hear(samples))
        while self._lufs and self._voice and self._voice_known >= (self._next + 1) * STEP + AROUND:
            yield self._settle()

    def finish(self) -> Iterator[Step]:
        """The last steps; less than a tenth of a second is left out."""
        self._voice.extend(self._detector.finish())
        while self._lufs and self._voice:
            yield self._settle()

    @property
    def _voice_known(self) -> int:
        return (self._voice[-1].index + 1) * WINDOW

    def _settle(self) -> Step:
        end = (self._next + 1) * STEP
        begin = max(0, end - STEPS_LOOKED_AT * STEP)
        inside = [window.voice for window in self._between(begin, end)]
        near = [window.voice for window in self._between(begin - AROUND, end + AROUND)]
        sound, self._sound = np.split(self._sound, [STEP])
        spoken = sum(voice >= VOICE_STARTS for voice in inside) >= SPOKEN * len(inside)
        still = all(voice < VOICE_ENDS for voice in near) and self._next >= STEPS_LOOKED_AT
        step = Step(self._next, sound, self._lufs.popleft(), spoken, still)
        self._next += 1
        self._forget(end - (STEPS_LOOKED_AT + 1) * STEP - AROUND)
        return step

    def _between(self, begin: int, end: int) -> Iterable[Window]:
        return (w for w in self._voice if w.index * WINDOW < end and (w.index + 1) * WINDOW > begin)

    def _forget(self, before: int) -> None:
        while len(self._voice) > 1 and (self._voice[0].index + 1) * WINDOW < before:
            self._voice.popleft()
