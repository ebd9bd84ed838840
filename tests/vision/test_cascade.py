"""Two finders one after the other: what the first misses the next may see, and the last look is doubtful."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from coach import models
from coach.capture.still import Upright
from coach.domain.errors import ModelMissing
from coach.domain.media import FrameSample
from coach.settings import Settings
from coach.vision.cascade import DOUBTFUL, QUICK_PX, THOROUGH_PX, Cascade
from coach.vision.faces import Face, Faces, FindFaces
from coach.vision.framing import framing
from coach.vision.yunet import SURE_ENOUGH, YuNet

SEEN = Face(10, 10, 20, 30, ((15, 20), (25, 20)), 0.9)
BLANK = FrameSample(0.0, np.zeros((64, 36, 3), np.uint8))
NO_FACE_TO_SEE = ("bottle-detection", "fruit-and-vegetable", "store-aisle")  # goods, people from behind


@pytest.fixture(scope="session")
def official() -> Path:
    settings = Settings()
    try:
        return models.find(settings.second_faces, cache=settings.cache)
    except ModelMissing:
        pytest.skip("the second face finder's weights are not here")


@pytest.fixture(scope="session")
def yunet(official: Path) -> YuNet:
    return YuNet(official)


class Asked(YuNet):
    """Sees faces at the given sizes only, and remembers at which it was asked."""

    def __init__(self, *sizes_px: int) -> None:
        self.sizes_px, self.asked = sizes_px, list[int]()

    def faces(self, image: object, longest_px: int) -> Faces:
        self.asked.append(longest_px)
        return (SEEN,) if longest_px in self.sizes_px else ()


def sees(sample: FrameSample) -> Faces:
    return (SEEN,)


def misses(sample: FrameSample) -> Faces:
    return ()


def test_who_sees_first_is_believed() -> None:
    quick = Asked(QUICK_PX)
    assert Cascade(quick, misses)(BLANK) == (SEEN,)
    assert quick.asked == [QUICK_PX]
    assert Cascade(Asked(), sees)(BLANK) == (SEEN,)


@pytest.mark.parametrize("other", [misses, None])
def test_the_last_look_is_doubtful(other: FindFaces | None) -> None:
    (face,) = Cascade(Asked(THOROUGH_PX), other)(BLANK)
    assert face.score == DOUBTFUL < 0.5
    assert framing(BLANK, (face,)).certainty == DOUBTFUL


def test_nobody_is_nobody() -> None:
    assert Cascade(Asked(), misses)(BLANK) == ()


def test_the_other_sizes_box_is_the_same_face(stage: Any, yunet: YuNet) -> None:
    sample = stage.but(width=720, height=1280).at(0)
    (small,), (large,) = (yunet.faces(sample.image, size_px) for size_px in (QUICK_PX, THOROUGH_PX))
    assert small.center_x_px == pytest.approx(large.center_x_px, abs=10)
    assert small.height_px == pytest.approx(large.height_px, rel=0.1)


def test_the_box_goes_from_hairline_to_chin(stage: Any, yunet: YuNet) -> None:
    (face,) = yunet.faces(stage.at(0).image, QUICK_PX)
    assert face.score > 0.8
    assert face.height_px == pytest.approx(0.22 * 640, rel=0.12)
    assert face.eye_y_px == pytest.approx(0.31 * 640, abs=0.015 * 640)
    assert face.center_x_px == pytest.approx(0.5 * 360, abs=0.02 * 360)
    assert face.nose is not None
    assert face.mouth is not None
    assert face.eye_y_px < face.nose[1] < face.mouth[1] < face.chin_y_px


def test_both_finders_mean_the_same_box(stage: Any, yunet: YuNet, finder: FindFaces) -> None:
    for height in (0.15, 0.22, 0.3):
        sample = stage.but(face=height).at(0)
        (one,), (other,) = yunet.faces(sample.image, QUICK_PX), finder(sample)
        assert one.height_px == pytest.approx(other.height_px, rel=0.15)
        assert one.eye_y_px == pytest.approx(other.eye_y_px, abs=0.03 * 640)


def test_it_sees_what_opencvs_own_class_sees(stage: Any, yunet: YuNet, official: Path) -> None:
    image = stage.at(0).image[:, :352]
    theirs = cv2.FaceDetectorYN.create(str(official), "", (352, 640), SURE_ENOUGH).detect(image)[1][0]
    (face,) = yunet.faces(image, 640)
    ours = (face.x_px, face.y_px, face.width_px, face.height_px, *face.eyes[0], *face.eyes[1])
    assert ours == pytest.approx(theirs[:8].tolist(), abs=0.5)
    assert face.score == pytest.approx(float(theirs[-1]), abs=0.01)


def test_broken_weights_are_the_installations_fault(tmp_path: Path) -> None:
    (tmp_path / "face.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelMissing) as caught:
        YuNet(tmp_path / "face.onnx").faces(BLANK.image, QUICK_PX)
    assert caught.value.id == "vision.weights_unreadable"


@pytest.mark.slow
@pytest.mark.skipif("COACH_CORPUS" not in os.environ, reason="COACH_CORPUS names no folder of real clips")
def test_faces_are_found_in_real_clips(yunet: YuNet, finder: FindFaces) -> None:
    clips = [path for path in sorted((Path(os.environ["COACH_CORPUS"]) / "vision").iterdir())
             if path.suffix in {".mkv", ".mp4", ".gif"}]  # fmt: skip
    look = Cascade(yunet, finder)
    people = [clip for clip in clips if not clip.name.startswith(NO_FACE_TO_SEE)]
    goods = [clip for clip in clips if clip.name.startswith(NO_FACE_TO_SEE[:2])]
    found = [bool(look(sample)) for clip in people for sample in _once_a_second(clip)]
    invented = [bool(look(sample)) for clip in goods for sample in _once_a_second(clip)]
    assert np.mean(found) >= 0.97
    assert np.mean(invented) <= 0.01


def _once_a_second(clip: Path) -> list[FrameSample]:
    upright, samples, next_s = Upright(0), [], 0.0
    with av.open(str(clip)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= next_s and next_s < 20:
                next_s = frame.time + 1
                samples.append(FrameSample(frame.time, upright.image(frame)))
    return samples
