"""The background by dose: the more moves behind her the lower; her hands, light and leaves cost nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.domain.media import FrameSample
from coach.vision.around import Around
from coach.vision.background import background
from coach.vision.check import Reading
from coach.vision.faces import FindFaces

Picture = NDArray[np.uint8]
WIDE = {"width": 640, "height": 360, "face": 0.3, "eye_y": 0.4, "behind": 150}


def look(pictures: list[Picture], finder: FindFaces) -> Reading:
    """The reading of the first picture among the others."""
    samples = [FrameSample(float(second), picture) for second, picture in enumerate(pictures)]
    return background(samples[0], finder(samples[0]), Around(after=tuple(samples[1:])))


def passing(picture: Picture, width_px: int) -> Picture:
    """Somebody dark at the left edge, from top to bottom."""
    changed = picture.copy()
    changed[:, :width_px] = (40, 60, 90)
    return changed


def test_a_quiet_wall_is_the_best(stage: Any, finder: FindFaces) -> None:
    reading = look([stage.but(**WIDE, grain=1 + n / 10).picture() for n in range(6)], finder)
    assert reading.grade == 4
    assert reading.values["background_unrest"] < 0.02


def test_the_more_moves_the_lower(stage: Any, finder: FindFaces) -> None:
    quiet = stage.but(**WIDE).picture()
    readings = [look([passing(quiet, px), *[quiet] * 5], finder) for px in (0, 40, 90, 150)]
    shares = [reading.values["background_unrest"] for reading in readings]
    assert shares == sorted(shares)
    grades = [reading.grade for reading in readings if reading.grade is not None]
    assert grades == sorted(grades, reverse=True)
    assert grades[0] == 4
    assert grades[-1] <= 2
    assert readings[-1].advice == "advice.background.quiet_place"


def test_the_quiet_pictures_around_a_passer_by_stay_good(stage: Any, finder: FindFaces) -> None:
    quiet = stage.but(**WIDE).picture()
    assert look([quiet, passing(quiet, 150), *[quiet] * 4], finder).grade == 4


@pytest.mark.parametrize("light", [0.5, 0.7, 1.3])
def test_a_camera_that_opens_or_closes_is_nobody(stage: Any, finder: FindFaces, light: float) -> None:
    quiet = stage.but(**WIDE).picture()
    other = stage.but(**WIDE, light=light).picture()
    assert look([other, *[quiet] * 5], finder).grade in (3, 4)


def test_goods_below_the_head_are_hers(stage: Any, finder: FindFaces) -> None:
    quiet = stage.but(**WIDE).picture()
    held = quiet.copy()
    held[250:, 200:440] = (40, 60, 200)
    assert look([held, *[quiet] * 5], finder).grade == 4


def test_leaves_in_the_wind_are_no_unrest(stage: Any, finder: FindFaces) -> None:
    chance = np.random.default_rng(1)
    quiet = stage.but(**WIDE).picture()
    leafy = []
    for _ in range(6):
        leaves = np.repeat(np.repeat(chance.integers(-40, 41, (90, 160, 1)), 4, axis=0), 4, axis=1)
        her = finder(FrameSample(0.0, quiet))[0]
        picture = np.clip(quiet.astype(int) + leaves, 0, 255).astype(np.uint8)
        top, left = int(her.y_px - 0.6 * her.height_px), int(her.x_px - her.width_px)
        picture[max(0, top) :, left : int(left + 3 * her.width_px)] = quiet[
            max(0, top) :, left : int(left + 3 * her.width_px)
        ]
        leafy.append(picture)
    assert look(leafy, finder).grade in (3, 4)


def test_what_cannot_be_seen_is_not_judged(stage: Any, finder: FindFaces) -> None:
    quiet = stage.but(**WIDE).picture()
    assert look([quiet] * 3, finder).reason == "vision.too_few_pictures"
    assert look([stage.but(**WIDE, empty=True).picture()] * 6, finder).reason == "vision.no_face"
    near = stage.but(face=0.55, eye_y=0.4).picture()
    assert look([near] * 6, finder).reason == "vision.no_background_seen"
