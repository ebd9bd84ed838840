"""Detail by dose: fewer pixels or fewer pictures a second never earn more; an unknown rate costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import Finding, NotObserved, Observation
from coach.domain.media import FrameSample, Recording, Take
from coach.vision.faces import Faces
from coach.vision.picture_detail import PictureDetail

MakeTake = Callable[..., Take]
SIDES = st.integers(100, 2200)
RATES = st.floats(1, 120)


def nobody(sample: FrameSample) -> Faces:
    return ()


def told(take: Take, width_px: int, height_px: int, rate_hz: float) -> list[Finding]:
    recording: Recording = replace(
        take.recording, width_px=width_px, height_px=height_px, picture_rate_hz=rate_hz
    )
    return list(PictureDetail(replace(take, recording=recording), nobody).finish())


def grade(found: list[Finding]) -> float:
    (value,) = [f.value for f in found if isinstance(f, Observation) and f.name == "picture_detail"]
    assert isinstance(value, float)
    return value


@pytest.mark.parametrize(
    ("size", "rate_hz", "expected", "advice"),
    [
        ((1080, 1920), 29.97, 4, None),
        ((720, 1280), 23.976, 4, None),
        ((540, 960), 30, 3, None),
        ((360, 640), 30, 1, "advice.picture_detail.larger"),
        ((240, 426), 30, 0, "advice.picture_detail.larger"),
        ((1280, 720), 15, 2, "advice.picture_detail.smoother"),
        ((720, 1280), 5, 0, "advice.picture_detail.smoother"),
    ],
)
def test_size_and_rate_give_the_grade(
    take: MakeTake, size: tuple[int, int], rate_hz: float, expected: int, advice: str | None
) -> None:
    found = told(take(9.0), *size, rate_hz)
    assert grade(found) == expected
    faults = [f.value for f in found if isinstance(f, Observation) and f.name.endswith(".fault")]
    assert faults == ([advice] if advice else [])


def test_less_never_earns_more(take: MakeTake) -> None:
    whole = take(9.0)

    @given(SIDES, SIDES, RATES, st.floats(0.1, 1))
    def law(width_px: int, height_px: int, rate_hz: float, less: float) -> None:
        full = grade(told(whole, width_px, height_px, rate_hz))
        assert full == grade(told(whole, height_px, width_px, rate_hz))
        assert full >= grade(told(whole, round(width_px * less), height_px, rate_hz))
        assert full >= grade(told(whole, width_px, height_px, rate_hz * less))

    law()


def test_an_unknown_rate_is_not_a_slow_one(take: MakeTake) -> None:
    found = told(take(9.0), 720, 1280, 0.0)
    assert grade(found) == 4
    assert NotObserved("picture_rate", "vision.rate_unknown") in found
