"""How the parts along the border of a picture move within a burst: there is background, seldom the seller."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.domain.media import Burst
from coach.vision.picture import Luma

Paths = NDArray[np.float32]

GRID = 4  # the picture is cut into 4 x 4 zones; the four in the middle are the seller's
BLOCK_PX = 5  # neighbourhood that makes a corner
APART_PX = 7  # between two corners: the rest of a neighbourhood moves as it does
# Least contrast of a corner, as OpenCV's smaller eigenvalue. Half of it finds no more background in real
# clips, six times as much loses a third of it (docs/vision.md section 8).
CORNER = 1e-4
MOST, LEAST = 12, 4  # corners followed in a zone; a median of fewer may be a leaf in the wind
WINDOW_PX = 15
LEVELS = 2  # the picture is halved twice: movements up to about 30 pixels are followed
# Pixels, or a share of the movement, by which half of a zone's corners may differ: above, the zone holds
# several things, or only noise.
ALIKE_PX = 0.7
ALIKE_SHARE = 0.25


def zone_paths(burst: Burst) -> list[Paths]:
    """Path (n, 2) in pixels, relative to the first picture, of each border zone whose corners move as one."""
    corners = _corners(burst.images[0])
    if not len(corners):
        return []
    paths, seen = _followed(burst.images, corners)
    zones = _zone(corners, burst.images[0].shape)
    found = (_as_one(paths[:, (zones == zone) & seen]) for zone in np.unique(zones))
    return [path for path in found if path is not None]


def _corners(luma: Luma) -> Paths:
    """The best corners (m, 2), x and y, of every border zone, at most MOST in each."""
    strength = cv2.cornerMinEigenVal(luma, BLOCK_PX, ksize=3)
    peak = cv2.dilate(strength, np.ones((APART_PX, APART_PX), np.uint8))
    down, across = np.nonzero((strength >= peak) & (strength >= CORNER))
    inside = _inside(across, down, luma.shape)
    down, across = down[inside], across[inside]
    order = np.argsort(-strength[down, across], kind="stable")
    corners = np.stack([across, down], axis=1).astype(np.float32)[order]
    zones = _zone(corners, luma.shape)
    return np.concatenate([corners[zones == zone][:MOST] for zone in range(GRID * GRID) if _at_border(zone)])


def _at_border(zone: int) -> bool:
    row, column = divmod(zone, GRID)
    return {row, column} & {0, GRID - 1} != set()


def _inside(across: NDArray[np.intp], down: NDArray[np.intp], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Corners whose window lies inside the picture."""
    edge = WINDOW_PX // 2
    height, width = shape
    inside = (across >= edge) & (across < width - edge) & (down >= edge) & (down < height - edge)
    return np.asarray(inside)


def _zone(corners: Paths, shape: tuple[int, ...]) -> NDArray[np.intp]:
    """Number (m,) of the zone each corner lies in, row by row."""
    height, width = shape
    rows, columns = corners[:, 1] * GRID // height, corners[:, 0] * GRID // width
    return np.asarray(rows * GRID + columns, np.intp)


def _followed(images: NDArray[np.uint8], corners: Paths) -> tuple[Paths, NDArray[np.bool_]]:
    """Where the corners are in each picture (n, m, 2) relative to the first, and which (m,) were never lost.

    Each picture is compared with the first one, so that small errors do not add up.
    """
    at, seen = [corners], np.ones(len(corners), bool)
    for image in images[1:]:
        now, kept, _ = cv2.calcOpticalFlowPyrLK(
            images[0], image, corners, at[-1].copy(),
            winSize=(WINDOW_PX, WINDOW_PX), maxLevel=LEVELS, flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
        )  # fmt: skip
        at.append(np.asarray(now, np.float32))
        seen &= kept.ravel().astype(bool)
    return np.stack(at) - corners, seen


def _as_one(paths: Paths) -> Paths | None:
    """The median path (n, 2) of a zone's corners (n, m, 2); None where too few of them go the same way."""
    if paths.shape[1] < LEAST:
        return None
    middle = np.median(paths, axis=1)
    apart = np.median(np.abs(paths - middle[:, None]).max(axis=(0, 2)))
    alike = apart <= max(ALIKE_PX, ALIKE_SHARE * size(middle - middle.mean(axis=0)))
    return np.asarray(middle, np.float32) if alike else None


def size(path: Paths) -> float:
    """Root mean square length of the points of a path (n, 2)."""
    return float(np.sqrt(np.mean(np.sum(path.astype(np.float64) ** 2, axis=1))))
