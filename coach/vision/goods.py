"""What the seller's photos say of her product: its colours, and a printed label where it has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.vision.colours import Fields, Shares, fields, saturation, shares, spread
from coach.vision.picture import brightness, small, small_luma
from coach.vision.printed import Label, label
from coach.vision.reblur import WINDOW_PX, reblur

PHOTO_PX = 640  # longest side of a photo when it is looked at: as large as the pictures of a take
COLOURS_PX = 160  # the same for its colours
MIDDLE = 0.36  # half axes of the ellipse in which the product is taken to lie, as shares of the sides
BORDER = 0.08  # of each side: what lies there is mostly table, wall and hand
LEAST_OWN = (
    0.3  # share of the middle's colours that its border has less of; below it the goods fill the photo
)
BLURRED = 0.75  # blur 0-1 (reblur.py): a photo blurred by a sigma of 2 pixels gives 0.61-0.76; soft goods 0.6
DARK = 60  # 95th centile of luma; colours of darker photos are those of the noise
LEAST_COLOUR = 0.2  # mean saturation 0-1: white cloth 0.02-0.08, dried bamboo about 0.15, fruit 0.4-0.9


@dataclass(frozen=True, slots=True)
class Goods:
    """What is known of a product. `colours` is None where they say nothing, for `reason` (a message id)."""

    colours: Shares | None
    labels: tuple[Label, ...] = ()
    reason: str = ""


def goods(photos: Sequence[Path]) -> Goods:
    """What the photos of one product say together; photos that show nothing are left out."""
    looked = [_one(read_photo(path)) for path in photos]
    if not looked:
        return Goods(None, reason="vision.no_photo")
    colours = [one.colours for one in looked if one.colours is not None]
    labels = tuple(found for one in looked for found in one.labels)
    if not colours:
        return Goods(None, labels, looked[0].reason)
    return Goods(np.asarray(np.mean(colours, axis=0), np.float32), labels)


def read_photo(path: Path) -> NDArray[np.uint8] | None:
    """The photo (height, width, 3) BGR, upright; None where the file is gone or holds no picture."""
    try:
        stored = np.fromfile(path, np.uint8)
        image = cv2.imdecode(stored, cv2.IMREAD_COLOR) if stored.size else None
    except (OSError, cv2.error):
        return None
    return None if image is None else np.asarray(image, np.uint8)


def _one(image: NDArray[np.uint8] | None) -> Goods:
    if image is None or min(image.shape[:2]) <= WINDOW_PX:
        return Goods(None, reason="vision.photo_unreadable")
    image = small(image, PHOTO_PX)
    luma = small_luma(image, PHOTO_PX)
    if brightness(luma) < DARK:
        return Goods(None, reason="vision.photo_dark")
    if max(reblur(luma)) > BLURRED:
        return Goods(None, reason="vision.photo_blurred")
    own = own_colours(fields(small(image, COLOURS_PX)))
    found = label(luma)
    labels = (found,) if found else ()
    if saturation(own) < LEAST_COLOUR:
        return Goods(None, labels, "vision.photo_grey")
    return Goods(spread(own), labels)


def own_colours(photo: Fields) -> Shares:
    """The colours of the photo's middle that its border has less of; all of the middle's where it has not."""
    inside = shares(photo[_middle(photo.shape)])
    around = shares(photo[_border(photo.shape)])
    own = np.where(inside > around, inside, 0).astype(np.float32)
    kept = float(own.sum())
    return np.asarray(own / kept if kept >= LEAST_OWN else inside, np.float32)


def _middle(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    down, across = np.ogrid[-0.5 : 0.5 : shape[0] * 1j, -0.5 : 0.5 : shape[1] * 1j]
    return np.asarray((down / MIDDLE) ** 2 + (across / MIDDLE) ** 2 <= 1, bool)


def _border(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    edge = np.ones(shape, bool)
    down, across = (max(1, round(BORDER * side)) for side in shape)
    edge[down:-down, across:-across] = False
    return edge
