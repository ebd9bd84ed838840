"""Framing by dose: the further the seller is from where viewers want her, the lower the grade."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import FrameSample
from coach.vision.check import Reading
from coach.vision.faces import Face, FindFaces
from coach.vision.framing import framing

SHARES = st.floats(0.05, 0.95)


def see(stage: Any, finder: FindFaces, **changes: object) -> Reading:
    sample = stage.but(**changes).at(0)
    return framing(sample, finder(sample))


def grade(reading: Reading) -> int:
    assert reading.grade is not None
    return reading.grade


def face(x: float, y: float, height: float, width_px: int, height_px: int) -> Face:
    """A face whose box starts at the share (x, y) of the picture and is `height` of it high."""
    tall, wide = height * height_px, 0.76 * height * height_px
    left, top = x * width_px, y * height_px
    eyes = ((left + 0.3 * wide, top + 0.4 * tall), (left + 0.7 * wide, top + 0.4 * tall))
    return Face(left, top, wide, tall, eyes, 0.9)


def blank(width_px: int, height_px: int, luma: int = 90) -> FrameSample:
    return FrameSample(0.0, np.full((height_px, width_px, 3), luma, np.uint8))


def test_a_well_placed_seller_gets_the_best_grade(stage: Any, finder: FindFaces) -> None:
    reading = see(stage, finder)
    assert reading.grade == 4
    assert reading.values["face_in_frame"] == 1
    assert reading.values["face_height"] == pytest.approx(0.22, abs=0.02)
    assert reading.values["eye_line"] == pytest.approx(0.31, abs=0.01)


@pytest.mark.parametrize(
    ("doses", "advice"),
    [
        ([{"eye_x": x} for x in (0.5, 0.4, 0.34, 0.29, 0.25, 0.18)], "advice.framing.to_middle"),
        ([{"eye_x": x} for x in (0.5, 0.61, 0.67, 0.71, 0.75, 0.82)], "advice.framing.to_middle"),
        ([{"eye_y": y} for y in (0.31, 0.24, 0.18, 0.13, 0.09)], "advice.framing.point_higher"),
        ([{"eye_y": y} for y in (0.31, 0.38, 0.45, 0.5, 0.6, 0.8)], "advice.framing.point_lower"),
        ([{"face": f, "eye_y": 0.25} for f in (0.2, 0.13, 0.09, 0.06)], "advice.framing.come_closer"),
        ([{"face": f, "eye_y": 0.38} for f in (0.28, 0.35, 0.41, 0.5, 0.6)], "advice.framing.step_back"),
    ],
)
def test_more_of_a_fault_never_earns_more(
    stage: Any, finder: FindFaces, doses: list[dict[str, float]], advice: str
) -> None:
    readings = [see(stage, finder, **dose) for dose in doses]
    grades = [grade(reading) for reading in readings]
    assert grades == sorted(grades, reverse=True)
    assert grades[0] >= 3
    assert grades[-1] <= 1
    assert readings[-1].advice == advice


@given(SHARES, SHARES, st.floats(0.03, 0.7), st.integers(2, 5))
def test_only_shares_of_the_picture_count(x: float, y: float, height: float, zoom: int) -> None:
    small = framing(blank(90, 160), (face(x, y, height, 90, 160),))
    large = framing(blank(90 * zoom, 160 * zoom), (face(x, y, height, 90 * zoom, 160 * zoom),))
    assert large.values == pytest.approx(small.values)


@given(SHARES, SHARES, st.floats(0.03, 0.7))
def test_below_good_there_is_advice_and_only_there(x: float, y: float, height: float) -> None:
    reading = framing(blank(90, 160), (face(x, y, height, 90, 160),))
    assert bool(reading.advice) == (grade(reading) < 3)


def test_a_webcam_may_show_a_larger_face(stage: Any, finder: FindFaces) -> None:
    assert see(stage, finder, width=640, height=360, face=0.38, eye_y=0.38).grade == 4
    assert grade(see(stage, finder, width=640, height=360, face=0.08, eye_y=0.3)) <= 1


def test_the_nearest_face_is_the_sellers() -> None:
    near, far = face(0.35, 0.2, 0.2, 90, 160), face(0.8, 0.1, 0.05, 90, 160)
    assert framing(blank(90, 160), (near, far)) == framing(blank(90, 160), (near,))


def test_nobody_in_a_clear_picture_is_zero(stage: Any, finder: FindFaces) -> None:
    reading = see(stage, finder, empty=True)
    assert (reading.grade, reading.values) == (0, {"face_in_frame": 0.0})
    assert reading.advice == "advice.framing.come_into_frame"


@pytest.mark.parametrize(("luma", "reason"), [(8, "vision.too_dark"), (255, "vision.too_bright")])
def test_a_black_or_white_picture_says_nothing_about_her(luma: int, reason: str) -> None:
    reading = framing(blank(90, 160, luma), ())
    assert (reading.grade, reading.reason, reading.values) == (None, reason, {})


@pytest.mark.parametrize("light", [1 / 4, 1 / 8, 1 / 32, 2, 4])
def test_light_hardly_moves_framing(stage: Any, finder: FindFaces, light: float) -> None:
    assert abs(grade(see(stage, finder, light=light)) - grade(see(stage, finder))) <= 1


@pytest.mark.parametrize("skin", [0.35, 0.5, 0.7, 0.85, 1.1, 1.2])
def test_the_tone_of_skin_does_not_move_framing(stage: Any, finder: FindFaces, skin: float) -> None:
    assert see(stage, finder, skin=skin).grade == see(stage, finder).grade


@pytest.mark.parametrize(
    "wears", [("white mask",), ("black mask",), ("conical hat",), ("conical hat", "black mask")]
)
@pytest.mark.parametrize("light", [1, 1 / 4])
def test_a_mask_or_a_conical_hat_does_not_matter(
    stage: Any, finder: FindFaces, wears: tuple[str, ...], light: float
) -> None:
    assert see(stage, finder, wears=wears, light=light).grade == see(stage, finder, light=light).grade
