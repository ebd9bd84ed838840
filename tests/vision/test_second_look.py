"""A face of the darkest skin is found on a second look; where somebody was found nothing changes."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import FrameSample
from coach.vision.faces import Face, Faces, FindFaces
from coach.vision.second_look import SecondLook, lifted
from tools.tones import toned

HER: Faces = (Face(150, 150, 60, 80, ((165, 180), (190, 180)), 0.9),)


@given(st.integers(0, 255), st.integers(0, 255))
def test_lifting_keeps_the_order_of_brightness(one: int, other: int) -> None:
    first, second = (
        lifted(FrameSample(0, np.full((1, 1, 3), v, np.uint8))).image.max() for v in (one, other)
    )
    assert (first >= second) or one < other
    assert first >= one


def test_it_looks_again_only_where_nobody_was_found() -> None:
    seen: list[float] = []

    def find(sample: FrameSample) -> Faces:
        seen.append(float(sample.image.mean()))
        return HER if len(seen) != 1 else ()

    sample = FrameSample(0, np.full((8, 8, 3), 60, np.uint8))
    look = SecondLook(find)
    assert look(sample) == HER
    assert len(seen) == 2
    assert seen[1] > seen[0]
    assert look(sample) == HER
    assert len(seen) == 3


def test_the_darkest_skin_is_found(stage: Any, finder: FindFaces) -> None:
    sample = stage.at(0)
    (face,) = finder(sample)
    darkest = FrameSample(0, toned(sample.image, face, 10))
    (found,) = SecondLook(finder)(darkest)
    assert abs(found.center_x_px - face.center_x_px) < 0.2 * face.width_px


def test_it_invents_nobody(stage: Any, finder: FindFaces) -> None:
    for light in (1, 1 / 4, 1 / 16):
        assert SecondLook(finder)(stage.but(empty=True, light=light).at(0)) == ()
