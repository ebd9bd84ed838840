"""Bursts: six pictures a tenth of a second apart every six seconds, the right ones, in any kind of file."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from coach.capture.bursts import EVERY_S, FEWEST, PICTURES, STEP_S
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.media import Burst, FrameSample, Piece
from tests.clips import Image, Picture, Sound, cut, make, make_live_webm, topped

KINDS = {
    "phone.mp4": Picture(gop=30),
    "reordered.mp4": Picture(gop=30, options={"preset": "medium", "tune": "animation", "bf": "3"}),
    "hevc.mov": Picture(codec="libx265", gop=30),
    "vp8.webm": Picture(codec="libvpx", gop=100),
    "vp9.webm": Picture(codec="libvpx-vp9", gop=100),
    "live.webm": Picture(codec="libvpx", gop=90),
    "long-gop.mp4": Picture(gop=1000),
    "slow.mp4": Picture(fps=15, gop=15),
    "late.mkv": Picture(start_s=1.5),
}
SECONDS = 16


def quick_clock(at_s: float, width_px: int, height_px: int) -> Image:
    """Grey that tells the tenth of a second: 10 more each, from 40 on again each second."""
    return np.full((height_px, width_px, 3), 40 + round(100 * (at_s % 1.0)), np.uint8)


@pytest.fixture(scope="module", params=KINDS)
def filmed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bursts") / request.param
    picture = replace(KINDS[request.param], paint=quick_clock)
    sound = Sound(codec="libopus" if "webm" in path.name else "aac")
    write = make_live_webm if path.name == "live.webm" else make
    return write(path, SECONDS, picture, sound)


def bursts_of(pieces: list[Piece]) -> list[Burst]:
    return [piece for piece in pieces if isinstance(piece, Burst)]


def frames_of(pieces: list[Piece]) -> list[FrameSample]:
    return [piece for piece in pieces if isinstance(piece, FrameSample)]


def test_pictures_are_those_of_their_times(filmed: Path) -> None:
    bursts = bursts_of(list(read(probe(filmed))))
    assert len(bursts) >= 2
    for burst in bursts:
        assert FEWEST <= len(burst.times_s) <= PICTURES
        assert np.diff(burst.times_s) == pytest.approx(STEP_S, abs=0.07)
        tenths = [round(100 * ((at_s - bursts[0].at_s) % 1.0)) for at_s in burst.times_s]
        shown = [float(image.mean()) - 40 for image in burst.images]
        assert shown == pytest.approx(tenths, abs=8)


def test_they_come_every_few_seconds(filmed: Path) -> None:
    starts_s = [burst.at_s for burst in bursts_of(list(read(probe(filmed))))]
    assert np.diff(starts_s).min() >= EVERY_S - STEP_S
    assert np.diff(starts_s).max() <= EVERY_S + 4


def test_samples_are_the_same_with_and_without(filmed: Path) -> None:
    recording = probe(filmed)
    plain = frames_of(list(read(recording, want_bursts=False)))
    beside = frames_of(list(read(recording)))
    assert [f.at_s for f in beside] == [f.at_s for f in plain]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(beside, plain, strict=True))


def test_a_sample_comes_before_its_burst(filmed: Path) -> None:
    seen = [piece for piece in read(probe(filmed)) if isinstance(piece, FrameSample | Burst)]
    assert [piece.at_s for piece in seen] == sorted(piece.at_s for piece in seen)
    for before, after in pairwise(seen):
        if isinstance(after, Burst) and isinstance(before, FrameSample):
            assert before.at_s == after.at_s


def test_upright_and_small(tmp_path: Path) -> None:
    turned = Picture(paint=topped, width_px=1280, height_px=720, fps=10, gop=10, rotation=90)
    (burst,) = bursts_of(list(read(probe(make(tmp_path / "turned.mp4", 2, turned, None)))))
    assert burst.images.shape == (PICTURES, 480, 270)
    assert burst.images.dtype == np.uint8
    assert burst.images[:, :, :110].mean() > 225
    assert burst.images[:, :, 160:].mean() < 30


def test_too_few_pictures_are_no_burst(tmp_path: Path) -> None:
    slow = Picture(fps=4, gop=4)
    assert bursts_of(list(read(probe(make(tmp_path / "slow.mp4", 4, slow, None))))) == []


def test_a_hole_in_the_picture_ends_a_burst(tmp_path: Path) -> None:
    holed = Picture(gop=30, dropped=((6.2, 9.0),))
    for burst in bursts_of(list(read(probe(make(tmp_path / "hole.mkv", 12, holed, Sound()))))):
        assert burst.times_s[-1] - burst.times_s[0] <= PICTURES * STEP_S + 0.01


def test_a_file_that_breaks_off_is_read_to_the_break(tmp_path: Path) -> None:
    path = make(tmp_path / "cut.webm", 16, Picture(codec="libvpx"), Sound(codec="libopus"))
    recording = probe(cut(path, 0.5))
    assert [b.at_s for b in bursts_of(list(read(recording)))] == pytest.approx([0, 6], abs=0.1)


def test_damage_after_the_key_frame_costs_the_burst_only(tmp_path: Path) -> None:
    path = make(tmp_path / "hurt.avi", 13, Picture(codec="mpeg4", gop=30), None)
    recording, hurt = probe(path), bytearray(path.read_bytes())
    whole = frames_of(list(read(recording)))
    for packet_at in range(len(hurt) // 8, len(hurt), len(hurt) // 40):
        hurt[packet_at : packet_at + 3] = b"\xff\x00\xff"
    path.write_bytes(bytes(hurt))
    kept = frames_of(list(read(probe(path))))
    assert 0.6 * len(whole) <= len(kept) <= len(whole)
