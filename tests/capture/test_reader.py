"""The reader's laws: sound and pictures of a recording lie on one time line, always the same, to the end."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.media import SOUND_HZ, Burst, FrameSample, Piece, SoundPiece
from tests.clips import Picture, Sound, beeps, clock, cut, make, make_live_webm, silence, tone, topped

SECONDS = 4.0
KINDS = {
    "h264.mp4": (Picture(), Sound()),
    "h264-b-frames.mp4": (Picture(options={"tune": "animation", "bf": "2"}), Sound()),
    "h264.mov": (Picture(), Sound(codec="pcm_s16le", layout="stereo")),
    "h265.mp4": (Picture(codec="libx265"), Sound()),
    "h264.mkv": (Picture(), Sound(codec="libopus")),
    "vp8.webm": (Picture(codec="libvpx"), Sound(codec="libopus")),
    "vp9.webm": (Picture(codec="libvpx-vp9"), Sound(codec="libopus", layout="stereo")),
    "seen-only.mp4": (Picture(), None),
    "heard-only.m4a": (None, Sound(rate_hz=44_100)),
    "heard-only.mp3": (None, Sound(codec="libmp3lame")),
    "heard-only.wav": (None, Sound(codec="pcm_s16le", rate_hz=16_000)),
    "heard-only.ogg": (None, Sound(codec="libopus")),
}


def pieces(path: Path) -> list[Piece]:
    return list(read(probe(path)))


def sound_of(all_pieces: Sequence[Piece]) -> NDArray[np.float32]:
    return np.concatenate([p.samples for p in all_pieces if isinstance(p, SoundPiece)])


def frames_of(all_pieces: Sequence[Piece]) -> list[FrameSample]:
    return [p for p in all_pieces if isinstance(p, FrameSample)]


def onset_s(samples: NDArray[np.float32]) -> float:
    return int(np.flatnonzero(np.abs(samples) > 0.1)[0]) / SOUND_HZ


def level(samples: NDArray[np.float32], from_s: float, to_s: float) -> float:
    return float(np.abs(samples[int(from_s * SOUND_HZ) : int(to_s * SOUND_HZ)]).mean())


@pytest.fixture(scope="module", params=KINDS)
def recorded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One recording of each kind: grey that tells the time, a beep at every full second."""
    picture, sound = KINDS[request.param]
    return make(tmp_path_factory.mktemp("kinds") / request.param, SECONDS, picture, sound)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("live") / "live.webm"
    return make_live_webm(path, SECONDS, Picture(codec="libvpx-vp9"), Sound(codec="libopus"))


def check_sound(read_pieces: list[Piece], duration_s: float) -> None:
    expected_s = 0.0
    for piece in (p for p in read_pieces if isinstance(p, SoundPiece)):
        assert piece.start_s == pytest.approx(expected_s, abs=1e-9)
        assert piece.samples.dtype == np.float32
        assert np.abs(piece.samples).max() <= 1
        expected_s = piece.span.end_s
    assert expected_s == pytest.approx(duration_s, abs=0.1)
    assert expected_s <= duration_s + 1 / SOUND_HZ
    samples = sound_of(read_pieces)
    for second in range(int(SECONDS)):
        assert level(samples, second + 0.03, second + 0.17) > 0.2
        assert level(samples, second + 0.3, second + 0.95) < 0.02


def check_frames(frames: list[FrameSample]) -> None:
    assert [f.at_s for f in frames] == pytest.approx([0, 1, 2, 3], abs=0.05)
    for frame in frames:
        assert frame.image.shape == (120, 160, 3)
        assert frame.image.dtype == np.uint8
        assert frame.image.mean() == pytest.approx(clock(frame.at_s, 1, 1).mean(), abs=5)


