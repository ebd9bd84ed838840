"""How much of what changes from pixel to pixel is the camera's noise, and how much is the picture itself."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import cv2
import numpy as np

from coach.vision.picture import Luma

# Second differences across and down: nothing is left of even slopes and straight edges, noise is left
# six-fold (J. Immerkær, "Fast noise variance estimation", 1996). Their median does not see the few pixels on
# edges: noise of 2, 4 and 8 put on a portrait is read as 2.0, 4.0 and 7.7.
LEFT_BY_NOISE = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
GAIN = 6.0
MEDIAN_OF_NORMAL = 0.6745  # of the size of a normal variable with standard deviation 1
EVERY = 3  # every third row and column is enough for a median


@dataclass(frozen=True, slots=True)
class Texture:
    """`grain` and `edges` in luma 0-255: standard deviation of noise, and of neighbours without noise.

    `grain_share`: the part of the mean difference between neighbours that noise alone would make; 1 is all.
    """

    grain: float
    edges: float
    grain_share: float


def texture(luma: Luma) -> Texture:
    """What neighbouring pixels of a picture (height, width), at least 3 x 3, differ by."""
    left = cv2.filter2D(luma, cv2.CV_16S, LEFT_BY_NOISE)[1:-1:EVERY, 1:-1:EVERY]
    grain = float(np.median(np.abs(left))) / MEDIAN_OF_NORMAL / GAIN
    steps = cv2.absdiff(luma[:, 1:], luma[:, :-1]), cv2.absdiff(luma[1:], luma[:-1])
    mean = sum(cv2.mean(step)[0] for step in steps) / 2
    square = sum(cv2.norm(step, cv2.NORM_L2SQR) / step.size for step in steps) / 2
    by_grain = 2 * grain / sqrt(pi)  # the mean difference of two normal variables
    return Texture(
        grain=grain,
        edges=sqrt(max(0.0, square - 2 * grain**2)),
        grain_share=min(1.0, by_grain / mean) if mean else 0.0,
    )
