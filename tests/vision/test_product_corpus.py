"""Real people whose hands move, with real fruit put before them: found in most pictures, invented in few."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from coach.domain.media import FrameSample
from coach.vision.faces import Face, RememberedFaces
from coach.vision.goods import goods
from coach.vision.product import Glimpses, Seen, look

pytestmark = [
    pytest.mark.skipif("COACH_CORPUS" not in os.environ, reason="COACH_CORPUS names no folder of real clips"),
    pytest.mark.slow,
]
Picture = NDArray[np.uint8]
PEOPLE = {
    "printed shirt": ("again", "brother", "help", "no", "student", "yes"),
    "grey shirt": ("bird", "milk", "please", "sorry", "thanks"),
    "orange jacket": ("book", "learn", "school", "walk"),
    "black shirt": ("eat", "night", "sister"),
}
# Frames and boxes of the belt's clip in which a fruit lies whole: one to photograph, another to cut out.
FRUIT = {"apple": (26, (60, 130, 160, 215), 11, (300, 130, 390, 210)),
         "orange": (94, (140, 130, 280, 220), 88, (265, 130, 360, 215))}  # fmt: skip
FACE_SHARE = 0.19  # of the upright picture's height, as sellers stand


@dataclass
class Trial:
    """Levels with and without the product, and the last pictures' findings."""

    there: list[int]
    away: list[int]
    seen: list[Seen]


def frames(name: str) -> list[Picture]:
    with av.open(str(Path(os.environ["COACH_CORPUS"]) / "vision" / name)) as container:
        return [np.asarray(one.to_ndarray(format="bgr24"), np.uint8) for one in container.decode(video=0)]


@cache
def belt() -> list[Picture]:
    return frames("fruit-and-vegetable-detection.gif")


def crop(at: int, box: tuple[int, int, int, int]) -> Picture:
    left, top, right, bottom = box
    return belt()[at][top:bottom, left:right]


def photographed(folder: Path, fruit: str) -> Path:
    at, box, _, _ = FRUIT[fruit]
    path = folder / f"{fruit}.jpg"
    cv2.imwrite(str(path), cv2.resize(crop(at, box), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC))
    return path


def cut_out(fruit: str) -> tuple[Picture, NDArray[Any]]:
    """The fruit and how opaque it is."""
    _, _, at, box = FRUIT[fruit]
    image = crop(at, box)
    strong = (cv2.cvtColor(image, cv2.COLOR_BGR2HSV)[..., 1] > 70).astype(np.uint8)
    _, parts, stats, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(strong, cv2.MORPH_CLOSE, np.ones((7, 7)))
    )
    part = (parts == 1 + int(np.argmax(stats[1:, 4]))).astype(np.float32)
    left, top, width, height = cv2.boundingRect(part.astype(np.uint8))
    area = slice(top, top + height), slice(left, left + width)
    return image[area], cv2.GaussianBlur(part[area], (0, 0), 0.7)


def upright(clip: str, finder: RememberedFaces) -> Iterator[tuple[Picture, Face]]:
    """Every tenth picture of a clip, cut upright around the person."""
    cut: tuple[slice, slice] | None = None
    for image in frames(f"{clip}.mkv")[2::10]:
        found = finder(FrameSample(0.0, image))
        if cut is None and found:
            height = min(480, int(found[0].height_px / FACE_SHARE))
            top = int(np.clip(found[0].y_px - 0.25 * height, 0, 480 - height))
            left = int(np.clip(found[0].center_x_px - height * 9 / 32, 0, 640 - height * 9 // 16))
            cut = slice(top, top + height), slice(left, left + height * 9 // 16)
        if cut is not None:
            picture = np.asarray(cv2.resize(image[cut], (360, 640), interpolation=cv2.INTER_CUBIC), np.uint8)
            faces = finder(FrameSample(0.0, picture))
            if faces:
                yield picture, faces[0]


def put(picture: Picture, fruit: str, face: Face, chance: np.random.Generator) -> Picture:
    """The fruit before her chest, 0.6-1.3 faces large, in somewhat other light."""
    image, opaque = cut_out(fruit)
    size = face.height_px * chance.uniform(0.6, 1.3) / max(image.shape[:2])
    image = np.asarray(cv2.resize(image, None, fx=size, fy=size, interpolation=cv2.INTER_AREA), np.uint8)
    light = chance.uniform(0.6, 1.05) * np.array([chance.uniform(0.88, 1.12), 1, chance.uniform(0.88, 1.12)])
    height, width = image.shape[:2]
    left = int(np.clip(face.center_x_px + chance.normal(0, 0.5) * face.width_px - width / 2, 0, 359 - width))
    top = int(
        np.clip(face.chin_y_px + face.height_px * chance.uniform(0.5, 1.6) - height / 2, 0, 639 - height)
    )
    alpha = cv2.resize(opaque, (width, height))[..., None]
    mixed = picture.copy()
    there = mixed[top : top + height, left : left + width]
    there[:] = np.clip(there * (1 - alpha) + image * light * alpha, 0, 255).astype(np.uint8)
    return mixed


def trial(person: str, fruit: str, finder: RememberedFaces, folder: Path) -> Trial:
    """The fruit is there in every second run of four pictures."""
    chance, glimpses, on = np.random.default_rng(1), Glimpses(), []
    taken = [one for clip in PEOPLE[person] for one in upright(clip, finder)]
    for at, (picture, face) in enumerate(taken):
        on.append(at // 4 % 2 == 1)
        shown = put(picture, fruit, face, chance) if on[-1] else picture
        glimpses.add(float(at), shown, (face,), None)
    product = goods([photographed(folder, fruit)])
    seen = look(glimpses, product.colours, product.reason)
    levels = [(one.level, there) for one, there in zip(seen, on, strict=True)]
    return Trial([lv for lv, there in levels if there], [lv for lv, there in levels if not there], seen)


def test_fruit_in_hands_is_found_and_not_invented(finder: RememberedFaces, tmp_path: Path) -> None:
    """Measured 0.99, 0.90 and 0.007 on three draws of places and light; docs/vision.md section 4."""
    pairs = [(p, f) for p in PEOPLE for f in FRUIT if (p, f) != ("orange jacket", "orange")]
    trials = [trial(person, fruit, finder, tmp_path) for person, fruit in pairs]
    there = np.array([level for one in trials for level in one.there])
    away = np.array([level for one in trials for level in one.away])
    above, same = there[:, None] > away[None], there[:, None] == away[None]
    assert above.mean() + same.mean() / 2 > 0.95
    assert (there >= 2).mean() > 0.8
    assert (away >= 2).mean() < 0.02
    assert (there == 0).mean() < 0.08


def test_an_orange_before_an_orange_jacket_is_seldom_invented(
    finder: RememberedFaces, tmp_path: Path
) -> None:
    one = trial("orange jacket", "orange", finder, tmp_path)
    told = [level for level, seen in zip(one.away, one.seen, strict=False) if seen.certainty]
    assert np.mean(np.array(told or [0]) >= 2) < 0.15
