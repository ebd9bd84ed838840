"""How loud a take is along its length, as few numbers as a picture of its sound needs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.capture.clip import sound_pieces
from coach.domain.media import SOUND_HZ, Recording

COUNT = 400  # bars: one for each pixel of a phone
LOUD = 99.0  # the percentile drawn at full height, so that one clap does not flatten a voice


def peaks(recording: Recording, count: int = COUNT) -> tuple[int, ...]:
    """`count` heights 0-100 in order of time; none where the recording has no sound."""
    if not recording.has_sound or recording.duration_s <= 0:
        return ()
    highest = np.zeros(count, np.float32)
    per_bar = recording.duration_s * SOUND_HZ / count
    for piece in sound_pieces(recording):
        places = ((np.arange(len(piece.samples)) + piece.start_s * SOUND_HZ) / per_bar).astype(np.int64)
        inside = (places >= 0) & (places < count)
        np.maximum.at(highest, places[inside], np.abs(piece.samples[inside]))
    return tuple(int(height) for height in _heights(highest))


def _heights(highest: NDArray[np.float32]) -> NDArray[np.int64]:
    full = float(np.percentile(highest, LOUD))
    if full <= 0:
        return np.zeros(len(highest), np.int64)
    heights: NDArray[np.int64] = np.clip(np.rint(100 * highest / full), 0, 100).astype(np.int64)
    return heights
