"""Sharpness: is the picture clear, or out of focus, smeared, or shaken?"""

from __future__ import annotations

from math import inf

from coach.domain.media import FrameSample
from coach.vision.check import GOOD, Bands, Reading, check
from coach.vision.faces import Face, Faces
from coach.vision.grain import texture
from coach.vision.picture import Luma, black, small, small_luma
from coach.vision.reblur import WINDOW_PX, reblur

PICTURE_PX = 640  # longest side at which the bands were read
# Blur 0-1 (reblur.py): clean frames of 28 clips 0.32-0.48; blurred by a sigma of 1 pixel 0.44-0.60, of 2
# 0.61-0.74, of 4 0.79-0.86; moved by 9 pixels 0.54-0.76, by 15 0.52-0.82.
BLUR = Bands((-inf, 0.50), (-inf, 0.56), (-inf, 0.62), (-inf, 0.70))

# A face is measured as large as it is up to FACE_PX, never enlarged: enlarged, clean faces give 0.44-0.69, as
# they are 0.31-0.54. Below LEAST_FACE_PX the second blur is wider than its features.
FACE_PX = 128
LEAST_FACE_PX = 48

# Of 560 pictures with known blur and noise, 1 of the 104 with less grain than this is graded better than it
# is by two levels, most of those above it are. Clean clips have up to 0.42 (dithered GIFs), video up to 0.2.
MOST_GRAIN = 0.5
# Luma: a bare wall has 0.6 or less, a portrait blurred by 8 pixels 1.7, by 16 still 1.0. It must stand out of
# the noise as well. A picture with a face is never bare.
LEAST_EDGES = 0.7
# Blur along x and along y: at most 0.12 apart in frames that are clean or slightly out of focus, 0.14-0.48
# where the picture moved by 9 pixels or more along one of them. Motion askew is not told from bad focus.
ONE_WAY = 0.15


@check("sharpness", version="3", units={"blur": "", "face_blur": ""}, bands={"blur": BLUR, "face_blur": BLUR})
def sharpness(sample: FrameSample, faces: Faces) -> Reading:
    """Grade of the whole picture; a face less sharp than it costs one level, for goods may be in focus."""
    luma = small_luma(sample.image, PICTURE_PX)
    if black(luma[::2, ::2]) and not faces:
        return Reading(reason="vision.black")
    if min(luma.shape) <= WINDOW_PX:
        return Reading(reason="vision.no_structure")
    seen = texture(luma)
    if seen.edges < max(LEAST_EDGES, seen.grain) and not faces:
        return Reading(reason="vision.no_structure")
    reading = _reading(reblur(luma), _face_blur(luma, sample, faces), bool(faces))
    return reading if seen.grain_share <= MOST_GRAIN else _grainy(reading)


def _reading(ways: tuple[float, float], face_blur: float | None, has_face: bool) -> Reading:
    """What the blur of the picture along x and y and the blur of the face come to."""
    blur = max(ways)
    whole = BLUR.grade(blur)
    if face_blur is None:
        reason = "vision.face_too_small" if has_face else "vision.no_face"
        return Reading({"blur": blur}, whole, _advice(ways, whole), reason=reason)
    grade = max(min(whole, BLUR.grade(face_blur)), whole - 1)
    return Reading({"blur": blur, "face_blur": face_blur}, grade, _advice(ways, grade))


def _grainy(reading: Reading) -> Reading:
    """Noise makes a blurred picture look sharper, never the other way round: only a fault is sure."""
    grade = reading.grade if reading.grade is not None and reading.grade < GOOD else None
    return Reading(grade=grade, advice=reading.advice, reason="vision.too_grainy")


def _advice(ways: tuple[float, float], grade: int) -> str:
    """What to do about it; where the picture as a whole is good it can only be the face."""
    if grade >= GOOD:
        return ""
    if BLUR.grade(max(ways)) >= GOOD:
        return "advice.sharpness.focus_on_face"
    moved = abs(ways[0] - ways[1]) >= ONE_WAY
    return "advice.sharpness.hold_still" if moved else "advice.sharpness.focus"


def _face_blur(luma: Luma, sample: FrameSample, faces: Faces) -> float | None:
    """Blur of the seller's face; None without one that is large enough."""
    if not faces:
        return None
    face = _cut(luma, faces[0], luma.shape[1] / sample.image.shape[1])
    return max(reblur(small(face, FACE_PX))) if min(face.shape) >= LEAST_FACE_PX else None


def _cut(luma: Luma, face: Face, scale: float) -> Luma:
    """The part (height, width) of the picture that is the face; `scale` leads from face pixels to luma's."""
    edges = (face.x_px, face.x_px + face.width_px, face.y_px, face.chin_y_px)
    left, right, top, chin = (max(0, round(edge * scale)) for edge in edges)
    return luma[top:chin, left:right]
