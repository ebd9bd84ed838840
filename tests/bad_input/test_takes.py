"""A take that cannot be judged in full is scored as far as it goes, and says so; it never earns a zero."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from coach.capture.probe import probe
from tests import clips
from tests.bad_input.conftest import (
    CONTENT,
    SMALL,
    Door,
    english,
    never_zero,
    notices,
    player,
    reasons,
    weighed,
)

pytestmark = [pytest.mark.whisper]
FRAMING = "frame_upper_body"
Samples = NDArray[np.float64]
STATIC = np.random.default_rng(3).normal(0, 0.1, 48_000 * 3)


def chords(times_s: Samples) -> Samples:
    """A slow progression of chords that swell and fade."""
    roots = 220 * 2 ** (np.floor(times_s / 2) % 4 / 6)
    voices = sum(np.sin(2 * np.pi * roots * step * times_s) for step in (1, 1.26, 1.5, 2))
    return np.asarray(0.1 * voices * (1 + np.sin(2 * np.pi * 1.5 * times_s)))


def noise(times_s: Samples) -> Samples:
    """White noise at -20 dB."""
    return np.asarray(STATIC[(times_s * 48_000).astype(int) % len(STATIC)])


@cache
def vietnamese() -> clips.Player:
    """About 20 s of Vietnamese by a synthetic voice."""
    program = shutil.which("espeak-ng")
    if program is None:
        pytest.skip("there is no Vietnamese voice on this machine")
    text = (
        "Em chào cả nhà ạ. Hôm nay em bán na của vườn nhà em ở Chi Lăng, Lạng Sơn. Vườn nhà em trồng hơn "
        "hai mươi năm rồi. Sáng nào năm giờ em cũng ra hái, bảy giờ phân loại, trong ngày đóng thùng gửi đi. "
        "Giá năm mươi nghìn một cân, thùng năm cân hai trăm năm mươi nghìn."
    )
    done = subprocess.run([program, "-v", "vi", "--stdout", text], capture_output=True, check=True)
    sound = np.frombuffer(done.stdout[44:], "<i2") / 32768
    return player(sound, 22_050)


def then(first: clips.Player, second: clips.Player, after_s: float) -> clips.Player:
    """One sound, and from a moment on another."""
    return lambda times_s: np.where(times_s < after_s, first(times_s), second(times_s - after_s))


@pytest.mark.parametrize("play", [clips.silence, chords, noise], ids=["silence", "music", "noise"])
def test_without_a_voice_nothing_is_judged(door: Door, tmp_path: Path, play: clips.Player) -> None:
    result = door.score(clips.make(tmp_path / "a.mp4", 12, SMALL, clips.Sound(play))).result
    never_zero(result)
    assert result["transcript"]["words"] == []
    assert "hearing.no_voice" in reasons(result)


def test_without_sound_what_was_said_is_not_judged(door: Door, tmp_path: Path) -> None:
    result = door.score(clips.make(tmp_path / "a.mp4", 12, SMALL)).result
    never_zero(result)
    assert "hearing.no_sound" in reasons(result)


def test_without_a_picture_what_was_said_is_judged_and_framing_is_not(door: Door, tmp_path: Path) -> None:
    result = door.score(clips.make(tmp_path / "a.m4a", 40, None, clips.Sound(english(40)))).result
    judged = weighed(result)
    assert all(judged[name]["level"] for name in CONTENT if judged[name]["state"] == "judged")
    assert any(judged[name]["state"] == "judged" for name in CONTENT)
    framing = next(one for one in result["judgements"] if one["criterion"] == FRAMING)
    assert framing["state"] == "unknown"
    assert "vision.no_picture" in reasons(result)


def test_two_seconds_are_too_little_to_say_no(door: Door, tmp_path: Path) -> None:
    result = door.score(clips.make(tmp_path / "a.mp4", 2, SMALL, clips.Sound(english(2)))).result
    never_zero(result)


def test_another_language_is_not_judged(door: Door, tmp_path: Path) -> None:
    path = clips.make(tmp_path / "a.mp4", 24, SMALL, clips.Sound(english(24)))
    result = door.score(path, "vi").result
    never_zero(result)
    assert "hearing.other_language" in reasons(result)
    assert result["claims"] == []


def test_vietnamese_in_an_english_take_is_not_judged(door: Door, tmp_path: Path) -> None:
    result = door.score(clips.make(tmp_path / "a.mp4", 25, SMALL, clips.Sound(vietnamese())), "en").result
    never_zero(result)


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.drill)])
def test_mixed_languages_never_earn_a_zero(door: Door, tmp_path: Path, language: str) -> None:
    play = then(vietnamese(), english(14), 16.0)
    result = door.score(clips.make(tmp_path / "a.mp4", 30, SMALL, clips.Sound(play)), language).result
    for name in CONTENT:
        one = weighed(result)[name]
        assert one["state"] in ("unknown", "check") or one["level"], one
    assert reasons(result) & {"hearing.other_language", "hearing.unclear", "hearing.words_missing"}


def test_one_language_stays_judged(door: Door, tmp_path: Path) -> None:
    result = door.score(clips.make(tmp_path / "a.mp4", 69, SMALL, clips.Sound(english(69)))).result
    assert "hearing.other_language" not in reasons(result)
    assert {one["state"] for name, one in weighed(result).items() if name in CONTENT} <= {"judged", "check"}
    assert notices(result) == []


def test_cut_in_the_middle_it_is_scored_to_the_cut(door: Door, tmp_path: Path) -> None:
    parts = {"movflags": "frag_keyframe+empty_moov"}
    for name, options in (("parts.mp4", parts), ("a.mkv", None)):
        whole = clips.make(tmp_path / name, 20, SMALL, clips.Sound(english(20)), options)
        result = door.score(clips.cut(whole, 0.5)).result
        assert "media.cut_short" in notices(result)
        assert 5 < result["recording"]["duration_s"] < 15
        assert result["transcript"]["words"]


def test_an_index_that_survived_a_cut_is_used(door: Door, tmp_path: Path) -> None:
    whole = clips.make(tmp_path / "a.mp4", 20, SMALL, clips.Sound(english(20)), {"movflags": "+faststart"})
    result = door.score(clips.cut(whole, 0.5)).result
    assert "media.cut_short" in notices(result)
    assert result["recording"]["duration_s"] < 15


def test_a_phone_held_upright_by_metadata(door: Door, tmp_path: Path) -> None:
    picture = clips.Picture(clips.moving, 160, 120, 10, gop=10, rotation=90)
    result = door.score(clips.make(tmp_path / "a.mp4", 5, picture, clips.Sound())).result
    assert (result["recording"]["width_px"], result["recording"]["height_px"]) == (120, 160)


def test_a_changing_frame_rate_is_told_and_times_hold(door: Door, tmp_path: Path) -> None:
    slow = tuple((at + step / 10, at + (step + 1) / 10) for at in range(6, 12) for step in (1, 2, 4, 5, 7, 8))
    picture = clips.Picture(clips.moving, 160, 120, 10, gop=1, dropped=slow)
    result = door.score(clips.make(tmp_path / "a.mp4", 12, picture, clips.Sound(english(12)))).result
    assert "media.variable_rate" in notices(result)
    assert result["recording"]["duration_s"] == pytest.approx(12, abs=0.3)
    assert result["transcript"]["words"]


def test_a_browsers_webm_without_duration(door: Door, tmp_path: Path) -> None:
    picture = clips.Picture(clips.moving, 160, 120, 10, gop=10, codec="libvpx")
    path = clips.make_live_webm(tmp_path / "a.webm", 15, picture, clips.Sound(english(15), codec="libopus"))
    with av.open(str(path)) as file:
        assert file.duration is None
    result = door.score(path).result
    assert result["recording"]["duration_s"] == pytest.approx(15, abs=0.3)
    assert result["transcript"]["words"]


@pytest.mark.parametrize(
    "name",
    [
        "bài của em 🌸 (1).mp4",
        pytest.param("a b/../../c/na 'dai' \"$HOME\".mp4", marks=pytest.mark.drill),
        pytest.param("-rf.mp4", marks=pytest.mark.drill),
    ],
)
def test_any_file_name_will_do(door: Door, tmp_path: Path, name: str) -> None:
    for folder in ("start/a b", "c"):
        (tmp_path / folder).mkdir(parents=True)
    plain = clips.make(tmp_path / "plain.mp4", 3, SMALL, clips.Sound())
    path = tmp_path / "start" / name
    path.write_bytes(plain.read_bytes())
    out = tmp_path / "report"
    result = door.score(path, "en", "--out", out).result
    assert result["recording"]["sha256"] == probe(plain).sha256
    assert {file.parent for file in tmp_path.rglob("scorecard.json")} == {out}


def test_a_hole_in_the_file_is_told(door: Door, tmp_path: Path) -> None:
    path = clips.make(tmp_path / "a.mkv", 12, SMALL, clips.Sound(english(12)))
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4000] = bytes(4000)
    path.write_bytes(content)
    told = notices(door.score(path).result)
    assert {"media.damaged", "media.gap", "media.sound_gap", "media.cut_short"} & set(told)
