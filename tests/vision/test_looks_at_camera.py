"""Eye contact by dose: a head turned by known degrees; never a "no" where a face cannot be seen well."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from coach.domain.evidence import Observation
from coach.domain.media import FrameSample, Span
from coach.vision.check import Reading, checks
from coach.vision.faces import Face, FindFaces
from coach.vision.looks_at_camera import AWAY, TOWARDS, looks_at_camera
from coach.vision.watch import SampleWatching

Picture = NDArray[np.uint8]
TURN = "advice.looks_at_camera.turn"
GOODS = ((40, 120, 220), (30, 30, 160), (200, 200, 200), (60, 160, 60))


def look(picture: Picture, finder: FindFaces) -> Reading:
    sample = FrameSample(0.0, picture)
    return looks_at_camera(sample, finder(sample))


def turned(picture: Picture, face: Face, yaw_deg: float, bowed_deg: float = 0.0) -> Picture:
    """The head as half an egg with the face painted on, turned to the picture's right and bowed."""
    rows, columns = np.indices(picture.shape[:2], np.float32)
    wide, tall = 0.62 * face.width_px, 0.68 * face.height_px
    center_x, center_y = face.center_x_px, face.y_px + 0.47 * face.height_px
    x, y = (columns - center_x) / wide, (rows - center_y) / tall
    inside, z = x * x + y * y < 1, np.sqrt(np.clip(1 - x * x - y * y, 0, 1))
    yaw, bow = np.radians(yaw_deg), np.radians(bowed_deg)
    from_x, z = x * np.cos(yaw) - z * np.sin(yaw), x * np.sin(yaw) + z * np.cos(yaw)
    from_y = y * np.cos(bow) - z * np.sin(bow)
    across = np.where(inside, center_x + from_x * wide, columns).astype(np.float32)
    down = np.where(inside, center_y + from_y * tall, rows).astype(np.float32)
    return np.asarray(cv2.remap(picture, across, down, cv2.INTER_LINEAR), np.uint8)


def seller(stage: Any, finder: FindFaces) -> tuple[Picture, Face]:
    sample = stage.at(0)
    return sample.image, finder(sample)[0]


