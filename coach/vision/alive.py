"""Is the picture alive, or has it gone black or stopped while the recording went on?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np

from coach.domain.media import FrameSample
from coach.vision.around import Around
from coach.vision.check import BEST, Reading, check_around
from coach.vision.faces import Faces
from coach.vision.picture import Luma, black, brightness, small_luma

PICTURE_PX = 160  # longest side: camera noise averages out, the movement of a face does not
BLOCK_PX = 10  # a seller who is small in a wide picture moves few blocks, but moves them much
# Luma by which the block that changed most may change in a picture that stands still. A still picture read
# from the key frames of six encoders: 0.0-1.4 mostly, up to 3.3 at very low bit rates. Clips a second apart:
# 3.8 or more with people, 3.3 with goods. The mean of all blocks tells them less well: 0.0-0.6 still, in key
# frames of low quality 1.3, and 0.7 or more in clips.
STILL = 2.0
BRIGHT = 180  # 95th centile of luma of clean frames, at least; in less light movement changes less
FROZEN_S = 3.0  # nobody keeps still to the eyelids that long
FROZEN_IS_TRUE = 0.95  # certainty; a poster with a face on it is nobody
# Without a face it may be goods before a live camera, whose noise alone makes 0.8 or more of difference even
# in compressed video; a repeated picture makes none, or up to STILL where it is compressed once more.
REPEATED = 0.3


@check_around(
    "picture_alive", version="3", units={"frozen": "", "black": ""}, reach_s=FROZEN_S, needs_faces=False
)
def picture_alive(sample: FrameSample, faces: Faces, around: Around) -> Reading:
    """Best for a picture that is there and moves; 0 where it is black or stands still for three seconds."""
    luma = small_luma(sample.image, PICTURE_PX)
    if black(luma) and not faces:
        return Reading({"black": 1.0}, 0, "advice.picture_alive.uncover", reason="vision.black")
    if not around.before and not around.after:
        return Reading({"black": 0.0}, BEST, reason="vision.one_picture")
    if still_s(sample.at_s, luma, around, STILL * min(1.0, brightness(luma) / BRIGHT)) < FROZEN_S:
        return Reading({"black": 0.0, "frozen": 0.0}, BEST)
    if not faces and still_s(sample.at_s, luma, around, REPEATED) < FROZEN_S:
        return Reading({"black": 0.0}, reason="vision.nothing_moves")
    return Reading({"black": 0.0, "frozen": 1.0}, 0, "advice.picture_alive.frozen", FROZEN_IS_TRUE)


def still_s(at_s: float, luma: Luma, around: Around, limit: float) -> float:
    """For how long the picture of `at_s` is there, changing by no more than `limit`, as far as is looked."""
    sides = (around.before, around.after)
    return sum(max((abs(o.at_s - at_s) for o in _same(luma, side, limit)), default=0.0) for side in sides)


def change(one: Luma, other: Luma) -> float:
    """Mean absolute difference (luma) of the block that changed most; pictures of one size."""
    apart = cv2.absdiff(one, other)
    height, width = apart.shape
    blocks = max(1, width // BLOCK_PX), max(1, height // BLOCK_PX)
    return float(np.max(cv2.resize(apart.astype(np.float32), blocks, interpolation=cv2.INTER_AREA)))


def _same(luma: Luma, side: Iterable[FrameSample], limit: float) -> Iterator[FrameSample]:
    """The samples on one side up to the first that is another picture.

    Each is compared with this one, not with its neighbour: slow movement is not lost in small steps.
    """
    for other in side:
        shown = small_luma(other.image, PICTURE_PX)
        if shown.shape != luma.shape or change(luma, shown) > limit:
            return
        yield other
