"""The shape of a picture: tall is best, and one on its side is known by its faces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coach.domain.evidence import Finding, Observation
from coach.domain.media import FrameSample, Take
from coach.vision.faces import Faces, FindFaces
from coach.vision.picture_shape import PictureShape

MakeTake = Callable[..., Take]


def nobody(sample: FrameSample) -> Faces:
    return ()


def sized(take: Take, width_px: int, height_px: int) -> Take:
    return replace(take, recording=replace(take.recording, width_px=width_px, height_px=height_px))


def told(take: Take, find: FindFaces, pictures: list[Any]) -> dict[str, float | str]:
    look = PictureShape(take, find)
    for second, picture in enumerate(pictures):
        sample = FrameSample(float(second), np.ascontiguousarray(picture))
        look.see(sample, find(sample))
    found: list[Finding] = list(look.finish())
    return {f.name: f.value for f in found if isinstance(f, Observation) and f.value is not None}


def test_the_taller_the_better(take: MakeTake) -> None:
    sizes = ((720, 1280), (720, 960), (720, 720), (960, 720), (1280, 720))
    blank = [np.zeros((8, 8, 3), np.uint8)]
    grades = [told(sized(take(9.0), *size), nobody, blank)["picture_shape"] for size in sizes]
    assert grades == [4, 3, 2, 2, 2]
    assert told(sized(take(9.0), 1280, 720), nobody, blank)["picture_shape.fault"] == (
        "advice.picture_shape.stand_phone_up"
    )


@pytest.mark.parametrize(("quarters", "sideways"), [(0, 0), (1, 1), (2, 1), (3, 1)])
def test_a_picture_on_its_side_is_told(
    stage: Any, finder: FindFaces, take: MakeTake, quarters: int, sideways: int
) -> None:
    pictures = [np.rot90(stage.but(eye_y=y).picture(), quarters) for y in (0.25, 0.28, 0.31, 0.34)]
    said = told(take(9.0), finder, pictures)
    assert said["sideways"] == sideways
    assert said["picture_shape"] == (0 if sideways else 4)
    assert said.get("picture_shape.fault", "") == ("advice.picture_shape.turn_upright" if sideways else "")


@pytest.mark.parametrize(
    "change", [{"empty": True}, {"light": 1 / 32}, {"wears": ("conical hat", "black mask")}, {"face": 0.05}]
)
def test_what_else_hides_a_face_is_not_on_its_side(
    stage: Any, finder: FindFaces, take: MakeTake, change: dict[str, object]
) -> None:
    pictures = [stage.but(eye_y=y, **change).picture() for y in (0.25, 0.28, 0.31, 0.34)]
    assert told(take(9.0), finder, pictures)["sideways"] == 0


def test_a_few_turned_pictures_are_not_the_take(stage: Any, finder: FindFaces, take: MakeTake) -> None:
    upright = stage.picture()
    pictures = [np.rot90(upright), np.rot90(upright), np.rot90(upright), *[upright] * 5]
    assert told(take(9.0), finder, pictures)["sideways"] == 0
