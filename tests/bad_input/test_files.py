"""A file that is no recording gives one kind sentence, in Vietnamese and in English, and exit code 3."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import clips
from tests.bad_input.conftest import SMALL, Door

Maker = Callable[[Path], tuple[Path, str]]


def empty(folder: Path) -> tuple[Path, str]:
    path = folder / "trống.mp4"
    path.write_bytes(b"")
    return path, "media.empty"


def renamed_text(folder: Path) -> tuple[Path, str]:
    path = folder / "ghi chú.mp4"
    path.write_text("Giá na hôm nay 50 nghìn một cân.\n" * 50, "utf-8")
    return path, "media.not_media"


def subtitles(folder: Path) -> tuple[Path, str]:
    path = folder / "phụ đề.mp4"
    path.write_text("1\n00:00:01,000 --> 00:00:04,000\nXin chào\n", "utf-8")
    return path, "media.not_media"


def playlist(folder: Path) -> tuple[Path, str]:
    path = folder / "list.mp4"
    path.write_text("#EXTM3U\n#EXTINF:10,\nfile:///etc/hostname\n", "utf-8")
    return path, "media.not_media"


def photo(folder: Path) -> tuple[Path, str]:
    path = folder / "ảnh.mp4"
    path.write_bytes(clips.jpeg_cover())
    return path, "media.not_media"


def without_index(folder: Path) -> tuple[Path, str]:
    return clips.cut(clips.make(folder / "whole.mp4", 4, SMALL, clips.Sound()), 0.7), "media.no_index"


def header_only(folder: Path) -> tuple[Path, str]:
    whole = clips.make_live_webm(
        folder / "a.webm", 2, clips.Picture(codec="libvpx"), clips.Sound(codec="libopus")
    )
    path = folder / "đầu.webm"
    head, _, _ = whole.read_bytes().partition(b"\x1f\x43\xb6\x75")  # the first Cluster
    path.write_bytes(head)
    return path, "media.not_media"


def a_folder(folder: Path) -> tuple[Path, str]:
    return folder, "media.missing"


MADE: list[Maker] = [empty, renamed_text, subtitles, playlist, photo, without_index, header_only, a_folder]


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.drill)])
@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_it_is_told_kindly(door: Door, tmp_path: Path, make: Maker, language: str) -> None:
    path, told = make(tmp_path)
    left = door.score(path, language)
    assert left.code == 3
    left.says(language, told, name=path.name)


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.drill)])
def test_less_than_a_second_is_too_short(door: Door, tmp_path: Path, language: str) -> None:
    path = clips.make(tmp_path / "a.mp4", 0.5, SMALL, clips.Sound())
    left = door.score(path, language)
    assert left.code == 3
    left.says(language, "media.too_short", name="a.mp4", seconds=0.5)


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.drill)])
def test_an_unknown_lesson_names_the_nearest(door: Door, tmp_path: Path, language: str) -> None:
    path = clips.make(tmp_path / "a.mp4", 2, SMALL, clips.Sound())
    left = door("score", path, "--lesson", "L2", "--language", language)
    assert left.code == 5
    assert "L02" in left.err
    assert len(left.err.splitlines()) == 1
    assert "Traceback" not in left.err
