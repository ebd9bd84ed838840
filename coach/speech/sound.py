"""Lays pieces of sound end to end from the first second, with silence where the recording has none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ, SoundPiece

_JITTER = SOUND_HZ // 50  # 20 ms: phones write packet times that wobble by less; a real gap is longer


class SoundLine:
    """Turns pieces into one unbroken line of samples that begins at second 0."""

    def __init__(self) -> None:
        self.samples_given = 0

    def lay(self, piece: SoundPiece) -> NDArray[np.float32]:
        """The samples (n,) that follow those given before: silence for a gap, then the piece."""
        gap = round(piece.start_s * SOUND_HZ) - self.samples_given
        samples = piece.samples
        if gap > _JITTER:
            samples = np.concatenate((np.zeros(gap, np.float32), samples))
        self.samples_given += len(samples)
        return samples
