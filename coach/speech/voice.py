"""Tells voice from everything else while the sound comes in, and never changes its mind afterwards."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ, Span

WINDOW = 512  # samples, 32 ms: what Silero v6 was trained on at 16 kHz
_CONTEXT = 64  # samples of the window before, which Silero reads again
_BLOCK = (
    32  # windows a call, about 1 s; always the same number, so that sums come out the same to the last bit
)
VOICE_STARTS, VOICE_ENDS = 0.5, 0.35  # probability; Silero's own pair
PAUSE_WINDOWS = 10  # 320 ms; shorter gaps belong to speaking (min_silence 300 ms, docs/speech.md)
SHORTEST_VOICE_WINDOWS = 4  # 128 ms; less is a click or a knock, a syllable takes 150-300 ms
REMEMBERED = 16  # blocks; several who listen to one take ask for the same ones, one after the other
_EDGE = WINDOW  # samples added on both sides of a voice segment: onsets then lie within 20-30 ms of the truth


@dataclass(frozen=True, slots=True)
class Window:
    """32 ms of sound, samples (512,), and the probability of voice in it (0-1)."""

    index: int
    samples: NDArray[np.float32]
    voice: float


class VoiceDetector:
    """Silero's voice probability per window, its memory carried on from call to call."""

    def __init__(self) -> None:
        self._memory: tuple[Any, Any] = (_blank(), _blank())
        self._context = np.zeros(_CONTEXT, np.float32)
        self._waiting: NDArray[np.float32] = np.zeros(0, np.float32)
        self._next = 0
        self.samples_heard = 0

    def hear(self, samples: NDArray[np.float32]) -> Iterator[Window]:
        """Windows that became settled with these samples (n,)."""
        self.samples_heard += len(samples)
        self._waiting = np.concatenate((self._waiting, samples))
        while len(self._waiting) >= _BLOCK * WINDOW:
            block, self._waiting = np.split(self._waiting, [_BLOCK * WINDOW])
            yield from self._settle(block, _BLOCK)

    def finish(self) -> Iterator[Window]:
        """The last windows; the very last one is filled up with silence."""
        rest, self._waiting = self._waiting, self._waiting[:0]
        if len(rest):
            block = np.zeros(_BLOCK * WINDOW, np.float32)
            block[: len(rest)] = rest
            yield from self._settle(block, -(-len(rest) // WINDOW))

    def _settle(self, block: NDArray[np.float32], wanted: int) -> Iterator[Window]:
        windows = block.reshape(_BLOCK, WINDOW)
        before = np.vstack((self._context, windows[:-1, -_CONTEXT:]))
        voice, *memory = _asked(np.hstack((before, windows)), *self._memory)
        self._memory, self._context = (memory[0], memory[1]), windows[-1, -_CONTEXT:].copy()
        for samples, probability in zip(windows[:wanted], voice[:wanted], strict=True):
            yield Window(self._next, samples, float(probability))
            self._next += 1


_REMEMBERED: OrderedDict[bytes, tuple[Any, ...]] = OrderedDict()
_ONE_AT_A_TIME = Lock()


def _asked(
    block: NDArray[np.float32], hidden: NDArray[np.float32], cell: NDArray[np.float32]
) -> tuple[Any, ...]:
    """Silero's answer: voice probabilities and its memory. The same question is not worked out twice.

    Whoever needs to know where a voice is asks for itself, so that each observer stands alone; the answers
    to the last blocks are remembered, so that this costs nothing (1.7 CPU-seconds in 10 minutes otherwise).
    """
    from faster_whisper.vad import get_vad_model

    told = hashlib.blake2b(block.tobytes() + hidden.tobytes() + cell.tobytes()).digest()
    with _ONE_AT_A_TIME:
        if told not in _REMEMBERED:
            session: Any = get_vad_model().session
            _REMEMBERED[told] = tuple(session.run(None, {"input": block, "h": hidden, "c": cell}))
            while len(_REMEMBERED) > REMEMBERED:
                _REMEMBERED.popitem(last=False)
        return _REMEMBERED[told]


def _blank() -> NDArray[np.float32]:
    return np.zeros((1, 1, 128), np.float32)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive windows with voice: from `first` up to but not including `after`."""

    first: int
    after: int

    def span(self, end_s: float = float("inf")) -> Span:
        """In seconds, a window wider on both sides, no later than `end_s`."""
        start = max(0, self.first * WINDOW - _EDGE)
        end_s = min(end_s, (self.after * WINDOW + _EDGE) / SOUND_HZ)
        return Span(round(min(start / SOUND_HZ, end_s), 3), round(end_s, 3))


class VoiceStretches:
    """Joins windows into stretches of voice: closed by a pause, forgotten when too short to be a syllable."""

    def __init__(self) -> None:
        self.first: int | None = None  # where the open stretch began
        self._quiet_from: int | None = None

    def step(self, window: Window) -> Stretch | None:
        """The stretch that this window settled, if any."""
        if window.voice >= VOICE_STARTS:
            self._quiet_from = None
            if self.first is None:
                self.first = window.index
        elif window.voice < VOICE_ENDS and self.first is not None and self._quiet_from is None:
            self._quiet_from = window.index
        if self._quiet_from is None or window.index + 1 - self._quiet_from < PAUSE_WINDOWS:
            return None
        return self._close(self._quiet_from)

    def finish(self, after: int) -> Stretch | None:
        """The stretch still open when the sound ends before window `after`."""
        return self._close(after if self._quiet_from is None else self._quiet_from)

    def _close(self, after: int) -> Stretch | None:
        first, self.first, self._quiet_from = self.first, None, None
        if first is None or after - first < SHORTEST_VOICE_WINDOWS:
            return None
        return Stretch(first, after)
