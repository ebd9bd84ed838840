"""Every process works with the very same settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.jobs.child import environment
from coach.settings import Settings


def test_a_child_works_with_the_very_same_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data=tmp_path / "dữ liệu", threads=3, recogniser="whisper-small")
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings
