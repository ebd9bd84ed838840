"""A painted seller at a painted stall: a face, clothes, a wall, a hand and goods of known colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.domain.media import FrameSample
from coach.vision.faces import Face, Faces

Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]  # BGR

WIDTH, HEIGHT = 180, 320
ORANGE: Colour = (30, 130, 235)
GREEN: Colour = (40, 160, 90)
FACE = Face(65.0, 60.0, 50.0, 62.0, ((80.0, 85.0), (100.0, 85.0)), 0.9)
# Skin from very light to very dark, as photographed (BGR).
SKINS: tuple[Colour, ...] = ((190, 205, 235), (140, 170, 215), (95, 130, 185), (60, 90, 140), (38, 55, 92))


@dataclass(frozen=True)
class Shop:
    """One picture of it. `goods_at` is the middle of the goods; None shows none."""

    goods_at: tuple[int, int] | None = None
    size_px: int = 18  # half a side
    goods: Colour = ORANGE
    skin: Colour = SKINS[1]
    shirt: Colour = (120, 60, 40)
    wall: Colour = (150, 150, 140)
    hand: bool = True
    face: bool = True
    light: float = 1.0

    def picture(self) -> Picture:
        image = np.full((HEIGHT, WIDTH, 3), self.wall, np.uint8)
        cv2.rectangle(image, (25, 135), (155, HEIGHT), self.shirt, -1)
        if self.face:
            cv2.ellipse(image, (90, 92), (25, 31), 0, 0, 360, self.skin, -1)
        if self.goods_at:
            (x, y), half = self.goods_at, self.size_px
            if self.hand:
                cv2.rectangle(image, (x - 12, y + half - 4), (x + 12, y + half + 20), self.skin, -1)
            cv2.ellipse(image, (x, y), (half, half), 0, 0, 360, self.goods, -1)
        noise = np.random.default_rng(sum(self.goods_at or (0,))).normal(0, 2, image.shape)
        return np.clip(image * self.light + noise, 0, 255).astype(np.uint8)

    @property
    def faces(self) -> Faces:
        return (FACE,) if self.face else ()


def seconds(shops: Sequence[Shop]) -> list[tuple[FrameSample, Faces]]:
    """One picture a second."""
    return [(FrameSample(float(at), shop.picture()), shop.faces) for at, shop in enumerate(shops)]


def photo(path: Path, goods: Colour = ORANGE, table: Colour = (90, 100, 110), blur: float = 0.0) -> Path:
    """A photo of the goods on a table."""
    image = np.full((240, 240, 3), table, np.uint8)
    cv2.ellipse(image, (120, 120), (70, 70), 0, 0, 360, goods, -1)
    for at in range(75, 170, 12):  # some shade, so that it is sharp
        cv2.line(image, (at, 90), (at + 8, 150), tuple(int(0.8 * one) for one in goods), 1)
    image = np.clip(image + np.random.default_rng(1).normal(0, 1, image.shape), 0, 255).astype(np.uint8)
    if blur:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), blur), np.uint8)
    cv2.imwrite(str(path), image)
    return path
