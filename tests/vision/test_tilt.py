"""Tilt by dose, over many pictures: one lean is no tilt, a phone that stands askew is."""

from __future__ import annotations

from statistics import median
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import FrameSample
from coach.vision.around import Around
from coach.vision.check import Reading
from coach.vision.faces import Face, Faces, FindFaces
from coach.vision.tilt import FEWEST, TILT, tilt
from tests.vision.test_pose import face, points

SAMPLE = FrameSample(0.0, np.zeros((4, 4, 3), np.uint8))
LEANS = st.lists(st.floats(-45, 45), min_size=FEWEST, max_size=21)


def seen(*leans: float) -> Reading:
    """What is said of pictures whose faces lean by so many degrees."""
    each: list[Faces] = [(leaning(lean),) for lean in leans]
    return tilt(SAMPLE, each[0], Around(faces=tuple(each[1:])))


def leaning(lean: float) -> Face:
    return face(points(lean=lean))


@given(LEANS)
def test_it_is_the_median_whatever_the_order(leans: list[float]) -> None:
    reading = seen(*leans)
    assert reading.values["camera_tilt"] == pytest.approx(median(leans), abs=1e-6)
    assert reading.grade == seen(*leans[::-1]).grade


def test_more_tilt_never_earns_more_to_either_side() -> None:
    for side in (-1, 1):
        grades = [seen(*[side * lean] * 9).grade for lean in (0, 4, 8, 12, 20, 30)]
        assert grades == [4, 4, 3, 2, 1, 0]


def test_one_lean_for_the_goods_is_no_tilt() -> None:
    assert seen(30, 0, 1, -2, 3, 25, 0, 2).grade == 4


def test_a_few_faces_and_faces_that_do_not_tell_are_not_judged() -> None:
    assert seen(*[20.0] * (FEWEST - 1)).reason == "vision.too_few_faces"
    assert tilt(SAMPLE, (), Around()).reason == "vision.no_face"
    turned = face(points(aside=45))
    assert tilt(SAMPLE, (turned,), Around(faces=((turned,),) * 9)).grade is None


@pytest.mark.parametrize(("degrees", "grades"), [(0, {4}), (-8, {3, 4}), (20, {0, 1}), (-20, {0, 1})])
def test_a_leaning_camera_is_seen(stage: Any, finder: FindFaces, degrees: float, grades: set[int]) -> None:
    picture = stage.picture()
    matrix = cv2.getRotationMatrix2D((180, 320), degrees, 1)
    leant = cv2.warpAffine(picture, matrix, (360, 640), borderMode=cv2.BORDER_REPLICATE)
    sample = FrameSample(0.0, np.asarray(leant, np.uint8))
    found = finder(sample)
    assert tilt(sample, found, Around(faces=(found,) * FEWEST)).grade in grades


def test_people_before_straight_cameras_are_good() -> None:
    assert all(TILT.grade(lean) >= 3 for lean in (-6.2, 7.4))  # medians of real clips