def test_every_kind_is_heard_and_seen_in_time(recorded: Path) -> None:
    recording, all_pieces = probe(recorded), pieces(recorded)
    picture, sound = KINDS[recorded.name]
    assert recording.duration_s == pytest.approx(SECONDS, abs=0.05)
    assert (recording.has_picture, recording.has_sound) == (picture is not None, sound is not None)
    if sound:
        check_sound(all_pieces, recording.duration_s)
    if picture:
        check_frames(frames_of(all_pieces))


def test_what_a_browser_records_is_read_like_any_other(live: Path) -> None:
    check_sound(pieces(live), probe(live).duration_s)
    check_frames(frames_of(pieces(live)))


def test_the_same_file_gives_the_same_pieces(recorded: Path) -> None:
    for first, second in zip(pieces(recorded), pieces(recorded), strict=True):
        if isinstance(first, SoundPiece) and isinstance(second, SoundPiece):
            assert (first.start_s, first.samples.tobytes()) == (second.start_s, second.samples.tobytes())
        elif isinstance(first, Burst) and isinstance(second, Burst):
            assert (first.times_s, first.images.tobytes()) == (second.times_s, second.images.tobytes())
        else:
            assert isinstance(first, FrameSample)
            assert isinstance(second, FrameSample)
            assert (first.at_s, first.image.tobytes()) == (second.at_s, second.image.tobytes())


@pytest.mark.parametrize("name", ["late.mp4", "late.mkv", "late.webm"])
def test_sound_that_starts_late_is_heard_late(tmp_path: Path, name: str) -> None:
    codecs = ("libvpx", "libopus") if name.endswith("webm") else ("libx264", "aac")
    sound = Sound(play=tone(), codec=codecs[1], start_s=1.48)
    heard = sound_of(pieces(make(tmp_path / name, 3, Picture(codec=codecs[0]), sound)))
    assert onset_s(heard) == pytest.approx(1.48, abs=0.03)
    assert np.all(heard[: int(1.4 * SOUND_HZ)] == 0)


def test_a_picture_that_starts_late_is_seen_late(tmp_path: Path) -> None:
    path = make(tmp_path / "late.mkv", 3, Picture(start_s=1.5), Sound(play=tone()))
    assert frames_of(pieces(path))[0].at_s == pytest.approx(1.5, abs=0.03)
    assert onset_s(sound_of(pieces(path))) == pytest.approx(0, abs=0.03)


def test_a_hole_in_the_sound_becomes_silence(tmp_path: Path) -> None:
    sound = Sound(codec="libopus", dropped=((1.5, 3.5),))
    heard = sound_of(pieces(make(tmp_path / "hole.mkv", 5, Picture(), sound)))
    assert np.all(heard[int(1.6 * SOUND_HZ) : int(3.4 * SOUND_HZ)] == 0)
    assert level(heard, 4.03, 4.17) > 0.2
    assert level(heard, 4.3, 4.9) < 0.02


def test_louder_than_full_scale_is_clipped(tmp_path: Path) -> None:
    path = make(tmp_path / "loud.m4a", 2, None, Sound(play=lambda times_s: np.sign(np.sin(900 * times_s))))
    assert np.abs(sound_of(pieces(path))).max() == 1


def test_a_picture_filmed_sideways_comes_out_upright(tmp_path: Path) -> None:
    path = make(tmp_path / "turned.mp4", 2, Picture(paint=topped, rotation=90), None)
    recording = probe(path)
    assert (recording.rotation, recording.width_px, recording.height_px) == (90, 120, 160)
    for frame in frames_of(pieces(path)):  # a quarter turn counter-clockwise brings the top to the left
        assert frame.image.shape == (160, 120, 3)
        assert frame.image[:, :50].mean() > 230
        assert frame.image[:, 70:].mean() < 25


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs the ffmpeg program")
@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_upright_means_what_players_mean_by_it(tmp_path: Path, rotation: int) -> None:
    path = make(tmp_path / "turned.mp4", 2, Picture(paint=topped, rotation=rotation), None)
    ours = frames_of(pieces(path))[0].image
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(path),
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "bgr24",
        "-",
    ]
    shown = subprocess.run(command, capture_output=True, check=True).stdout
    theirs = np.frombuffer(shown, np.uint8).reshape(ours.shape)
    assert np.abs(ours.astype(int) - theirs).mean() < 3


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    path = make(tmp_path / "large.mp4", 1.5, Picture(width_px=720, height_px=1280, fps=10), None)
    assert (probe(path).width_px, probe(path).height_px) == (720, 1280)
    assert frames_of(pieces(path))[0].image.shape == (640, 360, 3)


