"""How the face finder's numbers become boxes: the picture goes in as a small square, anchors come out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]  # x, y in pixels, from the upper left corner
Rows = NDArray[np.float32]

SIDE_PX = 192  # the square picture BlazeFace full range was trained on
GRID = 48  # one anchor in each cell of 48 x 48
CELL_PX = SIDE_PX // GRID
SURE_ENOUGH = 0.5  # score 0-1; finds all of 137 corpus frames with a face, invents none in 93 without people
SAME_FACE = (
    0.3  # boxes that share more than this (intersection over union) are one face; the model's own choice
)


def letterbox(image: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float, Point]:
    """The picture shrunk into a black square, its scale, and where its upper left corner came to lie."""
    height, width = image.shape[:2]
    scale = SIDE_PX / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    left, top = (SIDE_PX - size[0]) // 2, (SIDE_PX - size[1]) // 2
    square = np.zeros((SIDE_PX, SIDE_PX, 3), np.uint8)
    square[top : top + size[1], left : left + size[0]] = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return square, scale, (left, top)


def decode(scores: Rows, boxes: Rows) -> Rows:
    """Rows (n, 17) of the anchors that see a face, best first: score, centre, size and six points.

    `scores` (2304,) are before the sigmoid; `boxes` (2304, 16) are pixels relative to the anchor's centre.
    The points: right eye, left eye, tip of the nose, middle of the mouth, right and left ear (hers).
    """
    chance = 1 / (1 + np.exp(-np.clip(scores, -50, 50)))
    seen = np.flatnonzero(chance >= SURE_ENOUGH)
    seen = seen[np.argsort(-chance[seen], kind="stable")]
    centres = (np.stack([seen % GRID, seen // GRID], axis=1) + 0.5) * CELL_PX
    rows = boxes[seen].astype(np.float32)
    rows[:, :2] += centres
    rows[:, 4:] += np.tile(centres, 6)
    return np.column_stack([chance[seen], rows]).astype(np.float32)


def merge(rows: Rows) -> list[Rows]:
    """One row (17,) a face: rows that overlap the best one are averaged by score, which steadies the box."""
    faces: list[Rows] = []
    while len(rows):
        same = _overlap(rows[0], rows) > SAME_FACE
        same[0] = True
        face = np.average(rows[same], axis=0, weights=rows[same, 0]).astype(np.float32)
        face[0] = rows[0, 0]
        faces.append(face)
        rows = rows[~same]
    return faces


def _overlap(one: Rows, rows: Rows) -> NDArray[np.float32]:
    """(n,) intersection over union of one row's box with those of all rows."""
    low = np.maximum(one[1:3] - one[3:5] / 2, rows[:, 1:3] - rows[:, 3:5] / 2)
    high = np.minimum(one[1:3] + one[3:5] / 2, rows[:, 1:3] + rows[:, 3:5] / 2)
    shared = np.prod(np.maximum(high - low, 0), axis=1)
    both = np.prod(one[3:5]) + np.prod(rows[:, 3:5], axis=1) - shared
    return np.asarray(shared / np.maximum(both, 1e-6), np.float32)
