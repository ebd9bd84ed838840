"""Light: can viewers see the seller's face, or is it too dark, burnt out, or against the light?

Fair to every skin: a dark face costs nothing where all around it is well lit, and one level at most where it
is not. More is lost only where the picture as a whole is dark, where parts are burnt out, or where the whole
seller, clothes and all, is a silhouette against what is behind her.
"""

from __future__ import annotations

from math import inf, log2

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import FrameSample
from coach.vision.check import BEST, GOOD, Bands, Reading, check
from coach.vision.faces import Faces
from coach.vision.picture import CLIPPED, LINEAR, Luma, black, brightness, clipped_share, small_luma
from coach.vision.regions import Regions, regions

# Luma 0-255 of a face of light or medium skin in the best light. Clean clips 94-143; a quarter of the light
# 50-79; an eighth 36-55.
FACE_LUMA = (85.0, 190.0)
# 95th centile of luma: clean frames 181-251; a quarter of the light 95-134, an eighth 68-97, a 32nd 32-48.
BRIGHTNESS = Bands((150, inf), (125, inf), (95, inf), (55, inf))
# From here on the light around the face vouches for the light on it. A face that is dark all the same has
# dark skin, or stands against the light, which is judged by itself.
WELL_LIT = BRIGHTNESS.four[0]
# Share of the picture burnt out: over 2 % in no clean clip and in 90 % of those with twice the light. A white
# window alone never costs more than three levels; a burnt-out face does.
CLIPPED_SHARE = Bands((-inf, 0.02), (-inf, 0.05), (-inf, 0.10), (-inf, 1.0))
CLIPPED_FACE = Bands((-inf, 0.05), (-inf, 0.10), (-inf, 0.20), (-inf, 0.40))
# Stops (EV) between background and face: clean clips -0.1 to 1.0, made backlit 5.1-6.0.
BACKLIGHT = Bands((-inf, 1.0), (-inf, 1.7), (-inf, 2.5), (-inf, 3.5))
# Stops between background and the brightest tenth of face or clothes: clean frames -1.2 to 0.6. Skin alone
# spans about 3 stops, so a dark face before a light wall is no silhouette while its own highlights or a shirt
# stand out.
SILHOUETTE = Bands((-inf, 1.4), (-inf, 1.9), (-inf, 2.5), (-inf, 3.2))
# The darkest skin and black clothes before a wall in the same light come to 3.2 stops (docs/seeing.md
# section 2); before a window they are lost. A window is told by its glare: a quarter of what is behind her is
# at least this bright (luma), as made windows are; clean walls and rooms are not.
GLARING = 230
BEFORE_A_WALL = Bands((-inf, 2.7), (-inf, 3.3), (-inf, 3.9), (-inf, 4.6))
# The most of clean frames: up to here her highlights or her shirt are as bright as what is behind her, so the
# light falls on her, however dark her skin.
LIT_AS_WELL = 0.6

LEAST_BACKGROUND = 0.04  # share of the picture below which nothing can be said of what is behind her
BLACK = 1e-3  # least light that is told from none, so that ratios stay finite

ADVICE = {
    "dark": "advice.light.more",
    "bright": "advice.light.less",
    "backlit": "advice.light.face_the_light",
}


@check(
    "light",
    version="4",
    units={"face_luma": "luma", "backlight": "EV", "clipped_share": ""},
    bands={
        "brightness": BRIGHTNESS,
        "clipped_share": CLIPPED_SHARE,
        "clipped_face": CLIPPED_FACE,
        "backlight": BACKLIGHT,
        "silhouette": SILHOUETTE,
        "silhouette.before_a_wall": BEFORE_A_WALL,
    },
)
def light(sample: FrameSample, faces: Faces) -> Reading:
    """Grade of the worst of dark, bright and backlit; without a face only what is sure about the picture."""
    luma = small_luma(sample.image)
    values = {"clipped_share": clipped_share(luma)}
    if not faces:
        return _without_face(luma, values)
    found = regions(luma, faces[0], luma.shape[1] / sample.image.shape[1])
    if not found.face.size:
        return _without_face(luma, values)
    values["face_luma"] = float(found.face.mean())
    grades = {"dark": _dark(found, values["face_luma"]), "bright": _bright(found, values)}
    if found.behind.size >= LEAST_BACKGROUND * luma.size:
        values["backlight"] = stops(found.behind, _mean_light(found.face))
        grades["backlit"] = _backlit(found, values["backlight"])
    reason = "" if "backlight" in values else "vision.no_background"
    return _reading(values, grades, faces[0].score, reason)


def stops(behind: NDArray[np.uint8], person_light: float) -> float:
    """How many stops (EV) brighter the background is than the person: log2 of mean light over light."""
    return log2(max(_mean_light(behind), BLACK) / max(person_light, BLACK))


def _dark(found: Regions, face_luma: float) -> int:
    """How much light there is, read from all but the face, whoever stands in it.

    Where that does not vouch for the light on her a dark face makes one level. Goods in her hands are seen in
    the light around her, so a face alone in the dark is not enough either.
    """
    around = brightness(found.around) if found.around.size else WELL_LIT
    return min(GOOD, BRIGHTNESS.grade(around)) + (around >= WELL_LIT or face_luma >= FACE_LUMA[0])


def _bright(found: Regions, values: dict[str, float]) -> int:
    """Burnt-out parts count as they are; a bright face without them costs one level."""
    burnt = CLIPPED_FACE.grade(float(np.mean(found.face >= CLIPPED)))
    pale = GOOD if values["face_luma"] > FACE_LUMA[1] else BEST
    return min(burnt, CLIPPED_SHARE.grade(values["clipped_share"]), pale)


def _backlit(found: Regions, backlight_ev: float) -> int:
    """A face darker than its background costs one level unless highlights or clothes show that light falls on
    her; more only where they are dark as well."""
    darker = stops(found.behind, max(_high_light(found.face), _high_light(found.clothes)))
    if darker <= LIT_AS_WELL:
        return BEST
    bands = SILHOUETTE if float(np.percentile(found.behind, 75)) >= GLARING else BEFORE_A_WALL
    return min(max(GOOD, BACKLIGHT.grade(backlight_ev)), bands.grade(darker))


def _without_face(luma: Luma, values: dict[str, float]) -> Reading:
    """Without a face only a fault is sure: in a bright enough picture the seller may still be dark.

    A black picture tells nothing of the light in the room: a covered lens is another check's business.
    """
    if black(luma):
        return Reading(values, reason="vision.black")
    grades = {
        "dark": BRIGHTNESS.grade(brightness(luma)),
        "bright": CLIPPED_SHARE.grade(values["clipped_share"]),
    }
    if min(grades.values()) >= GOOD:
        return Reading(values, reason="vision.no_face")
    return _reading(values, grades, 1.0, "vision.no_face")


def _reading(values: dict[str, float], grades: dict[str, int], certainty: float, reason: str) -> Reading:
    """The worst grade with its advice; against the light comes first, since it also makes the face dark."""
    worst = min(grades, key=lambda name: (grades[name], name != "backlit"))
    advice = ADVICE[worst] if grades[worst] < GOOD else ""
    return Reading(values, grades[worst], advice, certainty, reason)


def _mean_light(luma: NDArray[np.uint8]) -> float:
    return float(LINEAR[luma].mean())


def _high_light(luma: NDArray[np.uint8]) -> float:
    """Light of the brightest tenth; none where there is nothing to measure."""
    return float(LINEAR[round(float(np.percentile(luma, 90)))]) if luma.size else 0.0
