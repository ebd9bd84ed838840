"""A damaged recording gives what can be read of it or a MediaError; never another error, never a hang."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from coach.capture.clip import sound_clip
from coach.capture.layout import boxes
from coach.capture.picture import picture_at
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.errors import MediaError
from coach.domain.media import SOUND_HZ, FrameSample, SoundPiece, Span
from tests.clips import Picture, Sound, make, make_live_webm

SMALL = Picture(width_px=64, height_px=48, fps=15, gop=15)
LONGEST_S = 3600.0  # of a file of two seconds: more would be a hang


@pytest.fixture(
    scope="module", params=["mp4", "parts.mp4", "mkv", "live.webm", "wav", "mp3", "gop.mp4", "hevc.mov"]
)
def healthy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("healthy") / f"a.{request.param}"
    if request.param == "live.webm":
        vp8 = Picture(width_px=64, height_px=48, fps=15, gop=15, codec="libvpx")
        return make_live_webm(path, 2, vp8, Sound(codec="libopus"))
    if request.param in ("wav", "mp3"):
        return make(path, 2, None, Sound(codec={"wav": "pcm_f32le", "mp3": "libmp3lame"}[request.param]))
    if request.param == "gop.mp4":
        return make(path, 6, Picture(width_px=64, height_px=48, fps=15, gop=500), Sound())
    if request.param == "hevc.mov":
        return make(path, 2, Picture(width_px=64, height_px=48, fps=15, gop=15, codec="libx265"), Sound())
    options = {"movflags": "frag_keyframe+empty_moov"} if request.param == "parts.mp4" else None
    return make(path, 2, SMALL, Sound(), options)


def use(path: Path) -> None:
    """Do with a file all that the room can do."""
    recording = probe(path)
    seconds = 0.0
    for piece in read(recording):
        if isinstance(piece, SoundPiece):
            assert np.all(np.abs(piece.samples) <= 1)
            seconds += len(piece.samples) / SOUND_HZ
        assert not isinstance(piece, FrameSample) or (piece.at_s >= 0 and piece.image.ndim == 3)
    assert seconds < LONGEST_S
    if recording.has_picture:
        picture_at(recording, recording.duration_s / 2)
    if recording.has_sound:
        sound_clip(recording, Span(0.5, 1.5))


def use_if_possible(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with suppress(MediaError):
        use(path)


@pytest.mark.parametrize("seed", range(8))
def test_flipped_bits_never_surprise(healthy: Path, tmp_path: Path, seed: int) -> None:
    random = np.random.default_rng(seed)
    content = np.frombuffer(healthy.read_bytes(), np.uint8).copy()
    places = random.integers(0, len(content), size=1 + 4 * seed)
    content[places] ^= (1 << random.integers(0, 8, size=len(places))).astype(np.uint8)
    use_if_possible(tmp_path / healthy.name, content.tobytes())


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bits_in_the_head_never_surprise(healthy: Path, tmp_path: Path, seed: int) -> None:
    random = np.random.default_rng(seed)
    content = np.frombuffer(healthy.read_bytes(), np.uint8).copy()
    places = np.concatenate(
        [random.integers(0, 600, size=2), len(content) - random.integers(1, 2000, size=2)]
    )
    content[places] = random.integers(0, 256, size=len(places))
    use_if_possible(tmp_path / healthy.name, content.tobytes())


@pytest.mark.parametrize("share", [0.001, 0.02, 0.3, 0.77, 0.999])
def test_a_cut_never_surprises(healthy: Path, tmp_path: Path, share: float) -> None:
    content = healthy.read_bytes()
    use_if_possible(tmp_path / healthy.name, content[: int(len(content) * share)])


def test_a_hole_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mkv", 8, SMALL, Sound(codec="libopus"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 3000] = bytes(3000)
    path.write_bytes(content)
    last_s = max(piece.at_s for piece in read(probe(path)) if isinstance(piece, FrameSample))
    assert last_s > 6


def test_boxes_of_anything_end(tmp_path: Path) -> None:
    path = tmp_path / "loop.mp4"
    path.write_bytes(bytes([0, 0, 0, 8]) + b"ftyp" + bytes([0, 0, 0, 4]) + b"moov" + bytes(100))
    assert [box.kind for box in boxes(path)] == [b"ftyp"]
