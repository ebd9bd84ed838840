"""Is the face lit evenly, or one half bright and the other in shadow?"""

from __future__ import annotations

from math import log2

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import FrameSample
from coach.vision.check import GOOD, Bands, Reading, check
from coach.vision.face_view import WHOLE_FACE, unclear
from coach.vision.faces import Face, Faces
from coach.vision.picture import LINEAR, Luma, blinded, small_luma
from coach.vision.pose import Pose, pose

# Stops (EV) between the two halves of the face, whichever is brighter. docs/vision.md section 11.2.
UNEVEN = Bands((0, 0.7), (0, 1.0), (0, 1.5), (0, 2.0))
FRONTAL_TURN = 0.25  # a turned face shows more of one cheek, and the shadow of its own nose
FRONTAL_LEAN_DEG = 15.0
BLACK = 1e-3  # least light that is told from none, so that ratios stay finite
# The part compared, in eye distances from the middle of the eyes: from under the eyes to the mouth, cheek to
# cheek. Hair, beards' edges and ears stay outside; hats throw their shadow on the brow.
ACROSS = 0.75
LEAST_PX = 24  # of luma at SMALL_PX in each half, fewer are noise


@check("even_light", version="1", units={"uneven_light": "EV"}, bands={"uneven_light": UNEVEN})
def even_light(sample: FrameSample, faces: Faces) -> Reading:
    """Grade of how many stops one cheek is brighter than the other; only faces straight to the camera."""
    if not faces:
        return Reading(reason=blinded(small_luma(sample.image)) or "vision.no_face")
    held = pose(faces[0])
    if held is None or not _frontal(held):
        return Reading(reason="vision.face_turned")
    reason = unclear(sample.image, faces[0])
    if reason:
        return Reading(reason=reason)
    luma = small_luma(sample.image)
    right, left = halves(luma, faces[0], luma.shape[1] / sample.image.shape[1])
    if min(right.size, left.size) < LEAST_PX:
        return Reading(reason="vision.face_small")
    apart = abs(log2(max(_light(left), BLACK) / max(_light(right), BLACK)))
    grade = UNEVEN.grade(apart)
    if grade < GOOD and faces[0].score < WHOLE_FACE:
        return Reading(reason="vision.face_covered")  # dark goods before one cheek look like a shadow
    advice = "advice.even_light.turn_to_light" if grade < GOOD else ""
    return Reading({"uneven_light": apart}, grade, advice, faces[0].score)


def halves(luma: Luma, face: Face, scale: float) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Luma (n,) of both cheeks, the picture's left one first; `scale` leads from face pixels to luma's."""
    right, left = scale * np.array(face.eyes[0]), scale * np.array(face.eyes[1])
    mouth, middle = scale * np.array(face.mouth or face.eyes[0]), (right + left) / 2
    apart = float(np.hypot(*(left - right)))
    axis = mouth - middle
    reach = ACROSS * apart
    box = _around(luma, (right, left, mouth), reach)
    rows, columns = np.indices(luma[box].shape, dtype=np.float32) + np.array(
        [[[box[0].start]], [[box[1].start]]]
    )
    down = ((columns - middle[0]) * axis[0] + (rows - middle[1]) * axis[1]) / max(float(axis @ axis), BLACK)
    across = columns - middle[0] - down * axis[0]  # pixels from the line between eyes and mouth
    inside = (down > 0) & (down < 1) & (abs(across) < reach)
    return luma[box][inside & (across < 0)], luma[box][inside & (across > 0)]


def _around(luma: Luma, points: tuple[NDArray[np.float64], ...], reach: float) -> tuple[slice, slice]:
    """Rows and columns that hold all points and `reach` more, as far as they lie in the picture."""
    low, high = np.min(points, axis=0) - reach, np.max(points, axis=0) + reach
    left, top = (max(0, int(edge)) for edge in low)
    return slice(top, max(top, int(high[1]) + 1)), slice(left, max(left, int(high[0]) + 1))


def _frontal(held: Pose) -> bool:
    return abs(held.turn) < FRONTAL_TURN and abs(held.lean_deg) < FRONTAL_LEAN_DEG


def _light(luma: NDArray[np.uint8]) -> float:
    return float(LINEAR[luma].mean())
