"""Sharpness by dose: the more a portrait is blurred, the lower the grade; light and place hardly matter."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from coach.domain.media import FrameSample
from coach.vision.check import Reading
from coach.vision.faces import FindFaces
from coach.vision.framing import framing
from coach.vision.light import light
from coach.vision.sharpness import sharpness

PLACES = [{}, {"behind": 120}, {"face": 0.15}, {"face": 0.3}, {"width": 640, "height": 360, "face": 0.35}]


def see(stage: Any, finder: FindFaces, **changes: object) -> Reading:
    sample = stage.but(**changes).at(0)
    return sharpness(sample, finder(sample))


def grade(reading: Reading) -> int:
    assert reading.grade is not None
    return reading.grade


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_more_blur_never_earns_more(stage: Any, finder: FindFaces, place: dict[str, float]) -> None:
    readings = [see(stage, finder, **place, blur_px=dose) for dose in (0, 1, 2, 4, 8)]
    grades, blurs = [grade(reading) for reading in readings], [reading.values["blur"] for reading in readings]
    assert grades == sorted(grades, reverse=True)
    assert blurs == sorted(blurs)
    assert grades[0] >= 3
    assert grades[2] <= 2
    assert max(grades[3:]) <= 1
    assert readings[-1].advice == "advice.sharpness.focus"


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_more_motion_never_earns_more(stage: Any, finder: FindFaces, place: dict[str, float]) -> None:
    readings = [see(stage, finder, **place, moved_px=dose) for dose in (0, 5, 9, 15, 31)]
    grades = [grade(reading) for reading in readings]
    assert grades == sorted(grades, reverse=True)
    assert grades[0] >= 3
    assert max(grades[2:]) <= 1
    assert {reading.advice for reading in readings[2:]} == {"advice.sharpness.hold_still"}


@pytest.mark.parametrize(
    "change", [{"blur_px": 2}, {"blur_px": 4}, {"blur_px": 8}, {"moved_px": 31}], ids=str
)
def test_blur_hardly_moves_the_other_checks(stage: Any, finder: FindFaces, change: dict[str, float]) -> None:
    clean, blurred = stage.at(0), stage.but(**change).at(0)
    for check in (framing, light):
        assert abs(grade(check(blurred, finder(blurred))) - grade(check(clean, finder(clean)))) <= 1


@pytest.mark.parametrize(
    "change",
    [{"light": 1 / 4}, {"light": 1 / 8}, {"light": 1 / 32}, {"light": 2}, {"skin": 0.35}, {"skin": 1.2},
     {"behind": 235, "light_on_her": 1 / 8}, {"eye_x": 0.2}, {"eye_y": 0.6}, {"wears": ("conical hat",)},
     {"wears": ("black mask",)}, {"grain": 2}],
    ids=str,
)  # fmt: skip
def test_other_faults_hardly_move_sharpness(stage: Any, finder: FindFaces, change: dict[str, Any]) -> None:
    assert abs(grade(see(stage, finder, **change)) - grade(see(stage, finder))) <= 1


def test_a_face_out_of_focus_costs_one_level(stage: Any, finder: FindFaces) -> None:
    sample = stage.at(0)
    (face,) = finder(sample)
    box = slice(int(face.y_px), int(face.chin_y_px)), slice(int(face.x_px), int(face.x_px + face.width_px))
    image = sample.image.copy()  # the staged picture is kept between tests
    image[box] = cv2.GaussianBlur(image[box], (0, 0), 5)
    reading = sharpness(FrameSample(0.0, image), (face,))
    assert reading.values["face_blur"] > 0.7 > 0.5 > reading.values["blur"]
    assert reading.grade == 3


def test_a_slightly_soft_picture_with_the_face_out_of_focus_is_a_fault(stage: Any, finder: FindFaces) -> None:
    sample = stage.but(blur_px=1).at(0)
    (face,) = finder(stage.at(0))
    box = slice(int(face.y_px), int(face.chin_y_px)), slice(int(face.x_px), int(face.x_px + face.width_px))
    image = sample.image.copy()
    image[box] = cv2.GaussianBlur(image[box], (0, 0), 4)
    reading = sharpness(FrameSample(0.0, image), (face,))
    assert (reading.grade, reading.advice) == (2, "advice.sharpness.focus_on_face")


def test_a_soft_background_is_no_fault(stage: Any, finder: FindFaces) -> None:
    rng = np.random.default_rng(3)
    wall = cv2.resize(rng.integers(0, 255, (160, 90, 3), np.uint8), (360, 640), interpolation=cv2.INTER_CUBIC)
    her = stage._mask()
    soft = her * stage.picture() + (1 - her) * cv2.GaussianBlur(wall, (0, 0), 8)
    sample = FrameSample(0.0, np.asarray(soft, np.uint8))
    assert grade(sharpness(sample, finder(sample))) == 4


def test_a_small_face_is_left_out_with_its_reason(stage: Any, finder: FindFaces) -> None:
    sample = stage.at(0)
    (face,) = finder(sample)
    reading = sharpness(sample, (replace(face, width_px=30.0, height_px=40.0),))
    assert "face_blur" not in reading.values
    assert reading.reason == "vision.face_too_small"
    assert sharpness(sample, ()).reason == "vision.no_face"


@pytest.mark.parametrize("change", [{"light": 1 / 32, "grain": 4}, {"light": 1 / 8, "grain": 6}], ids=str)
@pytest.mark.parametrize("blur_px", [0, 4])
def test_dark_and_noisy_says_nothing(
    stage: Any, finder: FindFaces, change: dict[str, float], blur_px: float
) -> None:
    reading = see(stage, finder, **change, blur_px=blur_px)
    assert (reading.grade, reading.reason, reading.values) == (None, "vision.too_grainy", {})


@pytest.mark.parametrize("blur_px", [4, 8])
@pytest.mark.parametrize("grain", [1, 2, 4, 8])
def test_noise_never_makes_a_blurred_picture_good(
    stage: Any, finder: FindFaces, blur_px: float, grain: float
) -> None:
    reading = see(stage, finder, blur_px=blur_px, grain=grain)
    assert reading.grade is None or reading.grade <= 2


@pytest.mark.parametrize("size", [(160, 90), (1, 1), (640, 5), (3, 300)])
@pytest.mark.parametrize("grey", [60, 128, 255])
def test_a_bare_wall_is_neither_sharp_nor_blurred(size: tuple[int, int], grey: int) -> None:
    reading = sharpness(FrameSample(0.0, np.full((*size, 3), grey, np.uint8)), ())
    assert (reading.grade, reading.reason) == (None, "vision.no_structure")


@pytest.mark.parametrize("light_there", [1, 1 / 8])
@pytest.mark.parametrize("grain", [0, 1, 1.3, 2, 4])
def test_a_smooth_wall_has_nothing_to_judge(stage: Any, light_there: float, grain: float) -> None:
    wall = stage.but(empty=True, light=light_there, grain=grain).at(0)
    assert sharpness(wall, ()).reason in ("vision.no_structure", "vision.too_grainy")
    assert sharpness(wall, ()).grade is None


def test_a_black_picture_says_nothing() -> None:
    assert sharpness(FrameSample(0.0, np.full((160, 90, 3), 8, np.uint8)), ()).reason == "vision.black"


def test_a_larger_picture_is_judged_as_viewers_see_it(stage: Any, finder: FindFaces) -> None:
    small, large = see(stage, finder), see(stage, finder, width=720, height=1280)
    assert large.values["blur"] == pytest.approx(small.values["blur"], abs=0.03)
    assert large.values["face_blur"] == pytest.approx(small.values["face_blur"], abs=0.03)


@pytest.mark.slow
@pytest.mark.skipif("COACH_CORPUS" not in os.environ, reason="COACH_CORPUS names no folder of real clips")
def test_real_clips_are_sharp_until_they_are_blurred(finder: FindFaces) -> None:
    grades: dict[float, list[int | None]] = {0: [], 2: [], 4: [], 8: []}
    for clip in sorted((Path(os.environ["COACH_CORPUS"]) / "vision").iterdir()):
        for sample in _first_pictures(clip) if clip.suffix in {".mkv", ".mp4", ".gif"} else ():
            faces = finder(sample)
            for dose, found in grades.items():
                found.append(sharpness(_blurred(sample, dose), faces).grade)
    judged = {dose: [one for one in found if one is not None] for dose, found in grades.items()}
    assert len(judged[0]) == len(judged[4]) == len(grades[0]) > 50
    assert min(judged[0]) >= 3
    assert max(judged[2]) <= 2
    assert max(judged[4] + judged[8]) == 0
    assert len(judged[8]) > 0.9 * len(grades[8])


def _blurred(sample: FrameSample, dose: float) -> FrameSample:
    image = cv2.GaussianBlur(sample.image, (0, 0), dose) if dose else sample.image
    return FrameSample(sample.at_s, np.asarray(image, np.uint8))


def _first_pictures(clip: Path) -> Iterator[FrameSample]:
    next_s = 0.0
    with av.open(str(clip)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= next_s and next_s < 4:
                next_s = frame.time + 1
                yield FrameSample(frame.time, np.asarray(frame.to_ndarray(format="bgr24"), np.uint8))
