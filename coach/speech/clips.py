"""Cuts the sound, while it comes in, into clips long enough to understand that end where the voice rests."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ, Span
from coach.speech.transcriber import CLIP_AT_MOST_S, Clip
from coach.speech.voice import WINDOW, Stretch, VoiceStretches, Window


def _windows(seconds: float) -> int:
    return int(seconds * SOUND_HZ / WINDOW)


_LONGEST = _windows(CLIP_AT_MOST_S)
_PAD = _windows(0.2)  # sound kept before and after the voice; Whisper needs a little air
_SETTLED = _windows(2.0)  # after so long a silence nothing is worth joining
_SHORTEST = _windows(2.0)  # Whisper base invents words in shorter fragments; docs/speech.md
_GOOD = (
    _windows(8.0),
    _windows(13.0),
)  # long enough to understand, and at least 2 s are left for the next clip
_ANY = (_SHORTEST, _windows(8.0))
_LATE = (_windows(13.0), _LONGEST)
_HARD = (_windows(10.0), _windows(13.0))  # where to look for a quiet moment when nobody rests for 15 s


class ClipCutter:
    """Takes windows one by one and gives back clips as soon as they are settled.

    A clip settles when 2 s of silence follow it, or when more than 15 s have gathered: then it is cut at the
    longest pause between 8 and 13 s, at another pause, or at the quietest moment, in this order. It depends
    on nothing but the windows.
    """

    def __init__(self) -> None:
        self._stretches = VoiceStretches()
        self._closed: list[Stretch] = []  # settled voice that waits for its clip
        self._kept: deque[Window] = deque()
        self._floor = 0  # window before which everything has been given away

    def step(self, window: Window) -> tuple[Stretch | None, Clip | None]:
        """The stretch of voice and the clip that this window settled, if any."""
        self._kept.append(window)
        stretch = self._stretches.step(window)
        self._keep(stretch)
        clip = self._cut(window.index + 1)
        self._forget(window.index + 1)
        return stretch, clip

    def finish(self, samples: int) -> tuple[Stretch | None, Clip | None]:
        """What is left when the sound ends after so many samples."""
        stretch = self._stretches.finish(-(-samples // WINDOW))
        self._keep(stretch)
        return stretch, self._settle(self._closed, samples) if self._closed else None

    def _keep(self, stretch: Stretch | None) -> None:
        if stretch is not None:
            self._closed.append(Stretch(max(stretch.first, self._floor), stretch.after))

    def _waiting(self, now: int) -> list[Stretch]:
        """All voice not given away yet, the stretch still open included up to `now`."""
        first = self._stretches.first
        return [*self._closed, *([] if first is None else [Stretch(max(first, self._floor), now)])]

    def _begin(self, first: int) -> int:
        return max(self._floor, first - _PAD)

    def _cut(self, now: int) -> Clip | None:
        waiting = self._waiting(now)
        if not waiting:
            return None
        if self._stretches.first is None:
            silent = now - waiting[-1].after
            return self._settle(waiting) if silent >= _SETTLED else None
        begin = self._begin(waiting[0].first)
        return self._cut_within(waiting, begin) if now - begin > _LONGEST else None

    def _cut_within(self, waiting: list[Stretch], begin: int) -> Clip:
        """Cut more than 15 s of voice in two and give the first part."""
        pauses = [(before.after, after.first) for before, after in pairwise(waiting)]
        for least, most in (_GOOD, _ANY, _LATE):
            fitting = [pause for pause in pauses if least <= pause[0] - begin < most]
            if fitting:
                start, end = max(fitting, key=lambda pause: (pause[1] - pause[0], pause[0]))
                kept = [stretch for stretch in waiting if stretch.after <= start]
                return self._give(kept, start + min(_PAD, (end - start) // 2))
        cut = self._quietest(begin + _HARD[0], begin + _HARD[1])
        kept = [Stretch(s.first, min(s.after, cut)) for s in waiting if s.first < cut]
        return self._give(kept, cut)

    def _quietest(self, first: int, after: int) -> int:
        """The middle of the quietest three windows (96 ms) in a row."""
        energy = [float(np.mean(np.square(w.samples, dtype=np.float64))) for w in self._between(first, after)]
        return first + 1 + int(np.argmin(np.convolve(energy, np.ones(3), "valid")))

    def _settle(self, waiting: list[Stretch], samples: int | None = None) -> Clip:
        return self._give(waiting, waiting[-1].after + _PAD, samples)

    def _give(self, voice: list[Stretch], after: int, samples: int | None = None) -> Clip:
        """Hand out the sound from the first voice up to window `after` (or to where the sound ends)."""
        begin = self._begin(voice[0].first)
        after = min(after, begin + _LONGEST)
        sound = np.concatenate([window.samples for window in self._between(begin, after)])
        if samples is not None:
            sound = sound[: samples - begin * WINDOW]
        self._floor = after
        self._closed = [stretch for stretch in self._closed if stretch.first >= after]
        return _clip(begin, sound, voice)

    def _between(self, first: int, after: int) -> Iterator[Window]:
        offset = self._kept[0].index
        return islice(self._kept, first - offset, after - offset)

    def _forget(self, now: int) -> None:
        """Let go of the sound nobody will ask for again."""
        waiting = self._waiting(now)
        needed = self._begin(waiting[0].first if waiting else now)
        while self._kept and self._kept[0].index < needed:
            self._kept.popleft()


def _clip(begin: int, sound: NDArray[np.float32], voice: list[Stretch]) -> Clip:
    start_s = begin * WINDOW / SOUND_HZ
    end_s = start_s + len(sound) / SOUND_HZ
    spans = (stretch.span() for stretch in voice)
    return Clip(
        start_s, sound, tuple(Span(max(span.start_s, start_s), min(span.end_s, end_s)) for span in spans)
    )
