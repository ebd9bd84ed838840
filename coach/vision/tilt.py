"""Does the camera stand straight? Read from the line of the eyes over many pictures: people lean too."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from coach.domain.media import FrameSample
from coach.vision.around import Around
from coach.vision.check import GOOD, Bands, Reading, check_around
from coach.vision.faces import Face, Faces
from coach.vision.pose import lean_deg, pose

# Degrees, the median over about 20 s. People before straight cameras vary by 6 degrees on their own; medians
# of 22 real clips -6.2 to 7.4 (docs/vision.md section 11.3). So these are wider than a level would want them.
TILT = Bands((-5, 5), (-9, 9), (-13, 13), (-25, 25))
REACH_S = 10.0  # before and after: one lean to reach for goods is no tilt
FEWEST = 5  # pictures with a face that tells; fewer are one gesture
TELLS_TURN = 0.5  # a face turned further shows no eye line
SIDEWAYS_DEG = 60.0  # more is a picture on its side, which is another fault (picture_shape.py)


@check_around("tilt", version="1", units={"camera_tilt": "deg"}, reach_s=REACH_S)
def tilt(sample: FrameSample, faces: Faces, around: Around) -> Reading:
    """Grade of the median lean of the seller's eye line in the pictures around this one."""
    if not faces:
        return Reading(reason="vision.no_face")
    leans = list(_leans((faces, *around.faces)))
    if len(leans) < FEWEST:
        return Reading(reason="vision.too_few_faces")
    middle = median(leans)
    grade = TILT.grade(middle)
    advice = "advice.tilt.straighten" if grade < GOOD else ""
    return Reading({"camera_tilt": middle}, grade, advice, faces[0].score)


def _leans(each: tuple[Faces, ...]) -> Iterator[float]:
    """The lean in degrees of each picture's largest face, where it tells."""
    for faces in each:
        if faces and _tells(faces[0]):
            yield lean_deg(faces[0])


def _tells(face: Face) -> bool:
    held = pose(face)
    return held is not None and abs(held.turn) < TELLS_TURN and abs(held.lean_deg) < SIDEWAYS_DEG
