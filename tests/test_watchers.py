"""Which face finders look: those that are there, known by their bytes, and never one nobody measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coach import models
from coach.assembly import watchers
from coach.domain.errors import ModelMissing
from coach.domain.media import Recording, Take
from coach.models import CATALOGUE
from coach.settings import Settings
from coach.vision.bursts import ShakeObserver
from coach.vision.product_watch import ProductObserver

TAKE = Take(Recording("0" * 64, Path("take.mp4"), 9.0, 360, 640, 0, has_sound=True), "vi")


def inputs(**changed: Any) -> set[str]:
    """Digests of the weights that the checks look with; nothing is looked for where there are no photos."""
    others = (ShakeObserver, ProductObserver)
    looking = (one for one in watchers(Settings(**changed)) if not isinstance(one, others))
    return {one.key(TAKE).inputs for one in looking}


def found(name: str) -> Path:
    settings = Settings()
    try:
        return models.find(getattr(settings, name), cache=settings.cache)
    except ModelMissing:
        pytest.skip("these weights are not here")


def test_the_weights_are_named(tmp_path: Path) -> None:
    first = models.digest(found("faces"))
    assert inputs(cache=tmp_path, second_faces="yunet") == {first}


def test_both_finders_are_named(tmp_path: Path) -> None:
    first, second = found("faces"), found("second_faces")
    both = f"{models.digest(second)}+{models.digest(first)}"
    assert inputs(cache=tmp_path, second_faces=str(second)) == {both}


def test_the_second_finder_is_found_in_the_cache(tmp_path: Path) -> None:
    second = found("second_faces")
    (tmp_path / "yunet").mkdir()
    (tmp_path / "yunet" / CATALOGUE["yunet"].files[0].name).write_bytes(second.read_bytes())
    (told,) = inputs(cache=tmp_path, second_faces="yunet")
    assert told.startswith(models.digest(second) + "+")


def test_it_looks_alone_where_the_first_is_missing(tmp_path: Path) -> None:
    second = found("second_faces")
    assert inputs(cache=tmp_path, faces=str(tmp_path / "none.tflite"), second_faces=str(second)) == {
        f"{models.digest(second)}+"
    }


@pytest.mark.parametrize("place", ["path", "cache"])
def test_a_file_nobody_measured_is_left_out(tmp_path: Path, place: str) -> None:
    name = CATALOGUE["yunet"].files[0].name
    other = tmp_path / "yunet" / name
    other.parent.mkdir()
    other.write_bytes(b"another network")
    asked = str(other) if place == "path" else "yunet"
    assert inputs(cache=tmp_path, second_faces=asked) == inputs(cache=tmp_path, second_faces="nobody")


def test_without_weights_the_checks_are_there_and_say_so(tmp_path: Path) -> None:
    nothing = {"faces": str(tmp_path / "none"), "second_faces": str(tmp_path / "none")}
    assert inputs(cache=tmp_path, **nothing) == {""}
