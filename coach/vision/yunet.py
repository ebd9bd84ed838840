"""A second face finder, YuNet: quick on small pictures, and on large ones it sees faces that are far away.

The network and how its numbers become boxes: S. Wu and others, "YuNet: a tiny millisecond-level face
detector", Machine Intelligence Research 20 (2023); OpenCV's own `FaceDetectorYN` gives the same boxes.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.domain.errors import ModelMissing
from coach.vision.blazeface import Rows
from coach.vision.faces import Face, Faces
from coach.vision.picture import small

STRIDES = (8, 16, 32)  # pixels between the anchors of the three layers
OUTPUTS = [f"{kind}_{stride}" for kind in ("cls", "obj", "bbox", "kps") for stride in STRIDES]
SURE_ENOUGH = 0.7  # score 0-1; finds all of 137 corpus frames with a face, invents none in 93 without people
SAME_FACE = 0.3  # intersection over union above which two boxes are one face; OpenCV's own choice
MOST = 50  # boxes looked at


class YuNet:
    """YuNet 2023mar in OpenCV: 4 ms a picture at 320 px, 17 at 640. Not for two threads at once.

    `weights` is the official file. It is read at the first picture; OpenCV is then set to one thread.
    """

    def __init__(self, weights: Path) -> None:
        self._weights = weights

    def faces(self, image: NDArray[np.uint8], longest_px: int) -> Faces:
        """Faces of a picture (height, width, 3) BGR searched at that size, largest first, in its pixels."""
        reduced = small(image, longest_px)
        scale = max(image.shape[:2]) / max(reduced.shape[:2])
        found = (_face(row * np.float32(scale), float(row[-1])) for row in _apart(self._rows(reduced)))
        return tuple(sorted(found, key=lambda face: face.area_px, reverse=True))

    @cached_property
    def _net(self) -> cv2.dnn.Net:
        cv2.setNumThreads(1)
        try:
            return cv2.dnn.readNetFromONNX(str(self._weights), cv2.dnn.ENGINE_CLASSIC)
        except cv2.error as error:
            raise ModelMissing("vision.weights_unreadable", file=self._weights.name) from error

    def _rows(self, image: NDArray[np.uint8]) -> Rows:
        """(n, 15) box x, y, width, height, five points, score; of every anchor that sees a face."""
        height, width = image.shape[:2]
        down, across = -height % STRIDES[-1], -width % STRIDES[-1]
        padded = cv2.copyMakeBorder(image, 0, down, 0, across, cv2.BORDER_CONSTANT)
        self._net.setInput(cv2.dnn.blobFromImage(padded))
        made = (np.asarray(output, np.float32) for output in self._net.forward(OUTPUTS))
        outputs = dict(zip(OUTPUTS, made, strict=True))
        columns = {stride: padded.shape[1] // stride for stride in STRIDES}
        return np.concatenate([_decoded(outputs, stride, columns[stride]) for stride in STRIDES])


def _decoded(outputs: dict[str, Rows], stride: int, columns: int) -> Rows:
    """Rows (n, 15) of one layer's anchors that see a face."""
    told = {kind: outputs[f"{kind}_{stride}"][0] for kind in ("cls", "obj", "bbox", "kps")}
    score = np.sqrt(np.clip(told["cls"][:, 0], 0, 1) * np.clip(told["obj"][:, 0], 0, 1))
    seen = np.flatnonzero(score >= SURE_ENOUGH)
    anchor = np.stack([seen % columns, seen // columns], axis=1).astype(np.float32)
    center, size = anchor + told["bbox"][seen, :2], np.exp(told["bbox"][seen, 2:])
    points = told["kps"][seen] + np.tile(anchor, 5)
    boxes = np.concatenate([center - size / 2, size, points], axis=1) * stride
    return np.column_stack([boxes, score[seen]]).astype(np.float32)


def _apart(rows: Rows) -> Rows:
    """The best row of each face."""
    if not len(rows):
        return rows
    kept = cv2.dnn.NMSBoxes(rows[:, :4].tolist(), rows[:, -1].tolist(), SURE_ENOUGH, SAME_FACE, top_k=MOST)
    return rows[np.asarray(kept, np.intp).ravel()]


def _face(row: Rows, score: float) -> Face:
    """A row as a face. Its box runs from hairline to chin; YuNet tells no ears."""
    x, y, width, height = (float(value) for value in row[:4])
    right, left, nose, *mouth = ((float(x), float(y)) for x, y in row[4:14].reshape(-1, 2))
    middle = (mouth[0][0] + mouth[1][0]) / 2, (mouth[0][1] + mouth[1][1]) / 2
    return Face(x, y, width, height, (right, left), score, nose, middle)
