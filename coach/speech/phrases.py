"""Cuts the voice into phrases: what is said between two rests, or in six seconds where nobody rests."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ, Span
from coach.speech.voice import PAUSE_WINDOWS, WINDOW, Stretch, VoiceStretches, Window

PAD = 6  # windows, 0.19 s, kept on both sides: the pitch finder looks so far around; less than a rest is
_LONGEST, _SHORTEST = round(6.0 * SOUND_HZ / WINDOW), round(3.0 * SOUND_HZ / WINDOW)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Windows `first` up to `after` (not included); samples (n,) from window `begin` on, a little around."""

    first: int
    after: int
    begin: int
    samples: NDArray[np.float32]

    @property
    def span(self) -> Span:
        return Span(_second(self.first), _second(self.after))


class PhraseCutter:
    """Takes windows one by one and gives phrases once they are settled. Holds eight seconds at most."""

    def __init__(self) -> None:
        self._stretches = VoiceStretches()
        self._kept: deque[Window] = deque(maxlen=_LONGEST + 2 * PAD + PAUSE_WINDOWS)
        self._floor = 0  # window before which everything belongs to earlier phrases

    def step(self, window: Window) -> Iterator[Phrase]:
        """The phrase that this window settled, if any."""
        self._kept.append(window)
        yield from self._settled(self._stretches.step(window))
        first = self._stretches.first
        if first is not None and window.index + 1 - max(first, self._floor) >= _LONGEST + PAD:
            yield self._cut(max(first, self._floor))

    def finish(self) -> Iterator[Phrase]:
        """The phrase that the end of the sound cut off, if any."""
        if self._kept:
            yield from self._settled(self._stretches.finish(self._kept[-1].index + 1))

    def _settled(self, stretch: Stretch | None) -> Iterator[Phrase]:
        if stretch is not None and stretch.after > self._floor:
            yield self._phrase(max(stretch.first, self._floor), stretch.after)

    def _cut(self, first: int) -> Phrase:
        """Cut between 3 and 6 s, where the voice is least sure."""
        choice = [w for w in self._kept if first + _SHORTEST <= w.index < first + _LONGEST]
        self._floor = min(choice, key=lambda window: (window.voice, window.index)).index
        return self._phrase(first, self._floor)

    def _phrase(self, first: int, after: int) -> Phrase:
        around = [window for window in self._kept if first - PAD <= window.index < after + PAD]
        samples = np.concatenate([window.samples for window in around])
        return Phrase(first, after, around[0].index, samples)


def _second(window: int) -> float:
    return round(window * WINDOW / SOUND_HZ, 3)
