"""Noise that was put into a picture is found again, and nothing is found where none was put."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.vision.grain import Texture, texture
from coach.vision.picture import small_luma


def of(stage: Any, **changes: object) -> Texture:
    return texture(small_luma(stage.but(**changes).picture(), 640))


@pytest.mark.parametrize("grain", [2, 4, 8])
@pytest.mark.parametrize("blur_px", [0, 4])
def test_the_noise_is_measured(stage: Any, grain: float, blur_px: float) -> None:
    assert of(stage, grain=grain, blur_px=blur_px).grain == pytest.approx(grain, rel=0.15)


def test_a_clean_picture_has_hardly_any(stage: Any) -> None:
    assert of(stage).grain < 0.6
    assert of(stage).grain_share < 0.2


def test_more_noise_is_a_larger_share(stage: Any) -> None:
    shares = [of(stage, grain=grain, light=1 / 8).grain_share for grain in (0, 1, 2, 4, 8)]
    assert shares == sorted(shares)
    assert shares[-1] > 0.9


@pytest.mark.parametrize("grain", [1, 3, 6])
def test_noise_is_not_taken_for_edges(stage: Any, grain: float) -> None:
    clean = of(stage).edges
    assert of(stage, grain=grain).edges == pytest.approx(clean, rel=0.1)


@given(st.integers(0, 255))
def test_one_grey_has_neither_edges_nor_grain(grey: int) -> None:
    assert texture(np.full((20, 30), grey, np.uint8)) == Texture(0.0, 0.0, 0.0)
