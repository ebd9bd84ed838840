"""The picture of a moment is the one that was on screen then."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from coach.capture.picture import jpeg, picture_at
from coach.capture.probe import probe
from coach.domain.errors import MediaError
from tests.clips import Picture, Sound, gradient, make, make_live_webm, topped

STEPS = Picture(gop=90)


@pytest.fixture(scope="module", params=["mp4", "b.mp4", "hevc.mov", "webm", "live.webm", "offset.mkv"])
def filmed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight seconds whose grey tells the time."""
    path = tmp_path_factory.mktemp("filmed") / f"film.{request.param}"
    if request.param == "live.webm":
        return make_live_webm(path, 8, Picture(codec="libvpx", gop=90), Sound(codec="libopus"))
    picture = {
        "mp4": STEPS,
        "b.mp4": Picture(gop=90, options={"tune": "animation", "bf": "3"}),
        "hevc.mov": Picture(codec="libx265", gop=90),
        "webm": Picture(codec="libvpx-vp9", gop=90),
        "offset.mkv": STEPS,
    }[request.param]
    return make(path, 8, picture, Sound(codec="libopus" if "webm" in path.name else "aac"))


@pytest.mark.parametrize("at_s", [0.0, 0.5, 2.99, 3.0, 5.51, 7.9])
def test_the_picture_on_screen(filmed: Path, at_s: float) -> None:
    sample = picture_at(probe(filmed), at_s)
    assert at_s - 0.05 < sample.at_s <= at_s + 0.001
    assert sample.image.mean() == pytest.approx(20 + 8 * at_s, abs=5)


def test_after_the_end_it_is_the_last_one(filmed: Path) -> None:
    assert picture_at(probe(filmed), 60).at_s == pytest.approx(7.97, abs=0.02)


def test_before_a_late_picture_it_is_the_first_one(tmp_path: Path) -> None:
    path = make(tmp_path / "late.mkv", 2, Picture(start_s=1.5), Sound())
    assert picture_at(probe(path), 0.2).at_s == pytest.approx(1.5, abs=0.03)


def test_upright_and_small(tmp_path: Path) -> None:
    turned = Picture(paint=topped, width_px=1280, height_px=720, fps=10, rotation=90)
    image = picture_at(probe(make(tmp_path / "turned.mp4", 1, turned)), 0.5).image
    assert image.shape == (640, 360, 3)
    assert image[:, :150].mean() > 230


def test_no_picture(tmp_path: Path) -> None:
    recording = probe(make(tmp_path / "a.m4a", 2, None, Sound()))
    with pytest.raises(MediaError) as caught:
        picture_at(recording, 1)
    assert caught.value.id == "media.no_picture"


def test_jpeg_is_the_same_picture(tmp_path: Path) -> None:
    path = tmp_path / "one.jpg"
    path.write_bytes(jpeg(gradient(0, 320, 240)))
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height) == (320, 240)
    assert frame.to_ndarray(format="bgr24").mean() == pytest.approx(127, abs=2)
