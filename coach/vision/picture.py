"""How bright a picture is, measured on a small copy of it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Luma = NDArray[np.uint8]  # (height, width), 0-255 as stored, not linear

SMALL_PX = 320  # longest side; light changes slowly over a picture, and this costs under a millisecond
CLIPPED = 250  # luma from which nothing can be told apart any more; clean clips have under 2 % of it
DIMMEST = 45  # 95th centile of luma below which even a face finder that is good in the dark may miss a face
BLACK_LUMA = 30  # 95th centile of luma below which viewers see black; a 32nd of the light still gives 32-48
GLARE_SHARE = 0.4  # share of clipped picture above which a face may be lost in the glare

_STORED = np.arange(256) / 255
# Light that fell on the camera for each luma value, 0-1 (IEC 61966-2-1, the curve of ordinary pictures).
LINEAR = np.where(_STORED <= 0.04045, _STORED / 12.92, ((_STORED + 0.055) / 1.055) ** 2.4)


def small_luma(image: NDArray[np.uint8], longest_px: int = SMALL_PX) -> Luma:
    """Luma of the picture (height, width, 3) BGR, shrunk to at most `longest_px` on its longest side."""
    return np.asarray(cv2.cvtColor(small(image, longest_px), cv2.COLOR_BGR2GRAY), np.uint8)


def small(image: NDArray[np.uint8], longest_px: int) -> NDArray[np.uint8]:
    """The picture (height, width) or (height, width, 3) shrunk to at most `longest_px`, never enlarged."""
    height, width = image.shape[:2]
    scale = min(1.0, longest_px / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def brightness(luma: Luma) -> float:
    """The 95th centile of luma: how bright the bright parts are, whatever colour most of it has."""
    return float(np.percentile(luma, 95))


def black(luma: Luma) -> bool:
    """Whether viewers see a black picture: the lens is covered, or the camera gives nothing."""
    return brightness(luma) < BLACK_LUMA


def clipped_share(luma: Luma) -> float:
    """Share 0-1 of the picture that is burnt out to white."""
    return float(np.mean(luma >= CLIPPED))


def blinded(luma: Luma) -> str:
    """Why a face could not be seen even if there were one, as a message id; empty when it could."""
    if brightness(luma) < DIMMEST:
        return "vision.too_dark"
    return "vision.too_bright" if clipped_share(luma) > GLARE_SHARE else ""