def leant(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def held_before(picture: Picture, face: Face, low: float, high: float, colour: tuple[int, ...]) -> Picture:
    """Goods of one colour before the face from `low` to `high` of its width."""
    covered = picture.copy()
    left, right = (max(0, int(face.x_px + edge * face.width_px)) for edge in (low, high))
    covered[int(face.y_px + 0.1 * face.height_px) : int(face.chin_y_px + 20), left:right] = colour
    return covered


def test_a_face_to_the_camera_is_the_best(stage: Any, finder: FindFaces) -> None:
    reading = look(stage.picture(), finder)
    assert (reading.grade, reading.advice) == (4, "")
    assert abs(reading.values["head_turn"]) < TOWARDS


@pytest.mark.parametrize("side", [-1, 1])
def test_the_further_she_turns_the_larger_the_reading(stage: Any, finder: FindFaces, side: int) -> None:
    picture, face = seller(stage, finder)
    readings = [look(turned(picture, face, side * deg), finder) for deg in (0, 10, 20, 30, 45)]
    turns = [side * reading.values["head_turn"] for reading in readings]
    assert turns == sorted(turns)
    judged = [reading.grade for reading in readings if reading.grade is not None]
    assert judged == sorted(judged, reverse=True)
    assert readings[0].grade == 4
    assert {(reading.grade, reading.advice) for reading in readings[-2:]} & {(0, TURN), (1, TURN)}


def test_half_turned_is_not_judged(stage: Any, finder: FindFaces) -> None:
    picture, face = seller(stage, finder)
    reading = look(turned(picture, face, -20), finder)
    assert TOWARDS <= abs(reading.values["head_turn"]) < AWAY
    assert (reading.grade, reading.reason) == (None, "vision.pose_unsure")


def test_a_deeply_bowed_head_looks_at_the_goods(stage: Any, finder: FindFaces) -> None:
    picture, face = seller(stage, finder)
    grades = [look(turned(picture, face, 0, deg), finder) for deg in (0, 20, 45)]
    assert grades[0].grade == 4
    assert grades[1].grade in (4, None)
    assert (grades[2].grade, grades[2].advice) == (1, "advice.looks_at_camera.look_up")


@pytest.mark.parametrize(
    "change",
    [{"wears": ("white mask",)}, {"wears": ("black mask",)}, {"wears": ("conical hat",)},
     {"wears": ("conical hat", "white mask")}, {"light": 1 / 8}, {"light": 1 / 32, "grain": 3.0},
     {"light": 4}, {"behind": 235, "light_on_her": 1 / 8}, {"blur_px": 4}, {"blur_px": 8}, {"moved_px": 31},
     {"skin": 0.35}, {"skin": 0.5}, {"face": 0.08}, {"face": 0.5, "eye_y": 0.4}, {"empty": True}],
    ids=str,
)  # fmt: skip
def test_what_she_wears_and_how_she_is_seen_is_never_a_no(
    stage: Any, finder: FindFaces, change: dict[str, object]
) -> None:
    reading = look(stage.but(**change).picture(), finder)
    assert reading.grade == 4 or (reading.grade is None and reading.reason)


@pytest.mark.parametrize("degrees", [-90, -45, -20, 20, 45, 90, 180])
def test_a_leaning_picture_is_never_a_no(stage: Any, finder: FindFaces, degrees: float) -> None:
    assert look(leant(stage.picture(), degrees), finder).grade in (4, None)


@pytest.mark.parametrize("colour", GOODS, ids=str)
@pytest.mark.parametrize(("low", "high"), [(-0.2, 0.35), (-0.2, 0.5), (0.5, 1.2), (0.65, 1.2)])
def test_goods_before_half_the_face_are_never_a_no(
    stage: Any, finder: FindFaces, low: float, high: float, colour: tuple[int, ...]
) -> None:
    picture, face = seller(stage, finder)
    assert look(held_before(picture, face, low, high, colour), finder).grade in (4, None)


def test_without_points_nothing_is_said() -> None:
    face = Face(100, 100, 80, 110, ((120, 140), (160, 140)), 0.9)
    reading = looks_at_camera(FrameSample(0.0, np.full((320, 320, 3), 120, np.uint8)), (face,))
    assert (reading.grade, reading.reason) == (None, "vision.pose_unsure")


def test_a_face_outside_the_picture_is_not_judged() -> None:
    points: dict[str, Any] = {"nose": (-80, 160), "mouth": (-80, 180), "ears": ((-120, 150), (-40, 150))}
    face = Face(-120, 100, 80, 110, ((-100, 140), (-60, 140)), 0.9, **points)
    reading = looks_at_camera(FrameSample(0.0, np.full((320, 320, 3), 120, np.uint8)), (face,))
    assert (reading.grade, reading.reason) == (None, "vision.face_small")


@pytest.mark.slow
@pytest.mark.skipif("COACH_CORPUS" not in os.environ, reason="COACH_CORPUS names no folder of real clips")
def test_real_people_who_face_the_camera_are_seen_to_do_so(finder: FindFaces) -> None:
    folder = Path(os.environ["COACH_CORPUS"]) / "vision"
    signers = Counter(
        look(p, finder).grade for clip in sorted(folder.glob("*.mkv")) for p in twice_a_second(clip)
    )
    assert signers[4] >= 0.8 * signers.total()
    assert signers[0] + signers[1] <= 0.05 * signers.total()  # they do glance at their hands
    frontal = folder / "head-pose-face-detection-male.gif"
    assert {look(p, finder).grade for p in twice_a_second(frontal)} == {4}
    turning = [look(p, finder).grade for p in twice_a_second(folder / "head-pose-face-detection-female.gif")]
    assert turning[0] == 0
    assert turning[-1] == 4


def twice_a_second(clip: Path) -> Iterator[Picture]:
    next_s = 0.0
    with av.open(str(clip)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= next_s:
                next_s = frame.time + 0.5
                yield np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)


def test_the_stretch_she_turned_away_is_shown(stage: Any, finder: FindFaces) -> None:
    picture, face = seller(stage, finder)
    aside = turned(picture, face, -35)
    check = next(one for one in checks() if one.name == "looks_at_camera")
    watching = SampleWatching(check, finder, 20.0)
    found = [
        finding for s in range(20)
        for finding in watching.see(FrameSample(float(s), aside if 8 <= s < 14 else picture))
    ]  # fmt: skip
    shown = [f for f in [*found, *watching.finish()] if f.name == "looks_at_camera.fault"]
    assert [(f.span, f.value) for f in shown if isinstance(f, Observation)] == [(Span(8, 14), TURN)]
