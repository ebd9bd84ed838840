"""How well one face can be seen: too blurred, too dark or bright, or half hidden behind goods or a hand."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.vision.blazeface import Point
from coach.vision.faces import Face
from coach.vision.picture import CLIPPED, Luma, blinded, small, small_luma
from coach.vision.reblur import WINDOW_PX, reblur

FACE_PX = 128  # longest side at which blur is read; larger faces are shrunk, smaller ones stay as they are
MOST_BLUR = (
    0.80  # of the face (reblur.py): clean 0.42-0.54, blurred by a sigma of 4 0.73-0.82, of 8 0.82-0.90
)
MOST_BURNT = 0.2  # share of the face burnt out; four times the light gives 0.27-0.42 and turns of up to 0.56

# With both of these 16 of 1,320 faces half covered by goods are called turned away, and 17 of 18 real turned
# faces still are (docs/vision.md section 11.1). Only a turn asks for them: a mask alone has 0.50-0.77.
WHOLE_FACE = 0.7  # the finder's score: turned faces 0.70-0.91, half covered ones 0.53-0.81
SAME_SKIN = (
    10.0  # colour (a and b of Lab) between cheeks and nose: turned faces 1-8, goods over a cheek to 64
)
CHEEK = 0.45  # of the way from the height of the eyes to that of the mouth
PATCH = 0.05  # of the face's height: half the side of the patches compared


def unclear(image: NDArray[np.uint8], face: Face) -> str:
    """Why the points of this face may be wrong, as a message id; empty when they can be trusted."""
    luma = _face_luma(image, face)
    if min(luma.shape) <= WINDOW_PX:
        return "vision.face_small"
    if blinded(small_luma(image)) or float(np.mean(luma >= CLIPPED)) > MOST_BURNT:
        return "vision.face_unlit"
    return "vision.face_blurred" if max(reblur(small(luma, FACE_PX))) > MOST_BLUR else ""


def whole(image: NDArray[np.uint8], face: Face) -> bool:
    """Whether the face is in view from cheek to cheek, as far as that can be told; False where it cannot."""
    if face.score < WHOLE_FACE or face.nose is None or face.mouth is None:
        return False
    middle = np.mean(face.eyes, axis=0)
    down = CHEEK * (np.array(face.mouth) - middle)
    bridge = (np.array(face.nose) + middle) / 2
    spots = [bridge, *(np.array(eye) + down for eye in face.eyes)]
    reach = max(1, int(PATCH * face.height_px))
    colours = [_colour(image, (float(x), float(y)), reach) for x, y in spots]
    if any(colour is None for colour in colours):
        return False
    skin, *cheeks = np.array(colours)
    return all(float(np.hypot(*(cheek - skin))) <= SAME_SKIN for cheek in cheeks)


def _face_luma(image: NDArray[np.uint8], face: Face) -> Luma:
    """The face's box (height, width) as luma, as far as it lies in the picture; at least 1 x 1."""
    rows, columns = image.shape[:2]
    left, right = (round(min(max(x, 0), columns)) for x in (face.x_px, face.x_px + face.width_px))
    top, chin = (round(min(max(y, 0), rows)) for y in (face.y_px, face.chin_y_px))
    if right <= left or chin <= top:
        return np.zeros((1, 1), np.uint8)
    return np.asarray(cv2.cvtColor(image[top:chin, left:right], cv2.COLOR_BGR2GRAY), np.uint8)


def _colour(image: NDArray[np.uint8], at: Point, reach: int) -> NDArray[np.float64] | None:
    """Median a and b of Lab (2,) around a point; None outside the picture."""
    x, y = round(at[0]), round(at[1])
    patch = image[max(0, y - reach) : max(0, y + reach + 1), max(0, x - reach) : max(0, x + reach + 1)]
    if not patch.size:
        return None
    lab = cv2.cvtColor(np.ascontiguousarray(patch), cv2.COLOR_BGR2LAB)
    return np.asarray(np.median(lab.reshape(-1, 3)[:, 1:], axis=0), np.float64)
