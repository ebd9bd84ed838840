"""Is it quiet behind the seller, or do people and things move there and draw the eye away?

Goods and hands are hers: the space around and below the head is left out. Leaves in the wind and a lamp that
flickers are small or everywhere at once, and do not count.
"""

from __future__ import annotations

from math import inf

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.domain.media import FrameSample
from coach.vision.around import Around
from coach.vision.check import GOOD, Bands, Reading, check_around
from coach.vision.faces import Face, Faces
from coach.vision.picture import Luma, black

PICTURE_PX = 160  # longest side, or a little more
BLOCK_PX = 8  # leaves are smaller and average out, somebody who walks by is not
REACH_S = 5.0
FEWEST = 3  # other pictures; of fewer no middle can be taken
LEAST_BACKGROUND = 0.04  # share of the picture; less is a strip at the edge
WHOLLY = 0.9  # of a block that must lie behind her
MOVED = 12.0  # luma by which a block differs from what usually is there
# Share of the blocks behind her that moved, docs/vision.md section 11.5.
UNREST = Bands((-inf, 0.08), (-inf, 0.20), (-inf, 0.40), (-inf, 0.70))


@check_around("background", version="1", units={"background_unrest": ""}, reach_s=REACH_S)
def background(sample: FrameSample, faces: Faces, around: Around) -> Reading:
    """Grade of the share of the background that is not as in the pictures around this one."""
    if not faces:
        return Reading(reason="vision.no_face")
    luma = coarse_luma(sample.image)
    others = [coarse_luma(one.image) for one in (*around.before, *around.after)]
    others = [one for one in others if one.shape == luma.shape]
    if len(others) < FEWEST:
        return Reading(reason="vision.too_few_pictures")
    behind = _blocks(is_behind(luma.shape, faces[0], luma.shape[1] / sample.image.shape[1])) > WHOLLY
    if black(luma) or np.mean(behind) < LEAST_BACKGROUND:
        return Reading(reason="vision.no_background_seen")
    unrest = moved_share(luma, others, behind)
    grade = UNREST.grade(unrest)
    advice = "advice.background.quiet_place" if grade < GOOD else ""
    return Reading({"background_unrest": unrest}, grade, advice, faces[0].score)


def coarse_luma(image: NDArray[np.uint8]) -> Luma:
    """Luma of one pixel in a few: blocks average over what is left out, and ten pictures cost little."""
    step = max(1, max(image.shape[:2]) // PICTURE_PX)
    picked = np.ascontiguousarray(image[::step, ::step])
    return np.asarray(cv2.cvtColor(picked, cv2.COLOR_BGR2GRAY), np.uint8)


def moved_share(luma: Luma, others: list[Luma], behind: NDArray[np.bool_]) -> float:
    """Share 0-1 of the blocks `behind` her that differ from the middle of all pictures, light apart."""
    blocks = np.array([_blocks(one)[behind] for one in (luma, *others)])
    usual = np.maximum(np.median(blocks, axis=0), 1.0)
    gain = float(np.median(blocks[0] / usual))  # a camera that opens or closes is nobody behind her
    return float(np.mean(abs(blocks[0] - gain * usual) > MOVED))


def is_behind(shape: tuple[int, ...], face: Face, scale: float) -> NDArray[np.bool_]:
    """(height, width): 1 where the picture is neither head nor, below the brow, what arms and goods reach."""
    mask = np.ones(shape, bool)
    center, width = face.center_x_px * scale, face.width_px * scale
    top, height = face.y_px * scale, face.height_px * scale
    for reach, from_y in ((1.15, top - 0.6 * height), (2.2, top + 0.9 * height)):
        left, right = (max(0, round(center + side * reach * width)) for side in (-1, 1))
        mask[max(0, round(from_y)) :, left:right] = False
    return mask


def _blocks(picture: NDArray[np.uint8] | NDArray[np.bool_]) -> NDArray[np.float32]:
    """Means of blocks (height / 8, width / 8)."""
    height, width = picture.shape
    size = max(1, width // BLOCK_PX), max(1, height // BLOCK_PX)
    return np.asarray(cv2.resize(picture.astype(np.float32), size, interpolation=cv2.INTER_AREA), np.float32)
