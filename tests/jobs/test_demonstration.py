"""The class is made once for a data folder, and a folder that cannot be used stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.jobs import demonstration
from coach.settings import Settings


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    made: list[Settings] = []
    monkeypatch.setattr(demonstration, "start_demonstration", made.append)
    return made


def test_only_the_first_start_makes_the_class(tmp_path: Path, started: list[Settings]) -> None:
    settings = Settings(data=tmp_path / "new")
    assert demonstration.show_once(settings)
    assert not demonstration.show_once(settings)
    assert started == [settings]


def test_a_folder_that_cannot_be_made_is_left_to_the_pages(tmp_path: Path, started: list[Settings]) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not demonstration.show_once(Settings(data=tmp_path / "file" / "data"))
    assert started == []
