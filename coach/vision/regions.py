"""Which part of a picture is the seller's face, which her clothes, and which lies behind her."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from coach.vision.faces import Face
from coach.vision.picture import Luma


@dataclass(frozen=True, slots=True)
class Regions:
    """Luma of the face, of all but the face, of the clothes and of what is behind: flat (n,), maybe empty."""

    face: NDArray[np.uint8]
    around: NDArray[np.uint8]
    clothes: NDArray[np.uint8]
    behind: NDArray[np.uint8]


def regions(luma: Luma, face: Face, scale: float) -> Regions:
    """Cut the small picture into face, clothes and background; `scale` leads from face pixels to its pixels.

    Head and shoulders are left out of the background generously: hair is dark on most people.
    """
    center, width, height = (value * scale for value in (face.center_x_px, face.width_px, face.height_px))
    top, chin = face.y_px * scale, face.chin_y_px * scale

    def box(reach: float, down: tuple[float, float]) -> tuple[slice, slice]:
        return _box(luma, (center - reach * width, center + reach * width), down)

    around, behind = np.ones(luma.shape, bool), np.ones(luma.shape, bool)
    around[box(0.5, (top, chin))] = False
    behind[box(1.1, (top - 0.6 * height, inf))] = False
    behind[box(2.2, (chin - 0.1 * height, inf))] = False
    return Regions(
        face=luma[box(0.5, (top, chin))].ravel(),
        around=luma[around],
        clothes=luma[box(1.2, (chin + 0.3 * height, chin + 1.8 * height))].ravel(),
        behind=luma[behind],
    )


def _box(luma: Luma, across: tuple[float, float], down: tuple[float, float]) -> tuple[slice, slice]:
    """Rows and columns of a box, as far as it lies inside the picture."""
    rows, columns = luma.shape
    return _within(down, rows), _within(across, columns)


def _within(stretch: tuple[float, float], size: int) -> slice:
    low, high = (round(min(max(end, 0), size)) for end in stretch)
    return slice(low, high)