def test_few_key_frames_still_give_a_picture_a_second(tmp_path: Path) -> None:
    path = make(tmp_path / "long-gop.mp4", 9, Picture(gop=1000), Sound())
    check = frames_of(pieces(path))
    assert [f.at_s for f in check] == pytest.approx(list(range(9)), abs=0.04)
    assert [f.image.mean() for f in check] == pytest.approx([20 + 8 * s for s in range(9)], abs=5)


def test_many_key_frames_give_no_more_than_one_a_second(tmp_path: Path) -> None:
    path = make(tmp_path / "all-key.mp4", 5, Picture(gop=7, fps=24), None)
    times_s = [f.at_s for f in frames_of(pieces(path))]
    assert len(times_s) <= 5
    assert max(np.diff(times_s)) < 1.3


def test_only_what_is_wanted_is_read(tmp_path: Path) -> None:
    recording = probe(make(tmp_path / "both.mp4", 2, Picture(), Sound()))
    assert all(isinstance(p, SoundPiece) for p in read(recording, want_picture=False))
    assert all(isinstance(p, FrameSample | Burst) for p in read(recording, want_sound=False))
    only_samples = read(recording, want_sound=False, want_bursts=False)
    assert all(isinstance(p, FrameSample) for p in only_samples)
    assert list(read(recording, want_picture=False, want_sound=False)) == []


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("fast.mp4", {"movflags": "faststart"}),
        ("parts.mp4", {"movflags": "frag_keyframe+empty_moov"}),
        ("cut.webm", {}),
    ],
)
def test_a_file_that_breaks_off_is_read_to_the_break(
    tmp_path: Path, name: str, options: dict[str, str]
) -> None:
    codecs = ("libvpx", "libopus") if name.endswith("webm") else ("libx264", "aac")
    whole = make(tmp_path / name, 10, Picture(codec=codecs[0]), Sound(codec=codecs[1]), options)
    recording = probe(cut(whole, 0.6))
    assert [notice.id for notice in recording.notices] == ["media.cut_short"]
    assert 3 < recording.duration_s < 8
    read_pieces = list(read(recording))
    assert len(frames_of(read_pieces)) >= 3
    assert len(sound_of(read_pieces)) / SOUND_HZ == pytest.approx(recording.duration_s, abs=1.0)


def test_a_browsers_recording_that_breaks_off_is_read_to_the_break(live: Path) -> None:
    recording = probe(cut(live, 0.6))
    assert 1 < recording.duration_s < SECONDS
    assert len(sound_of(list(read(recording)))) / SOUND_HZ == pytest.approx(recording.duration_s, abs=0.2)


def test_silence_is_heard_as_silence(tmp_path: Path) -> None:
    path = make(tmp_path / "still.wav", 2, None, Sound(play=silence, codec="pcm_s16le"))
    assert np.all(sound_of(pieces(path)) == 0)


def test_beeps_keep_their_time_to_the_end(tmp_path: Path) -> None:
    path = make(tmp_path / "minute.m4a", 30, None, Sound(play=beeps, rate_hz=44_100))
    heard = sound_of(pieces(path))
    assert onset_s(heard[int(28.5 * SOUND_HZ) :]) == pytest.approx(0.5, abs=0.03)
