"""Even light by dose: more shadow on one side, less grade; skin, masks and hats change little."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.domain.media import FrameSample
from coach.vision.check import Reading
from coach.vision.even_light import even_light
from coach.vision.faces import FindFaces
from tests.vision.conftest import to_light, to_picture

Picture = NDArray[np.uint8]
TONES = (0.35, 0.5, 0.7, 0.85, 1.0, 1.1, 1.2)


def look(picture: Picture, finder: FindFaces) -> Reading:
    sample = FrameSample(0.0, picture)
    return even_light(sample, finder(sample))


def shaded(picture: Picture, stops: float, side: int = 1) -> Picture:
    """One side of the picture darker by so many stops, with a soft edge at its middle."""
    across = np.linspace(-1, 1, picture.shape[1]) * side
    shade = 2 ** (-stops / (1 + np.exp(-across / 0.05)))
    return to_picture(to_light(picture) * shade[None, :, None].astype(np.float32))


def test_light_from_the_front_is_the_best(stage: Any, finder: FindFaces) -> None:
    reading = look(stage.picture(), finder)
    assert reading.grade == 4
    assert reading.values["uneven_light"] < 0.7


@pytest.mark.parametrize("side", [-1, 1])
def test_more_shadow_never_earns_more(stage: Any, finder: FindFaces, side: int) -> None:
    readings = [look(shaded(stage.picture(), stops, side), finder) for stops in (0, 1, 2, 3)]
    apart = [reading.values["uneven_light"] for reading in readings if reading.grade is not None]
    grades = [reading.grade for reading in readings if reading.grade is not None]
    assert grades == sorted(grades, reverse=True)
    assert apart[1:] == sorted(
        apart[1:]
    )  # a little shadow may even out a light that came from the other side
    assert grades[-1] <= 1
    assert readings[len(grades) - 1].advice == "advice.even_light.turn_to_light"


@pytest.mark.parametrize("light", [1.0, 1 / 2, 1 / 4])
def test_the_tone_of_skin_costs_nothing(stage: Any, finder: FindFaces, light: float) -> None:
    grades = {look(stage.but(skin=tone, light=light).picture(), finder).grade for tone in TONES}
    assert grades <= {4, 3, None}


@pytest.mark.parametrize(
    "change",
    [{"wears": ("white mask",)}, {"wears": ("black mask",)}, {"wears": ("conical hat",)}, {"light": 1 / 8},
     {"light": 1 / 32, "grain": 3.0}, {"light": 4}, {"behind": 235, "light_on_her": 1 / 8}, {"blur_px": 4},
     {"blur_px": 8}, {"moved_px": 31}, {"eye_x": 0.3}, {"face": 0.1}, {"empty": True}],
    ids=str,
)  # fmt: skip
def test_other_faults_hardly_move_it(stage: Any, finder: FindFaces, change: dict[str, object]) -> None:
    reading = look(stage.but(**change).picture(), finder)
    assert reading.grade in (4, 3) or (reading.grade is None and reading.reason)
