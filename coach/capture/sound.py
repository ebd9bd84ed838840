"""Lays decoded sound on the common time line: 16 kHz, one channel, silence where there was none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from coach.capture.container import BROKEN
from coach.capture.timeline import Timeline
from coach.domain.media import SOUND_HZ, SoundPiece

PIECE = SOUND_HZ  # samples in a piece: one second
SLIP_S = (
    0.08  # lips and voice may part by this much before it is put right; browsers' stamps jitter by about 0.02
)


class SoundLine:
    """Takes decoded frames in time order and gives contiguous pieces of one second from `begin_s` to `end_s`.

    Frames are placed by their time stamps, so a late start and holes become silence and overlaps are dropped.
    """

    def __init__(self, zero_s: float, begin_s: float = 0.0, end_s: float = math.inf) -> None:
        self._timeline = Timeline(zero_s)
        self._begin_s = begin_s
        self._room = (end_s - begin_s) * SOUND_HZ  # samples that fit in
        self._resampler: AudioResampler | None = None
        self._shape: tuple[str, str, int] | None = None
        self._heard_until_s = 0.0  # where the frames taken so far end
        self._laid = 0  # samples since begin_s, given out or waiting
        self._surplus = 0  # samples still to be dropped, because their time is taken already
        self._waiting: list[NDArray[np.float32]] = []
        self._given = 0

    def take(self, frame: AudioFrame, stamp_s: float | None) -> Iterator[SoundPiece]:
        """The pieces that are full now. Raises one of BROKEN for a frame that cannot be used."""
        lasts_s = frame.samples / max(1, frame.sample_rate)
        at_s = self._timeline.at(stamp_s, lasts_s)
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self._shape or abs(at_s - self._heard_until_s) > SLIP_S:
            self._place(at_s)
            self._shape = shape
        self._heard_until_s += lasts_s
        try:
            self._lay_resampled(frame)
        except BROKEN:
            self._shape = None  # whatever comes next starts anew, in its right place
            raise
        yield from self._full_pieces()

    def finish(self) -> Iterator[SoundPiece]:
        """What is left at the end, the last piece shorter than the others."""
        self._drain()
        yield from self._full_pieces()
        if self._laid > self._given:
            yield self._piece(np.concatenate(self._waiting))

    def _place(self, at_s: float) -> None:
        """Go on at another time, with silence in between or without what would overlap."""
        self._drain()
        ahead = round((at_s - self._begin_s) * SOUND_HZ) - self._laid
        self._surplus = max(0, -ahead)
        if ahead > 0:
            self._lay(np.zeros(min(ahead, round(min(self._room, ahead))), np.float32))
        self._heard_until_s = at_s

    def _drain(self) -> None:
        """Fetch what the resampler still holds, unless it broke; the next frame starts a new one."""
        if self._resampler:
            with suppress(*BROKEN):
                self._lay_resampled(None)
        self._resampler = None

    def _lay_resampled(self, frame: AudioFrame | None) -> None:
        if self._resampler is None:
            self._resampler = AudioResampler(format="flt", layout="mono", rate=SOUND_HZ)
        for resampled in self._resampler.resample(frame):
            if resampled is not None:  # at the end of sound that needed no change
                self._lay(np.asarray(resampled.to_ndarray(), np.float32)[0])

    def _lay(self, samples: NDArray[np.float32]) -> None:
        dropped = min(self._surplus, len(samples))
        self._surplus -= dropped
        kept = samples[dropped:]
        if self._laid + len(kept) > self._room:
            kept = kept[: max(0, round(self._room) - self._laid)]
        self._waiting.append(kept)
        self._laid += len(kept)

    def _full_pieces(self) -> Iterator[SoundPiece]:
        if self._laid - self._given < PIECE:
            return
        joined = np.concatenate(self._waiting)
        full = len(joined) // PIECE * PIECE
        self._waiting = [joined[full:]]
        for first in range(0, full, PIECE):
            yield self._piece(joined[first : first + PIECE])

    def _piece(self, samples: NDArray[np.float32]) -> SoundPiece:
        start_s = self._begin_s + self._given / SOUND_HZ
        self._given += len(samples)
        return SoundPiece(start_s, np.clip(np.nan_to_num(samples), -1.0, 1.0))
