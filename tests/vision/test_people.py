"""Company is told and never marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import Finding, Observation
from coach.domain.media import FrameSample, Notice, Take
from coach.vision.faces import Face, Faces, FindFaces
from coach.vision.people import People, count

MakeTake = Callable[..., Take]
BLANK = np.zeros((4, 4, 3), np.uint8)


def face(height: float, score: float = 0.9) -> Face:
    return Face(0, 0, 0.8 * height, height, ((1, 1), (2, 1)), score)


def nobody(sample: FrameSample) -> Faces:
    return ()


def told(take: Take, *numbers: int) -> list[Finding]:
    """What is said of a take with so many people, second by second."""
    look = People(take, nobody)
    for second, number in enumerate(numbers):
        look.see(FrameSample(float(second), BLANK), (face(100.0),) * number)
    return list(look.finish())


@given(st.lists(st.floats(1, 200), max_size=5))
def test_those_far_behind_do_not_count(heights: list[float]) -> None:
    faces = tuple(face(height) for height in sorted(heights, reverse=True))
    assert count(faces) == sum(height >= 0.45 * max(heights) for height in heights)
    assert count((*faces, face(300.0, 0.51))[::1]) <= count(faces) + (not faces)


def test_stretches_follow_one_another_and_cover_the_take(take: MakeTake) -> None:
    found = [f for f in told(take(6.0), 1, 1, 2, 2, 1, 0) if isinstance(f, Observation)]
    assert [f.value for f in found] == [1, 2, 1, 0]
    assert [(f.span.start_s, f.span.end_s) for f in found] == [(0, 2), (2, 4), (4, 5), (5, 6)]
    assert {f.name for f in found} == {"people"}


def test_company_is_told_once_somebody_who_passes_is_not(take: MakeTake) -> None:
    assert Notice("vision.two_people") in told(take(10.0), *[2] * 4, *[1] * 6)
    assert not [f for f in told(take(20.0), 2, 2, *[1] * 18) if isinstance(f, Notice)]
    assert not [f for f in told(take(2.0), 2, 2) if isinstance(f, Notice)]


def test_two_people_side_by_side_are_two(stage: Any, finder: FindFaces) -> None:
    picture = stage.picture()
    both = np.concatenate([picture, picture[:, ::-1]], axis=1)
    assert count(finder(FrameSample(0.0, picture))) == 1
    assert count(finder(FrameSample(0.0, np.ascontiguousarray(both)))) == 2
