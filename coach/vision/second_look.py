"""Looks for a face once more with the shadows lifted where none was found: for dark skin and shade."""

from __future__ import annotations

import cv2
import numpy as np

from coach.domain.media import FrameSample
from coach.vision.faces import Faces, FindFaces

# Exponent of the stored values. Of 324 pictures of sellers re-toned to the three darkest tones of the Monk
# scale, before six backgrounds in whole and half light, 28 had no face: 22 of them have one so lifted, 24 at
# 0.45, 11 after evening out the contrast. On 296 pictures without people it adds no false face; 0.45 adds one
# (docs/seeing.md section 2).
LIFT = 0.6
_LIFTED = np.round(255 * (np.arange(256) / 255) ** LIFT).astype(np.uint8)


class SecondLook:
    """A face finder that looks again where it found nobody; nothing changes where it found somebody."""

    def __init__(self, find: FindFaces) -> None:
        self._find = find

    def __call__(self, sample: FrameSample) -> Faces:
        return self._find(sample) or self._find(lifted(sample))


def lifted(sample: FrameSample) -> FrameSample:
    """The same picture with dark parts brighter; black stays black and white stays white."""
    return FrameSample(sample.at_s, np.asarray(cv2.LUT(sample.image, _LIFTED), np.uint8))
