"""The face finder on a real portrait, moved, darkened and hidden."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from coach.domain.errors import ModelMissing
from coach.domain.media import FrameSample
from coach.vision.faces import Face, FaceFinder, Faces, FindFaces, RememberedFaces

NO_FACE_TO_SEE = ("bottle-detection", "fruit-and-vegetable", "store-aisle")  # goods, people from behind


def test_the_box_goes_from_hairline_to_chin(stage: Any, finder: FindFaces) -> None:
    (face,) = finder(stage.at(0))
    assert face.score > 0.8
    assert face.height_px == pytest.approx(0.22 * 640, rel=0.08)
    assert face.eye_y_px == pytest.approx(0.31 * 640, abs=0.01 * 640)
    assert face.center_x_px == pytest.approx(0.5 * 360, abs=0.02 * 360)
    assert face.y_px < face.eye_y_px < face.chin_y_px


@pytest.mark.parametrize(
    "change",
    [{"light": 1 / 8}, {"light": 1 / 32}, {"light": 2}, {"light": 4}, {"skin": 0.35}, {"skin": 1.2},
     {"behind": 250, "light_on_her": 1 / 16}, {"width": 720, "height": 1280}, {"width": 640, "height": 360}],
    ids=str,
)  # fmt: skip
def test_the_face_is_found_in_bad_light_and_any_tone(
    stage: Any, finder: FindFaces, change: dict[str, float]
) -> None:
    assert len(finder(stage.but(**change).at(0))) == 1


def test_nobody_is_invented_in_an_empty_room(stage: Any, finder: FindFaces) -> None:
    assert finder(stage.but(empty=True).at(0)) == ()
    assert finder(FrameSample(0.0, np.zeros((640, 360, 3), np.uint8))) == ()


def test_broken_weights_are_the_installations_fault(tmp_path: Path) -> None:
    (tmp_path / "face.tflite").write_bytes(b"not a model")
    with pytest.raises(ModelMissing) as caught:
        FaceFinder(tmp_path / "face.tflite")(FrameSample(0.0, np.zeros((64, 64, 3), np.uint8)))
    assert caught.value.id == "vision.weights_unreadable"


def test_a_sample_is_looked_at_once_however_many_ask() -> None:
    looks: list[float] = []

    def find(sample: FrameSample) -> Faces:
        looks.append(sample.at_s)
        return (Face(0, 0, 1, 1, ((0, 0), (1, 0)), 0.9),)

    faces = RememberedFaces(find)
    samples = [FrameSample(float(second), np.zeros((4, 4, 3), np.uint8)) for second in range(3)]
    for sample in samples:
        assert faces(sample) == faces(sample)
    assert looks == [0.0, 1.0, 2.0]


@pytest.mark.slow
@pytest.mark.skipif("COACH_CORPUS" not in os.environ, reason="COACH_CORPUS names no folder of real clips")
def test_faces_are_found_in_real_clips(finder: FindFaces) -> None:
    clips = [path for path in sorted((Path(os.environ["COACH_CORPUS"]) / "vision").iterdir())
             if path.suffix in {".mkv", ".mp4", ".gif"}]  # fmt: skip
    people = [clip for clip in clips if not clip.name.startswith(NO_FACE_TO_SEE)]
    goods = [clip for clip in clips if clip.name.startswith(NO_FACE_TO_SEE[:2])]
    found = [bool(finder(sample)) for clip in people for sample in _twice_a_second(clip)]
    invented = [bool(finder(sample)) for clip in goods for sample in _twice_a_second(clip)]
    assert np.mean(found) >= 0.97
    assert np.mean(invented) <= 0.01


def _twice_a_second(clip: Path) -> Iterator[FrameSample]:
    next_s = 0.0
    with av.open(str(clip)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= next_s:
                next_s = frame.time + 0.5
                yield FrameSample(frame.time, np.asarray(frame.to_ndarray(format="bgr24"), np.uint8))
