"""Where the faces are in one picture: a box from hairline to chin and two eyes, and nothing about who it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.domain.errors import ModelMissing
from coach.domain.media import FrameSample

Point = tuple[float, float]  # x, y in pixels of the picture, from its upper left corner
Rows = NDArray[np.float32]

SIDE_PX = 192  # the square picture BlazeFace full range was trained on
GRID = 48  # one anchor in each cell of 48 x 48
CELL_PX = SIDE_PX // GRID
SURE_ENOUGH = (
    0.5  # score 0-1; on 79 corpus frames with a person all are found, on 47 without none is invented
)
SAME_FACE = (
    0.3  # boxes that share more than this (intersection over union) are one face; the model's own choice
)

# BlazeFace draws brow to chin. The bands of the checks were read from boxes hairline to chin (YuNet's); on 72
# corpus frames those are 1.14 times as high (5th-95th centile 1.04-1.23), begin 0.12 of the height further up
# and are 0.87 times as wide. Eyes agree to 0.02 of the height.
TALLER = 1.14
HIGHER = 0.12
NARROWER = 0.87


@dataclass(frozen=True, slots=True)
class Face:
    """A face in pixels of the picture: box from hairline to chin (it may reach outside), eyes, score 0-1."""

    x_px: float
    y_px: float
    width_px: float
    height_px: float
    eyes: tuple[Point, Point]
    score: float

    @property
    def area_px(self) -> float:
        return self.width_px * self.height_px

    @property
    def center_x_px(self) -> float:
        return self.x_px + self.width_px / 2

    @property
    def chin_y_px(self) -> float:
        return self.y_px + self.height_px

    @property
    def eye_y_px(self) -> float:
        return (self.eyes[0][1] + self.eyes[1][1]) / 2


Faces = tuple[Face, ...]  # largest first: the seller is the one nearest to the camera
FindFaces = Callable[[FrameSample], Faces]


class FaceFinder:
    """BlazeFace full range in OpenCV: about 7 ms a picture on one core. Not for two threads at once.

    `weights` is MediaPipe's face_detection_full_range.tflite. It is read at the first picture, and OpenCV is
    then set to one thread for the whole process: two takes side by side beat two threads in one.
    """

    def __init__(self, weights: Path) -> None:
        self._weights = weights

    def __call__(self, sample: FrameSample) -> Faces:
        """The faces of one sample, largest first. Raises ModelMissing when the weights cannot be read."""
        square, scale, corner = _letterbox(sample.image)
        rows = merge(decode(*self._run(square)))
        faces = [_face(row, scale, corner) for row in rows]
        return tuple(sorted(faces, key=lambda face: face.area_px, reverse=True))

    @cached_property
    def _net(self) -> cv2.dnn.Net:
        cv2.setNumThreads(1)
        try:
            # The classic engine: the new one of OpenCV 5 gives only one of the model's two outputs.
            return cv2.dnn.readNetFromTFLite(str(self._weights), cv2.dnn.ENGINE_CLASSIC)
        except cv2.error as error:
            raise ModelMissing("vision.weights_unreadable", file=self._weights.name) from error

    def _run(self, square: NDArray[np.uint8]) -> tuple[Rows, Rows]:
        """(2304,) raw scores and (2304, 16) raw boxes of one square picture."""
        self._net.setInput(
            cv2.dnn.blobFromImage(square, 1 / 127.5, square.shape[:2], (127.5,) * 3, swapRB=True)
        )
        outputs = self._net.forward(self._net.getUnconnectedOutLayersNames())
        scores, boxes = sorted((np.asarray(output, np.float32) for output in outputs), key=np.size)
        return scores.reshape(-1), boxes.reshape(-1, 16)


class RememberedFaces:
    """Looks once at each sample, however many checks ask: it remembers the faces of the last one."""

    def __init__(self, find: FindFaces) -> None:
        self._find = find
        self._last: tuple[FrameSample, Faces] | None = None

    def __call__(self, sample: FrameSample) -> Faces:
        if self._last is None or self._last[0] is not sample:
            self._last = (sample, self._find(sample))
        return self._last[1]


def decode(scores: Rows, boxes: Rows) -> Rows:
    """Rows (n, 17) of the anchors that see a face, best first: score, centre, size, six points; in the square.

    `scores` (2304,) are before the sigmoid; `boxes` (2304, 16) are pixels relative to the anchor's centre.
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


def _letterbox(image: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float, Point]:
    """The picture shrunk into a black square, its scale, and where its upper left corner came to lie."""
    height, width = image.shape[:2]
    scale = SIDE_PX / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    left, top = (SIDE_PX - size[0]) // 2, (SIDE_PX - size[1]) // 2
    square = np.zeros((SIDE_PX, SIDE_PX, 3), np.uint8)
    square[top : top + size[1], left : left + size[0]] = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return square, scale, (left, top)


def _face(row: Rows, scale: float, corner: Point) -> Face:
    """A row of the square as a face of the picture, its box drawn from hairline to chin."""
    points = (row[1:].reshape(-1, 2) - [*corner]) / scale
    (x, y), (right, left) = points[0], points[2:4]
    width, height = row[3:5] / scale
    return Face(
        x_px=float(x - NARROWER * width / 2),
        y_px=float(y - (0.5 + HIGHER) * height),
        width_px=float(NARROWER * width),
        height_px=float(TALLER * height),
        eyes=((float(right[0]), float(right[1])), (float(left[0]), float(left[1]))),
        score=float(row[0]),
    )
