"""Weights that are missing or damaged: told with the next step, or healed from the installed packages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coach import models
from coach.settings import Settings
from tests import clips
from tests.bad_input.conftest import SMALL, Door

Opening = Callable[..., Door]


@pytest.fixture
def take(tmp_path: Path) -> Path:
    return clips.make(tmp_path / "take.mp4", 3, SMALL, clips.Sound())


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A folder of a speech model whose large file is the real one."""
    whole = models.find("whisper-base", cache=Settings().cache)
    folder = tmp_path / "weights"
    folder.mkdir()
    for file in whole.iterdir():
        (folder / file.name).symlink_to(file)
    return folder


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.drill)])
def test_missing_weights_name_the_command(
    other_door: Opening, take: Path, tmp_path: Path, language: str
) -> None:
    nowhere = str(tmp_path / "no" / "weights")
    left = other_door(recogniser=nowhere).score(take, language)
    assert left.code == 4
    command = models.CATALOGUE["whisper-base"].command
    left.says(language, "model.missing", name=nowhere, command=command)


def test_weights_that_were_never_brought_here_are_missing(other_door: Opening, take: Path) -> None:
    left = other_door(recogniser="whisper-small").score(take)
    assert left.code == 4
    left.says("en", "model.missing", name="whisper-small", command="coach models get whisper-small")


@pytest.mark.whisper
@pytest.mark.parametrize("file", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.drill)])
def test_a_damaged_file_is_told(
    other_door: Opening, take: Path, weights: Path, file: str, language: str
) -> None:
    content = (weights / file).resolve().read_bytes()
    (weights / file).unlink()
    (weights / file).write_bytes(content[: len(content) // 3])
    left = other_door(recogniser=str(weights)).score(take, language)
    assert left.code == 4, left.err
    assert "Traceback" not in left.err
    assert "weights" in left.err
    assert len(left.err.split("\n")) <= 3  # the sentence, between the ends of a progress bar and of the line


@pytest.mark.whisper
def test_kept_weights_with_a_changed_byte_are_replaced(
    other_door: Opening, take: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "cache" / "whisper-base" / "model.bin"
    kept.parent.mkdir(parents=True)
    content = bytearray((models.find("whisper-base", cache=Settings().cache) / "model.bin").read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    assert models.find("whisper-base", cache=tmp_path / "cache") == kept.parent
    content[len(content) // 2] ^= 1
    assert kept.read_bytes() == content


@pytest.mark.whisper
@pytest.mark.parametrize("content", [b"", b"no weights", bytes(2000)])
def test_a_damaged_face_model_is_told(
    other_door: Opening, take: Path, tmp_path: Path, content: bytes
) -> None:
    faces = tmp_path / "faces.tflite"
    faces.write_bytes(content)
    left = other_door(faces=str(faces)).score(take)
    assert left.code == 4, left
    left.says("en", "vision.weights_unreadable", file="faces.tflite")


@pytest.mark.whisper
def test_without_a_face_model_framing_is_not_judged(other_door: Opening, take: Path, tmp_path: Path) -> None:
    result = other_door(faces=str(tmp_path / "none.tflite")).score(take).result
    framing = next(one for one in result["judgements"] if one["criterion"] == "frame_upper_body")
    assert (framing["state"], framing["level"]) == ("unknown", None)
