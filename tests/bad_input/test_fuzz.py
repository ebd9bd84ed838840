"""A small dose of what `just drills` does at length: broken files never surprise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_input import fuzz
from tests.bad_input.conftest import LESSONS


@pytest.mark.slow
def test_broken_recordings_never_surprise(tmp_path: Path) -> None:
    assert fuzz.media(tmp_path, 48, seed=1).total() == 48


@pytest.mark.slow
def test_broken_course_files_never_surprise(tmp_path: Path) -> None:
    assert fuzz.lessons(LESSONS, tmp_path, 6, seed=1).total() == 6
