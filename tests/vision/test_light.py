"""Light by dose and by fairness: less light, less grade; another skin, the same grade but for one level."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coach.domain.media import FrameSample
from coach.vision.check import Reading
from coach.vision.faces import FindFaces
from coach.vision.light import light, stops
from coach.vision.regions import regions

TONES = (0.35, 0.5, 0.7, 0.85, 1.0, 1.1, 1.2)


def see(stage: Any, finder: FindFaces, **changes: object) -> Reading:
    sample = stage.but(**changes).at(0)
    return light(sample, finder(sample))


def grade(reading: Reading) -> int:
    assert reading.grade is not None
    return reading.grade


def test_good_light_gets_the_best_grade(stage: Any, finder: FindFaces) -> None:
    reading = see(stage, finder)
    assert reading.grade == 4
    assert 85 <= reading.values["face_luma"] <= 190
    assert -1 <= reading.values["backlight"] <= 1
    assert reading.values["clipped_share"] < 0.02


@pytest.mark.parametrize(
    ("doses", "advice"),
    [
        ([{"light": x} for x in (1, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32)], "advice.light.more"),
        ([{"light": x} for x in (1, 1.5, 2, 3, 4)], "advice.light.less"),
        ([{"behind": 200, "light_on_her": x} for x in (1, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32)],
         "advice.light.face_the_light"),
        ([{"behind": 235, "light_on_her": x} for x in (1, 1 / 2, 1 / 4, 1 / 8, 1 / 16)],
         "advice.light.face_the_light"),
    ],
)  # fmt: skip
def test_more_of_a_fault_never_earns_more(
    stage: Any, finder: FindFaces, doses: list[dict[str, float]], advice: str
) -> None:
    readings = [see(stage, finder, **dose) for dose in doses]
    grades = [grade(reading) for reading in readings]
    assert grades == sorted(grades, reverse=True)
    assert grades[0] >= 3
    assert grades[-1] <= 1
    assert readings[-1].advice == advice


@pytest.mark.parametrize(
    "change", [{"light": 1 / 8}, {"light": 1 / 32}, {"light": 4}, {"behind": 235, "light_on_her": 1 / 8}],
    ids=str,
)  # fmt: skip
def test_a_gross_fault_moves_light_by_two_levels(
    stage: Any, finder: FindFaces, change: dict[str, float]
) -> None:
    assert grade(see(stage, finder, **change)) <= 1
    assert grade(see(stage, finder)) - grade(see(stage, finder, **change)) >= 2


def test_readings_move_with_the_dose(stage: Any, finder: FindFaces) -> None:
    doses = (1, 1 / 2, 1 / 4, 1 / 8)
    lumas = [see(stage, finder, light=dose).values["face_luma"] for dose in doses]
    backlights = [see(stage, finder, behind=200, light_on_her=dose).values["backlight"] for dose in doses]
    clipped = [see(stage, finder, light=dose).values["clipped_share"] for dose in (1, 2, 4, 8)]
    assert lumas == sorted(lumas, reverse=True)
    assert np.diff(backlights) == pytest.approx([1, 1, 1], abs=0.15)  # half the light is one stop
    assert clipped == sorted(clipped)


@pytest.mark.parametrize("behind", [None, 40, 60, 120, 170, 200, 230])
@pytest.mark.parametrize("dim", [1.0, 1 / 2, 1 / 4])
def test_the_tone_of_skin_costs_one_level_at_most(
    stage: Any, finder: FindFaces, behind: float | None, dim: float
) -> None:
    grades = [grade(see(stage, finder, behind=behind, light=dim, skin=tone)) for tone in TONES]
    assert max(grades) - min(grades) <= 1


@pytest.mark.parametrize("change", [{"eye_x": 0.25}, {"eye_y": 0.6}, {"face": 0.06}, {"face": 0.55}], ids=str)
def test_where_she_stands_hardly_moves_light(stage: Any, finder: FindFaces, change: dict[str, float]) -> None:
    assert abs(grade(see(stage, finder, **change)) - grade(see(stage, finder))) <= 1


def test_a_face_that_fills_the_picture_leaves_backlight_unsaid(stage: Any, finder: FindFaces) -> None:
    reading = see(stage, finder, face=0.55, eye_y=0.4)
    assert "backlight" not in reading.values
    assert reading.reason == "vision.no_background"
    assert grade(reading) >= 3


@pytest.mark.parametrize(
    ("grey", "expected", "advice"),
    [
        (35, 0, "advice.light.more"),
        (80, 1, "advice.light.more"),
        (170, None, ""),
        (255, 1, "advice.light.less"),
    ],
)
def test_without_a_face_only_a_fault_is_sure(grey: int, expected: int | None, advice: str) -> None:
    reading = light(FrameSample(0.0, np.full((160, 90, 3), grey, np.uint8)), ())
    assert (reading.grade, reading.advice, reading.reason) == (expected, advice, "vision.no_face")


def test_a_black_picture_tells_nothing_of_the_light() -> None:
    reading = light(FrameSample(0.0, np.full((160, 90, 3), 20, np.uint8)), ())
    assert (reading.grade, reading.reason) == (None, "vision.black")


def test_stops_count_doublings_of_light() -> None:
    assert stops(np.array([255], np.uint8), 0.25) == pytest.approx(2)
    assert np.isfinite(stops(np.array([0], np.uint8), 0.0))


def test_regions_do_not_overlap_and_stay_in_the_picture(stage: Any, finder: FindFaces) -> None:
    sample = stage.at(0)
    luma = np.arange(360 * 640, dtype=np.int64).reshape(640, 360)
    found = regions(luma, finder(sample)[0], 1.0)  # type: ignore[arg-type]
    everything = np.concatenate([found.face, found.clothes, found.behind])
    assert len(found.face) + len(found.around) == luma.size
    assert len(np.unique(everything)) == len(everything)
    assert min(len(found.face), len(found.clothes), len(found.behind)) > 0.02 * luma.size
