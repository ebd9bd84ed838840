"""How bright a picture is, measured on a small copy of it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Luma = NDArray[np.uint8]  # (height, width), 0-255 as stored, not linear

SMALL_PX = 320  # longest side; light changes slowly over a picture, and this costs under a millisecond
CLIPPED = 250  # luma from which nothing can be told apart any more; clean clips have under 2 % of it
DIMMEST = 45  # 95th centile of luma below which even a face finder that is good in the dark may miss a face
GLARE_SHARE = 0.4  # share of clipped picture above which a face may be lost in the glare

_STORED = np.arange(256) / 255
# Light that fell on the camera for each luma value, 0-1 (IEC 61966-2-1, the curve of ordinary pictures).
LINEAR = np.where(_STORED <= 0.04045, _STORED / 12.92, ((_STORED + 0.055) / 1.055) ** 2.4)


def small_luma(image: NDArray[np.uint8]) -> Luma:
    """Luma of the picture (height, width, 3) BGR, shrunk to at most SMALL_PX on its longest side."""
    height, width = image.shape[:2]
    scale = min(1.0, SMALL_PX / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY))


def brightness(luma: Luma) -> float:
    """The 95th centile of luma: how bright the bright parts are, whatever colour most of it has."""
    return float(np.percentile(luma, 95))


def clipped_share(luma: Luma) -> float:
    """Share 0-1 of the picture that is burnt out to white."""
    return float(np.mean(luma >= CLIPPED))


def blinded(luma: Luma) -> str:
    """Why a face could not be seen even if there were one, as a message id; empty when it could."""
    if brightness(luma) < DIMMEST:
        return "vision.too_dark"
    return "vision.too_bright" if clipped_share(luma) > GLARE_SHARE else ""
