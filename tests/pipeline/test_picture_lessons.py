"""A fault in the picture moves the criterion it belongs to, in the lesson about the picture, and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from coach import models
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.course import load
from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.domain.media import Take
from coach.domain.transcript import Transcript
from coach.pipeline.story import for_lesson
from coach.scoring.scorecard import judge
from coach.settings import Settings, shipped
from coach.vision.faces import FaceFinder
from coach.vision.watch import vision_observers
from tools import takes

pytestmark = pytest.mark.slow
Picture = NDArray[np.uint8]
SECONDS = 8


def clean(picture: Picture, at_s: float) -> Picture:
    return picture


def aside(picture: Picture, at_s: float) -> Picture:
    """The seller stands at the very edge."""
    shift = np.array([[1, 0, 0.42 * picture.shape[1]], [0, 1, 0]], np.float32)
    moved = cv2.warpAffine(picture, shift, picture.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def dark(picture: Picture, at_s: float) -> Picture:
    return np.asarray(cv2.convertScaleAbs(picture, alpha=0.16), np.uint8)


def blurred(picture: Picture, at_s: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 2.5), np.uint8)


def shaken(picture: Picture, at_s: float) -> Picture:
    """Somebody holds the phone in a hand that is not steady."""
    x, y = np.random.default_rng(round(100 * at_s)).normal(0, 0.02 * picture.shape[1], 2)
    moved = cv2.warpAffine(picture, np.array([[1, 0, x], [0, 1, y]]), picture.shape[1::-1])
    return np.asarray(moved, np.uint8)


def levels(folder: Path, change: Callable[[Picture, float], Picture]) -> dict[str, tuple[int, int]]:
    """The lesson's levels, lowest and highest, of a silent take with that fault."""
    shape = takes.Shape(360, 640)
    silence = np.zeros(SECONDS * takes.SOUND_HZ, np.int16)
    recording = probe(takes.make(folder / f"{change.__name__}.mp4", silence, shape, change))
    take = Take(recording, "en")
    finder = FaceFinder(models.find("blazeface", cache=Settings().cache))
    working = [one.start(take) for one in vision_observers(finder)]
    found = [finding for piece in read(recording) for one in working for finding in one.see(piece)]
    found += [finding for one in working for finding in one.finish()]
    evidence = Evidence(
        Transcript("en", ()),
        tuple(one for one in found if isinstance(one, Observation)),
        tuple(one for one in found if isinstance(one, NotObserved)),
        (),
        recording.duration_s,
    )
    lesson = load(shipped("lessons")).lesson("L10")
    card = judge(for_lesson(evidence, lesson), lesson)
    return {one.criterion: (one.level_low, one.level_high) for one in card.judgements}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, int]]:
    return levels(tmp_path_factory.mktemp("clean"), clean)


def test_a_clean_picture_is_good_as_far_as_it_is_measured(good: dict[str, tuple[int, int]]) -> None:
    assert good["frame_upper_body"][0] >= 3
    assert good["face_light"][0] >= 3
    assert good["steady_sharp"] == (4, 4)
    assert good["look_camera"] == (4, 4)
    assert good["product_visible"] == (0, 4)  # no photos given: never a level


@pytest.mark.parametrize(
    ("fault", "moves"),
    [(aside, "frame_upper_body"), (dark, "face_light"), (blurred, "steady_sharp"), (shaken, "steady_sharp")],
)
def test_a_fault_moves_its_own_criterion(
    good: dict[str, tuple[int, int]], tmp_path: Path, fault: Callable[[Picture, float], Picture], moves: str
) -> None:
    bad = levels(tmp_path, fault)
    assert good[moves][1] - bad[moves][1] >= 2
    for other in good:
        if other != moves:
            assert good[other][1] - bad[other][1] <= 1, other
            unclear = other == "look_camera" and bad[other][0] < bad[other][1]  # too dark to tell is a range
            assert unclear or abs(good[other][0] - bad[other][0]) <= 1, other
