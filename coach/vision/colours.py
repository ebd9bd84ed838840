"""Which colours a picture holds, whatever the light: hue and saturation in a few hundred fields."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Fields = NDArray[np.uint8]  # (height, width): the number of the colour field of each pixel
Shares = NDArray[np.float32]  # (FIELDS,): how much of something has each colour; sums to 1, or to 0

ACROSS = 15  # fields along the colour disc: saturation steps of 0.13, about what a white balance shifts
FIELDS = ACROSS * ACROSS
UNSEEN = FIELDS  # the number of pixels too dark to have a colour
DARKEST = 36  # HSV value 0-255 below which the noise of 8-bit video makes up the hue
SPREAD = 0.75  # fields; a photo and a video of one thing differ by about that much


def _disc() -> Fields:
    """(180, 256): the field of each hue (half degrees, as OpenCV keeps it) and saturation.

    The disc has grey in its middle, so that the wild hues of nearly grey pixels lie close together.
    """
    angle = np.arange(180)[:, None] * np.pi / 90
    far = np.arange(256)[None, :] / 255
    steps = [np.clip(((1 + far * turn(angle)) * ACROSS / 2), 0, ACROSS - 1) for turn in (np.cos, np.sin)]
    return np.asarray(steps[1].astype(int) * ACROSS + steps[0].astype(int), np.uint8)


_DISC = _disc()


def fields(image: NDArray[np.uint8]) -> Fields:
    """The colour field (height, width) of each pixel of a picture (height, width, 3) BGR."""
    hue, far, value = cv2.split(cv2.cvtColor(image, cv2.COLOR_BGR2HSV))
    found = np.asarray(_DISC[hue, far], np.uint8)
    found[value < DARKEST] = UNSEEN
    return found


def shares(found: Fields) -> Shares:
    """Which part of the pixels that have a colour lies in each field; all 0 where none has one."""
    counted = np.bincount(found.ravel(), minlength=FIELDS + 1)[:FIELDS].astype(np.float32)
    return np.asarray(counted / max(1.0, float(counted.sum())), np.float32)


def spread(of: Shares) -> Shares:
    """The same a little smeared over the disc: other cameras and other light shift a colour."""
    disc = cv2.GaussianBlur(of.reshape(ACROSS, ACROSS), (0, 0), SPREAD, borderType=cv2.BORDER_REPLICATE)
    whole = float(disc.sum())
    return np.asarray(disc.ravel() / whole if whole else disc.ravel(), np.float32)


def saturation(of: Shares) -> float:
    """The mean distance 0-1 of these colours from grey."""
    steps = (np.arange(ACROSS) + 0.5) * 2 / ACROSS - 1
    far = np.hypot(steps[:, None], steps[None, :]).ravel()
    return float(far @ of)
