"""A small practice take is judged as the same script in a large picture is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from coach.settings import shipped

pytestmark = [pytest.mark.whisper, pytest.mark.slow]
Result = Mapping[str, Any]


def levels(result: Result) -> dict[str, int]:
    return {one["criterion"]: one["level"] for one in result["judgements"]}


def test_a_small_take_is_scored_within_a_level_of_the_large_one(
    score: Callable[[Path], Result], excellent: Result
) -> None:
    large, small = levels(excellent), levels(score(shipped("media") / "en_na_excellent.mp4"))
    assert small.keys() == large.keys()
    assert all(abs(small[one] - large[one]) <= 1 for one in large), (small, large)
    assert small["frame_upper_body"] >= 3
    assert small["face_light"] >= 3
