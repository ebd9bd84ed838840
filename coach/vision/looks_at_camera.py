"""Does the seller look towards the camera? Only a head that is surely turned away or bowed counts as "no".

Where the eyes themselves look cannot be seen well enough; the head must do. Half turned, leaning, covered,
blurred or badly lit faces are not judged: goods held before a face look much like a face turned aside.
"""

from __future__ import annotations

from coach.domain.media import FrameSample
from coach.vision.check import BEST, Reading, check
from coach.vision.face_view import unclear, whole
from coach.vision.faces import Faces
from coach.vision.picture import blinded, small_luma
from coach.vision.pose import Pose, pose

# All figures: docs/vision.md section 11.1.
TOWARDS = 0.25  # turn below which she looks at the camera, about 14 degrees: 88 of 99 frames of people who do
AWAY = 0.5  # turn from which she surely does not, about 26 degrees; both ways of reading it must say so
AWAY_BY_EYES = 0.35  # the same read from the eyes alone
PROFILE = 1.0  # about 40 degrees and more: viewers see her cheek
# Bowed by 30 degrees ears rise to -0.01-0.23 below the eyes, by 45 to below -0.06; people who look at the
# camera have 0.13-0.67, under a conical hat 0.04 at least.
BOWED = 0.0
UPRIGHT = 0.1
MOST_LEAN_DEG = 25.0  # points are worth less on heads that lean more: a lean of 45 reads as a turn of 0.7

LOOK_UP = "advice.looks_at_camera.look_up"
TURN = "advice.looks_at_camera.turn"


@check("looks_at_camera", version="1", units={"head_turn": ""}, bands={})
def looks_at_camera(sample: FrameSample, faces: Faces) -> Reading:
    """Best for a face towards the camera, 1 turned away or bowed, 0 in profile; the rest is not judged."""
    if not faces:
        return Reading(reason=blinded(small_luma(sample.image)) or "vision.no_face")
    face = faces[0]
    held = pose(face)
    if held is None:
        return Reading(reason="vision.pose_unsure")
    reason = "vision.head_leans" if abs(held.lean_deg) > MOST_LEAN_DEG else unclear(sample.image, face)
    if reason:
        return Reading(reason=reason)
    values = {"head_turn": held.turn}
    grade, advice = _grade(held)
    if grade is None or (grade < BEST and not whole(sample.image, face)):
        return Reading(values, certainty=face.score, reason="vision.pose_unsure")
    return Reading(values, grade, advice, face.score)


def _grade(held: Pose) -> tuple[int | None, str]:
    """Grade and advice; None between towards and away."""
    turn, below = abs(held.turn), held.ears_below
    if turn >= AWAY and abs(held.eye_turn) >= AWAY_BY_EYES and held.turn * held.eye_turn > 0:
        return (0 if turn >= PROFILE else 1), TURN
    if below is not None and below < BOWED:
        return 1, LOOK_UP
    perhaps_bowed = below is not None and below < UPRIGHT
    return (None, "") if perhaps_bowed or turn >= TOWARDS else (BEST, "")
