"""Spoils clean pictures of a seller by known doses: the faults that checks of the picture must see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, radians, sin

import cv2
import numpy as np

from coach.vision.faces import Face
from coach.vision.framing import UPRIGHT_SIZE, WEBCAM_SIZE
from tools.scenes import Picture, before, market, person, placed, to_light, to_picture

BRIGHT_BEHIND = 0.8  # linear light of a window behind her
SHAKE_HZ = 3.0  # how a hand trembles: the main swing, with a second one faster


@dataclass(frozen=True, slots=True)
class Shot:
    """One clean picture, the seller's face in it, and which picture of the stretch it is (at `at_s`)."""

    image: Picture
    face: Face
    number: int
    at_s: float


Spoil = Callable[[Shot, float], Picture]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with the check that must see it, its doses from slight to gross, and how many are gross.

    `related` are checks that may rightly move as well. `hold_s`: each picture is shown for so long;
    checks that judge the median of 20 s need a fault that lasts.
    """

    name: str
    own: str
    spoil: Spoil
    doses: tuple[float, ...]
    gross: int = 1
    related: frozenset[str] = frozenset()
    hold_s: float = 1.0
    whole: bool = False  # from beginning to end, for what is a fault of the whole recording


def light_times(shot: Shot, dose: float) -> Picture:
    """Less or more light on everything; little light brings the camera's noise."""
    noise = np.random.default_rng(shot.number).normal(0, 2.0 if dose < 1 / 16 else 0.0, shot.image.shape[:2])
    seen = to_picture(to_light(shot.image) * dose)
    return np.asarray(np.clip(seen + np.round(noise[..., None]), 0, 255), np.uint8)


def backlit(shot: Shot, stops: float) -> Picture:
    """A window behind her, and so many stops (EV) less light on her."""
    her, light = person(shot.image, shot.face), to_light(shot.image)
    return to_picture(light * her / 2**stops + (0.2 * light + BRIGHT_BEHIND) * (1 - her))


def lit_from_one_side(shot: Shot, stops: float) -> Picture:
    """The left of her face gets so many stops (EV) less than the right."""
    across = np.arange(shot.image.shape[1], dtype=np.float32)[None, :, None]
    side = np.clip((across - shot.face.center_x_px) / (0.25 * shot.face.width_px), -1, 1)
    return to_picture(to_light(shot.image) * 2 ** (stops * (side - 1) / 2))


def blurred(shot: Shot, sigma_px: float) -> Picture:
    """A lens out of focus."""
    return np.asarray(cv2.GaussianBlur(shot.image, (0, 0), sigma_px), np.uint8)


def smeared(shot: Shot, moved_px: float) -> Picture:
    """The camera moved sideways while the picture was taken."""
    return np.asarray(cv2.blur(shot.image, (round(moved_px), 1)), np.uint8)


def shaken(shot: Shot, share: float) -> Picture:
    """A trembling hand: moved by `share` of the width (root mean square), about SHAKE_HZ times a second."""
    width = shot.image.shape[1]
    turn = 2 * np.pi * SHAKE_HZ * shot.at_s
    x = share * width * (sin(turn) + 0.7 * sin(2.3 * turn + 1)) / np.sqrt(0.745)
    y = 0.5 * share * width * (cos(1.4 * turn) + 0.7 * sin(1.9 * turn)) / np.sqrt(0.745)
    return _moved(shot.image, x, y)


def sideways(shot: Shot, share: float) -> Picture:
    """The seller stands beside the middle by `share` of the width."""
    aside = (0.5 + share) * shot.image.shape[1] - shot.face.center_x_px
    return _moved(shot.image, aside if share else 0.0, 0)


def lower(shot: Shot, share: float) -> Picture:
    """The seller is lower in the picture by `share` of its height; higher where it is negative."""
    return _moved(shot.image, 0, share * shot.image.shape[0])


def zoomed(shot: Shot, times: float) -> Picture:
    """Nearer or farther, her eyes staying where they are."""
    x, y = shot.face.center_x_px, shot.face.eye_y_px
    return placed(shot.image, np.array([[times, 0, (1 - times) * x], [0, times, (1 - times) * y]]))


def sized(shot: Shot, times: float) -> Picture:
    """So many times the largest face that is still best; below 1 so many times the smallest."""
    upright = shot.image.shape[0] >= shot.image.shape[1]
    best = (UPRIGHT_SIZE if upright else WEBCAM_SIZE).four
    wanted = best[1] * times if times >= 1 else best[0] * times
    return zoomed(shot, wanted * shot.image.shape[0] / shot.face.height_px)


def tiny(shot: Shot, share: float) -> Picture:
    """A face of that share of the picture's longest side."""
    return zoomed(shot, share * max(shot.image.shape) / shot.face.height_px)


def rolled(shot: Shot, degrees: float) -> Picture:
    """The camera held askew."""
    height, width = shot.image.shape[:2]
    shrunk = 1 / (abs(cos(radians(degrees))) + 0.3 * abs(sin(radians(degrees))))
    return placed(shot.image, cv2.getRotationMatrix2D((width / 2, height / 2), degrees, shrunk))


def on_its_side(shot: Shot, quarters: float) -> Picture:
    """Turned by quarters of a circle without a word in the file."""
    return np.ascontiguousarray(np.rot90(shot.image, round(quarters)))


def nobody(shot: Shot, _dose: float) -> Picture:
    """A stall without anybody, in the same light; the camera's noise is alive."""
    stall = market(shot.image.shape[:2], 3).astype(np.int16)
    noise = np.random.default_rng(shot.number).normal(0, 2, shot.image.shape[:2])
    return np.asarray(np.clip(stall + noise[..., None], 0, 255), np.uint8)


def two(shot: Shot, _dose: float) -> Picture:
    """A second person as near as the first: her mirror image beside her, the picture as wide as before."""
    width = shot.image.shape[1]
    left = round(min(max(shot.face.center_x_px - width / 4, 0), width / 2))
    her = shot.image[:, left : left + width // 2]
    return np.concatenate([her, her[:, ::-1]], axis=1)


def frozen(shot: Shot, _dose: float) -> Picture:
    """What is shown stays as it is: the runner gives every moment of the stretch the same shot."""
    return shot.image


def black(shot: Shot, _dose: float) -> Picture:
    """The lens is covered."""
    noise = np.random.default_rng(shot.number).integers(0, 6, shot.image.shape[:2], np.uint8)
    return np.repeat(noise[..., None], 3, axis=2)


def restless(shot: Shot, _dose: float) -> Picture:
    """Something else behind her in every picture."""
    behind = market(shot.image.shape[:2], 11 + shot.number)
    return before(shot.image, person(shot.image, shot.face), behind)


def burst(shot: Shot, spoil: Callable[[Shot], Picture]) -> tuple[tuple[float, ...], Picture]:
    """Six pictures at 10 Hz from one, spoiled each at its own moment: times, and luma (6, height, width)."""
    times_s = tuple(shot.at_s + step / 10 for step in range(6))
    shots = (Shot(shot.image, shot.face, shot.number, at_s) for at_s in times_s)
    grey = [cv2.cvtColor(spoil(one), cv2.COLOR_BGR2GRAY) for one in shots]
    return times_s, np.asarray(np.stack(grey), np.uint8)


def _moved(picture: Picture, x_px: float, y_px: float) -> Picture:
    return placed(picture, np.array([[1.0, 0, x_px], [0, 1.0, y_px]]))
