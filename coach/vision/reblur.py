"""How blurred a picture is, by blurring it once more: a sharp one loses much by that, a blurred one little.

The measure of F. Crété, T. Dolmière, P. Ladret and M. Nicolas, "The blur effect: perception and estimation
with a new no-reference perceptual blur metric", Proc. SPIE 6492 (2007), doi:10.1117/12.702790.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.vision.picture import Luma

Grey = NDArray[np.float32]

WINDOW_PX = 11  # length of the second blur; the authors use 9, scikit-image's `blur_effect` 11
INNER = slice(2, -1)  # the picture without its border, where slopes are made up


def reblur(luma: Luma) -> tuple[float, float]:
    """How much of the slopes along x and y outlives a second blur: 0 sharp to 1 blurred; 1 without any."""
    grey = luma.astype(np.float32)
    return _kept(grey, (1, 0), (WINDOW_PX, 1)), _kept(grey, (0, 1), (1, WINDOW_PX))


def _kept(grey: Grey, way: tuple[int, int], window: tuple[int, int]) -> float:
    blurred = np.asarray(cv2.blur(grey, window, borderType=cv2.BORDER_REFLECT), np.float32)
    before, after = _slopes(grey, way), _slopes(blurred, way)
    whole = float(before.sum())
    return float(np.minimum(before, after).sum()) / whole if whole else 1.0


def _slopes(grey: Grey, way: tuple[int, int]) -> Grey:
    """How steeply brightness changes along one direction, whatever the sign: (height - 3, width - 3)."""
    slopes = cv2.Sobel(grey, cv2.CV_32F, *way, ksize=3, borderType=cv2.BORDER_REFLECT)
    return np.asarray(np.abs(slopes[INNER, INNER]), np.float32)
