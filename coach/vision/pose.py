"""How a face is held towards the camera: turned aside, bowed or leaning, from a face finder's few points.

Nothing about looks is read: only where eyes, nose, mouth and ears lie to each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees

import numpy as np
from numpy.typing import NDArray

from coach.vision.faces import Face

# The nose's way from the middle of the eyes, in eye distances, times this is the turn between the ears: 2.3
# in corpus frames and on heads turned by known degrees (docs/vision.md section 11.1).
EYES_TO_EARS = 2.3
LEAST = 1e-6  # pixels: points that fall together would divide by nothing


@dataclass(frozen=True, slots=True)
class Pose:
    """`turn`: 0 is straight at the camera, positive to the picture's right; 10 degrees are about 0.18, 20 are
    0.35, 30 are 0.6, 45 are 1.2. `eye_turn` is the same read from the eyes alone. `ears_below`: how far the
    ears lie under the eyes, in heights from eyes to mouth; 0.2-0.6 upright, less when the head is bowed; None
    without ears. `lean_deg`: the eye line to the horizon, positive when it falls to the right.
    """

    turn: float
    eye_turn: float
    ears_below: float | None
    lean_deg: float


def pose(face: Face) -> Pose | None:
    """How the face is held; None where the finder gives neither nose nor mouth."""
    if face.nose is None or face.mouth is None:
        return None
    right, left = np.array(face.eyes)
    nose, mouth, middle = np.array(face.nose), np.array(face.mouth), (right + left) / 2
    apart = max(float(np.hypot(*(left - right))), LEAST)
    across = (left - right) / apart
    eye_turn = EYES_TO_EARS * float((nose - middle) @ across) / apart
    below = None if face.ears is None else _ears_below(np.array(face.ears), middle, mouth, across)
    turn = eye_turn if face.ears is None else _ear_turn(np.array(face.ears), nose, across)
    return Pose(turn, eye_turn, below, lean_deg(face))


def lean_deg(face: Face) -> float:
    """By how many degrees the line through the eyes falls to the right of the picture; -180 to 180."""
    (right_x, right_y), (left_x, left_y) = face.eyes
    return degrees(atan2(left_y - right_y, left_x - right_x))


def _ear_turn(ears: NDArray[np.float64], nose: NDArray[np.float64], across: NDArray[np.float64]) -> float:
    """How much nearer the nose is to one ear: -1 to 1 between them, beyond where it hides one."""
    right, left = (nose - ears[0]) @ across, (ears[1] - nose) @ across
    whole = right + left
    return float((right - left) / whole) if abs(whole) > LEAST else 0.0


def _ears_below(
    ears: NDArray[np.float64],
    middle: NDArray[np.float64],
    mouth: NDArray[np.float64],
    across: NDArray[np.float64],
) -> float:
    down = np.array([-across[1], across[0]])
    height = float((mouth - middle) @ down)
    return float((ears.mean(axis=0) - middle) @ down) / height if abs(height) > LEAST else 0.0
