"""The same seller with another skin, in another light, before something else, or with a hat and a mask."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from coach.vision.faces import Face
from tools.scenes import Light, Mask, Picture, before, garden, market, skin, to_light, to_picture, wall

# The ten tones of the Monk Skin Tone Scale (E. Monk, 2019; skintone.google, CC BY 4.0), as sRGB.
MONK = (
    "f6ede4", "f3e7db", "f7ead0", "eadaba", "d7bd96", "a07e56", "825c43", "604134", "3a312a", "292420",
)  # fmt: skip
FILMED = 3  # the tone of the faces in the clips, by eye; their luma tells the light on them as well
LIGHTS = {
    "as it was": (1.0, 1.0, 1.0),
    "a third less": (0.67, 0.67, 0.67),
    "a third more": (1.33, 1.33, 1.33),
    "lamp": (0.72, 1.0, 1.28),
    "shade outdoors": (1.15, 1.0, 0.88),
}  # blue, green, red: times the light
BEHIND: dict[str, Callable[[tuple[int, int], int], Picture]] = {
    "dark wall": wall(40),
    "middle wall": wall(120),
    "bright wall": wall(215),
    "garden": garden,
    "busy stall": market,
}
STRAW, WHITE_CLOTH, BLACK_CLOTH = (140, 190, 215), (235, 225, 215), (30, 30, 30)  # BGR


def tone_light(number: int) -> Light:
    """(3,) linear light, blue first, that skin of one Monk tone (1-10) throws back."""
    red, green, blue = bytes.fromhex(MONK[number - 1])
    return np.asarray(to_light(np.array([[[blue, green, red]]], np.uint8))[0, 0])


class Skins:
    """The skins of one seller, whose face is cut out in `clean` and stands in `picture` at the same place."""

    def __init__(self, clean: Picture, picture: Picture, face: Face) -> None:
        self._hers, self._light = skin(clean, face), to_light(picture)

    def toned(self, number: int) -> Picture:
        """The same light on skin of another tone: one reflectance takes the place of the other."""
        ratio = tone_light(number) / tone_light(FILMED)
        return to_picture(self._light * (1 + (ratio - 1) * self._hers))


def toned(picture: Picture, face: Face, number: int) -> Picture:
    """A seller with skin of one Monk tone (1-10)."""
    return Skins(picture, picture, face).toned(number)


def lit(picture: Picture, name: str) -> Picture:
    """The whole scene in one of LIGHTS."""
    return to_picture(to_light(picture) * np.asarray(LIGHTS[name]))


def standing_before(picture: Picture, her: Mask, name: str) -> Picture:
    """The seller, cut out by `her`, before one of BEHIND."""
    return before(picture, her, BEHIND[name](picture.shape[:2], 5))


def in_a_hat(picture: Picture, face: Face) -> Picture:
    """A conical hat down to the brow."""
    x, top, wide, tall = face.center_x_px, face.y_px, face.width_px, face.height_px
    outline = [(x, top - 0.62 * tall), (x + 1.15 * wide, top + 0.14 * tall), (x, top + 0.2 * tall)]
    return _painted(picture, [*outline, (x - 1.15 * wide, top + 0.14 * tall)], STRAW)


def masked(picture: Picture, face: Face, colour: tuple[int, int, int] = WHITE_CLOTH) -> Picture:
    """A mask from the bridge of the nose to the chin."""
    x, wide, tall = face.center_x_px, face.width_px, face.height_px
    eye, chin = face.eye_y_px, face.chin_y_px
    nose = eye + 0.16 * tall
    outline = [(x - 0.5 * wide, nose + 0.06 * tall), (x, nose), (x + 0.5 * wide, nose + 0.06 * tall)]
    outline += [(x + 0.42 * wide, chin - 0.12 * tall), (x, chin + 0.04 * tall)]
    return _painted(picture, [*outline, (x - 0.42 * wide, chin - 0.12 * tall)], colour)


WORN: dict[str, Callable[[Picture, Face], Picture]] = {
    "conical hat": in_a_hat,
    "white mask": masked,
    "black mask": lambda picture, face: masked(picture, face, BLACK_CLOTH),
    "hat and mask": lambda picture, face: masked(in_a_hat(picture, face), face),
}


def _painted(picture: Picture, outline: list[tuple[float, float]], colour: tuple[int, int, int]) -> Picture:
    """A patch of cloth with a weave, so that it is not smoother than cloth is."""
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 255)
    soft = cv2.GaussianBlur(mask, (0, 0), 0.7)[..., None] / 255
    weave = np.random.default_rng(5).normal(0, 5, (*mask.shape, 1))
    return np.asarray(np.clip(picture * (1 - soft) + (np.array(colour) + weave) * soft, 0, 255), np.uint8)
