"""Framing: is the seller in the picture, neither too near nor too far, with a little air above her head?"""

from __future__ import annotations

from coach.domain.media import FrameSample
from coach.vision.check import GOOD, Bands, Reading, check
from coach.vision.faces import Face, Faces
from coach.vision.picture import blinded, small_luma

# Shares of the picture's height or width. Judgement checked on real vertical clips, whose faces are 0.18-0.33
# of the height; to be calibrated with trainers. The same bands for everybody: nothing about looks is read.
UPRIGHT_SIZE = Bands((0.15, 0.32), (0.11, 0.38), (0.08, 0.45), (0.05, 0.55))
WEBCAM_SIZE = Bands((0.22, 0.45), (0.165, 0.56), (0.11, 0.67), (0.055, 0.79))  # each step 25 % wider
# Published camera guides put the eyes about one third from the top, with "tiny space above the head".
EYE_LINE = Bands((0.25, 0.42), (0.20, 0.48), (0.15, 0.55), (0.10, 0.62))
HEADROOM = Bands((0.04, 0.18), (0.01, 0.25), (-0.03, 0.32), (-0.08, 0.40))
CENTER_X = Bands((0.40, 0.60), (0.35, 0.65), (0.30, 0.70), (0.22, 0.78))
HAIR = 0.25  # of the face's height: what hair or a hat adds above the box, so a tall hat is never "cut off"

# Certainty that nobody is there: of faces half covered by goods 14 % are missed, of faces cut at the brow
# 58 %, of others in clear light none of 137.
NOBODY_IS_TRUE = 0.9

TOO_LITTLE_TOO_MUCH = {  # advice by part; in this order where two parts are equally off
    "face_height": ("advice.framing.come_closer", "advice.framing.step_back"),
    "face_center_x": ("advice.framing.to_middle", "advice.framing.to_middle"),
    "headroom": ("advice.framing.point_higher", "advice.framing.point_lower"),
    "eye_line": ("advice.framing.point_higher", "advice.framing.point_lower"),
}


@check(
    "framing",
    version="3",
    units={"face_in_frame": "", "face_height": "", "face_center_x": "", "eye_line": "", "headroom": ""},
    bands={
        "face_height": UPRIGHT_SIZE,
        "face_height.webcam": WEBCAM_SIZE,
        "face_center_x": CENTER_X,
        "eye_line": EYE_LINE,
        "headroom": HEADROOM,
    },
)
def framing(sample: FrameSample, faces: Faces) -> Reading:
    """Grade of the worst part: size, eye line, headroom, centring. Nobody in a clear picture is 0."""
    if not faces:
        return _nobody(sample)
    height_px, width_px = sample.image.shape[:2]
    parts = measure(faces[0], width_px, height_px)
    bands = {
        "face_height": UPRIGHT_SIZE if height_px >= width_px else WEBCAM_SIZE,
        "face_center_x": CENTER_X,
        "headroom": HEADROOM,
        "eye_line": EYE_LINE,
    }
    grades = {name: bands[name].grade(parts[name]) for name in TOO_LITTLE_TOO_MUCH}
    worst = min(grades, key=lambda name: grades[name])
    advice = TOO_LITTLE_TOO_MUCH[worst][bands[worst].above(parts[worst])]
    return Reading(
        values={"face_in_frame": 1.0, **parts},
        grade=grades[worst],
        advice=advice if grades[worst] < GOOD else "",
        certainty=faces[0].score,
    )


def measure(face: Face, width_px: int, height_px: int) -> dict[str, float]:
    """Where the face is, as shares of the picture; headroom is below 0 when the head is cut."""
    return {
        "face_height": face.height_px / height_px,
        "face_center_x": face.center_x_px / width_px,
        "eye_line": face.eye_y_px / height_px,
        "headroom": (face.y_px - HAIR * face.height_px) / height_px,
    }


def _nobody(sample: FrameSample) -> Reading:
    """A clear picture without a face is a seller who is away; a black or white one says nothing of her."""
    reason = blinded(small_luma(sample.image))
    if reason:
        return Reading(reason=reason)
    return Reading(
        {"face_in_frame": 0.0}, 0, "advice.framing.come_into_frame", NOBODY_IS_TRUE, "vision.no_face"
    )
