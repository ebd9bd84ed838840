"""How bright a picture is, measured on a small copy of it."""

from __future__ import annotations

import weakref
from math import ceil

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


_WHOLE = 0  # among the copies of a picture: its luma in full size
_copies: dict[int, tuple[weakref.ref[NDArray[np.uint8]], dict[int, Luma]]] = {}


def small_luma(image: NDArray[np.uint8], longest_px: int = SMALL_PX) -> Luma:
    """Luma of the picture (height, width, 3) BGR, shrunk to at most `longest_px` on its longest side.

    Made once a picture, however many checks ask, and forgotten with it: pictures of a take never change, and
    nobody may change the copy.
    """
    copies = _copies_of(image)
    if longest_px not in copies:
        copies[longest_px] = small(copies[_WHOLE], longest_px)
        copies[longest_px].flags.writeable = False
    return copies[longest_px]


def _copies_of(image: NDArray[np.uint8]) -> dict[int, Luma]:
    key = id(image)
    kept = _copies.get(key)
    if kept is None or kept[0]() is not image:
        whole = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
        kept = weakref.ref(image, lambda _: _copies.pop(key, None)), {_WHOLE: whole}
        _copies[key] = kept
    return kept[1]


def small(image: NDArray[np.uint8], longest_px: int) -> NDArray[np.uint8]:
    """The picture (height, width) or (height, width, 3) shrunk to at most `longest_px`, never enlarged."""
    height, width = image.shape[:2]
    scale = min(1.0, longest_px / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def brightness(luma: Luma) -> float:
    """The 95th centile of luma: how bright the bright parts are, whatever colour most of it has."""
    return centile(luma, 0.95)


def centile(luma: NDArray[np.uint8], share: float) -> float:
    """The luma that this share of the pixels, of any shape, stays below; as NumPy's percentile, but quick."""
    below = np.cumsum(cv2.calcHist([np.ascontiguousarray(luma)], [0], None, [256], [0, 256]))
    rank = share * (luma.size - 1)
    low, high = (int(np.searchsorted(below, place, side="right")) for place in (int(rank), ceil(rank)))
    return low + (high - low) * (rank - int(rank))


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
