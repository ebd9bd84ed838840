"""Each failure leaves with its own exit code and one kind sentence on stderr, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import clips


def coach(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as its own process with these COACH_* settings."""
    environment = os.environ | {f"COACH_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "coach.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def told(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence on stderr; nothing else may stand there."""
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.fixture
def clip(tmp_path: Path) -> str:
    return str(clips.make(tmp_path / "clip.mp4", 3, clips.Picture(), clips.Sound()))


def test_a_missing_file_is_the_files_fault(tmp_path: Path) -> None:
    done = coach("score", "nowhere.mp4", "--lesson", "L02", "--language", "en", data=str(tmp_path))
    assert done.returncode == 3
    assert "nowhere.mp4" in told(done)


def test_an_unknown_lesson_is_the_lessons_fault_and_names_the_nearest(tmp_path: Path, clip: str) -> None:
    done = coach("score", clip, "--lesson", "L002", "--language", "en", data=str(tmp_path))
    assert done.returncode == 5
    assert "L02" in told(done)


def test_missing_weights_are_the_installations_fault(tmp_path: Path, clip: str) -> None:
    done = coach(
        "score", clip, "--lesson", "L02", data=str(tmp_path), recogniser=str(tmp_path / "no" / "weights")
    )
    assert done.returncode == 4
    told(done)


def test_a_folder_that_cannot_be_written_is_the_machines_fault(tmp_path: Path, clip: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = coach("score", clip, "--lesson", "L02", data=str(tmp_path / "file" / "data"))
    assert done.returncode == 6
    assert "COACH_DATA" in told(done)


def test_a_wrong_option_is_a_usage_error(clip: str) -> None:
    assert coach("score", clip).returncode == 2
    assert coach("score", clip, "--lesson", "L02", "--language", "xx").returncode == 2


def test_lessons_are_listed_and_checked(tmp_path: Path) -> None:
    listed = coach("lessons", "list", language="en")
    assert listed.returncode == 0
    assert "L02  The story of place and maker" in listed.stdout
    wrong = tmp_path / "lessons"
    wrong.mkdir()
    (wrong / "L99.yaml").write_text("id: L99\ntitel: {vi: x}\n", "utf-8")
    done = coach("lessons", "check", str(wrong / "L99.yaml"), language="en")
    assert done.returncode == 5
    assert "L99.yaml" in done.stderr
    assert "title" in done.stderr


def test_weights_are_listed_with_what_is_missing_without_them() -> None:
    done = coach("models", "list", language="en")
    assert done.returncode == 0
    assert "whisper-base" in done.stdout
    assert "blazeface" in done.stdout


def test_unknown_weights_are_named_with_the_nearest(tmp_path: Path) -> None:
    done = coach("models", "get", "wisper-small", language="en", cache=str(tmp_path))
    assert done.returncode == 4
    assert "whisper-small" in done.stderr


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    done = coach("lessons", "list", threads="many", data=str(tmp_path))
    assert done.returncode == 2
    assert "COACH_THREADS" in told(done)
    done = coach("lessons", "list", language="fr", data=str(tmp_path))
    assert done.returncode == 2
    assert "COACH_LANGUAGE" in told(done)


def test_vietnamese_reaches_a_pipe_that_is_not_utf8() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "coach.cli", "lessons", "list"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert "Câu chuyện vườn nhà" in done.stdout.decode("utf-8")


def test_a_photo_that_is_none_is_the_files_fault(tmp_path: Path, clip: str) -> None:
    text = tmp_path / "na.jpg"
    text.write_text("na")
    for photo in (text, tmp_path / "gone.jpg"):
        done = coach("score", clip, "--lesson", "L03", "--photo", str(photo), data=str(tmp_path / "data"))
        assert done.returncode == 3
        assert photo.name in told(done)
