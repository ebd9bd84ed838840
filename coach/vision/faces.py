"""Where the faces are in one picture: a box from hairline to chin, a few points, nothing about who it is."""

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
from coach.vision.blazeface import Point, Rows, decode, letterbox, merge

# BlazeFace draws brow to chin. The bands of the checks were read from boxes hairline to chin (YuNet's): on 69
# frames of people those are 1.14 times as high (5th-95th centile 1.04-1.23), begin 0.12 of the height further
# up and are 0.87 times as wide. Eyes agree to 0.02 of the height.
TALLER = 1.14
HIGHER = 0.12
NARROWER = 0.87


@dataclass(frozen=True, slots=True)
class Face:
    """A face in pixels of the picture: box from hairline to chin (it may reach outside), points, score 0-1.

    Pairs are her right first, which is left in the picture. Nose, middle of the mouth and ears (where the ear
    meets the cheek) are there where the finder gives them.
    """

    x_px: float
    y_px: float
    width_px: float
    height_px: float
    eyes: tuple[Point, Point]
    score: float
    nose: Point | None = None
    mouth: Point | None = None
    ears: tuple[Point, Point] | None = None

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
    """BlazeFace full range in OpenCV: about 9 ms a picture on one core. Not for two threads at once.

    `weights` is MediaPipe's face_detection_full_range.tflite. It is read at the first picture, and OpenCV is
    then set to one thread for the whole process: two takes side by side beat two threads in one.
    """

    def __init__(self, weights: Path) -> None:
        self._weights = weights

    def __call__(self, sample: FrameSample) -> Faces:
        """The faces of one sample, largest first. Raises ModelMissing when the weights cannot be read."""
        square, scale, corner = letterbox(sample.image)
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
        """(2304,) raw scores and (2304, 16) raw boxes of one square picture, fed as -1..1 in RGB."""
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


def _face(row: Rows, scale: float, corner: Point) -> Face:
    """A row of the square as a face of the picture, its box drawn from hairline to chin."""
    points = (row[1:].reshape(-1, 2) - np.asarray(corner)) / scale
    (x, y), named = points[0], [(float(x), float(y)) for x, y in points[2:]]
    width, height = row[3:5] / scale
    return Face(
        x_px=float(x - NARROWER * width / 2),
        y_px=float(y - (0.5 + HIGHER) * height),
        width_px=float(NARROWER * width),
        height_px=float(TALLER * height),
        eyes=(named[0], named[1]),
        score=float(row[0]),
        nose=named[2],
        mouth=named[3],
        ears=(named[4], named[5]),
    )
