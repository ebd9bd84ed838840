"""How blurred a picture is, by blurring it once more: a sharp one loses much by that, a blurred one little.

The measure of F. Crété, T. Dolmière, P. Ladret and M. Nicolas, "The blur effect: perception and estimation
with a new no-reference perceptual blur metric", Proc. SPIE 6492 (2007), doi:10.1117/12.702790.
"""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.vision.picture import Luma

Whole = NDArray[np.int16]  # whole numbers: sums of WINDOW_PX luma and their slopes stay below 2 ** 15

WINDOW_PX = 11  # length of the second blur; the authors use 9, scikit-image's `blur_effect` 11
INNER = slice(2, -1)  # the picture without its border, where slopes are made up

_sum = partial(cv2.boxFilter, ddepth=cv2.CV_16S, normalize=False, borderType=cv2.BORDER_REFLECT)
_slope = partial(cv2.Sobel, ddepth=cv2.CV_16S, ksize=3, borderType=cv2.BORDER_REFLECT)


def reblur(luma: Luma) -> tuple[float, float]:
    """How much of the slopes along x and y outlives a second blur: 0 sharp to 1 blurred; 1 without any.

    `luma` is (height, width), at least 4 x 4.
    """
    return _kept(luma, (1, 0), (WINDOW_PX, 1)), _kept(luma, (0, 1), (1, WINDOW_PX))


def _kept(luma: Luma, way: tuple[int, int], window: tuple[int, int]) -> float:
    before = _steepness(luma, way) * np.int16(WINDOW_PX)  # as steep as a sum of WINDOW_PX of them
    after = _steepness(np.asarray(_sum(luma, ksize=window), np.int16), way)
    whole = cv2.norm(before, cv2.NORM_L1)
    return cv2.norm(np.minimum(before, after), cv2.NORM_L1) / whole if whole else 1.0


def _steepness(picture: Luma | Whole, way: tuple[int, int]) -> Whole:
    """How steeply brightness changes along one direction, up or down: (height - 3, width - 3)."""
    return np.asarray(np.abs(_slope(picture, dx=way[0], dy=way[1])[INNER, INNER]), np.int16)
