"""Is the picture alive, or has it gone black or stopped while the recording went on?"""

from __future__ import annotations

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

# Without a face it may be goods left standing before a live camera: a person has to look.
FROZEN_IS_TRUE, FROZEN_WITHOUT_A_FACE = 0.95, 0.4


@check_around(
    "picture_alive", version="1", units={"frozen": "", "black": ""}, reach_s=FROZEN_S, needs_faces=False
)
def picture_alive(sample: FrameSample, faces: Faces, around: Around) -> Reading:
    """Best for a picture that is there and moves; 0 where it is black or stands still for three seconds."""
    luma = small_luma(sample.image, PICTURE_PX)
    if black(luma) and not faces:
        return Reading({"black": 1.0}, 0, "advice.picture_alive.uncover", reason="vision.black")
    if not around.before and not around.after:
        return Reading({"black": 0.0}, BEST, reason="vision.one_picture")
    if still_s(sample, around) < FROZEN_S:
        return Reading({"black": 0.0, "frozen": 0.0}, BEST)
    certainty = FROZEN_IS_TRUE if faces else FROZEN_WITHOUT_A_FACE
    return Reading({"black": 0.0, "frozen": 1.0}, 0, "advice.picture_alive.frozen", certainty)


def still_s(sample: FrameSample, around: Around) -> float:
    """For how long nothing changes around one sample, as far as is looked."""
    return _same_until_s(sample, around.after) - _same_until_s(sample, around.before)


def change(one: Luma, other: Luma) -> float:
    """Mean absolute difference (luma) of the block that changed most; pictures of one size."""
    apart = cv2.absdiff(one, other)
    height, width = apart.shape
    blocks = max(1, width // BLOCK_PX), max(1, height // BLOCK_PX)
    return float(np.max(cv2.resize(apart.astype(np.float32), blocks, interpolation=cv2.INTER_AREA)))


def _same_until_s(sample: FrameSample, others: tuple[FrameSample, ...]) -> float:
    """When the last picture on this side was shown that is the same as this one, without another between.

    Each is compared with this one, not with its neighbour: slow movement is not lost in small steps.
    """
    luma, until_s = small_luma(sample.image, PICTURE_PX), sample.at_s
    still = STILL * min(1.0, brightness(luma) / BRIGHT)
    for other in others:
        shown = small_luma(other.image, PICTURE_PX)
        if shown.shape != luma.shape or change(luma, shown) > still:
            break
        until_s = other.at_s
    return until_s
