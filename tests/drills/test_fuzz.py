"""500 broken recordings and 500 broken course files; docs/reliability.md has the counts of the last run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_input import fuzz
from tests.bad_input.conftest import LESSONS

pytestmark = [pytest.mark.drill]


def test_broken_recordings(tmp_path: Path) -> None:
    counted = fuzz.media(tmp_path, 500, seed=2026, workers=2)
    print(dict(counted))  # noqa: T201  the drill's product
    assert counted.total() == 500


def test_broken_course_files(tmp_path: Path) -> None:
    counted = fuzz.lessons(LESSONS, tmp_path, 500, seed=2026, workers=2)
    print(dict(counted))  # noqa: T201  the drill's product
    assert counted.total() == 500
