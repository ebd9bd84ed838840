"""Laws of brightness: a grey picture is as bright as its grey."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.vision.picture import (
    LINEAR,
    black,
    blinded,
    brightness,
    centile,
    clipped_share,
    small,
    small_luma,
)


@given(st.integers(0, 255), st.integers(1, 900), st.integers(1, 900))
def test_the_luma_of_a_grey_picture_is_its_grey(grey: int, height: int, width: int) -> None:
    luma = small_luma(np.full((height, width, 3), grey, np.uint8))
    assert max(luma.shape) <= 320
    assert luma.min() == luma.max() == grey
    assert brightness(luma) == grey
    assert clipped_share(luma) == (grey >= 250)


@given(st.integers(1, 900), st.integers(1, 900), st.integers(1, 700))
def test_a_small_picture_is_never_enlarged_and_keeps_its_shape(height: int, width: int, most: int) -> None:
    made = small(np.zeros((height, width), np.uint8), most)
    scale = min(1.0, most / max(height, width))
    assert made.shape == pytest.approx((max(1, height * scale), max(1, width * scale)), abs=0.5)


@pytest.mark.parametrize(("grey", "expected"), [(0, True), (29, True), (30, False), (200, False)])
def test_black_is_what_viewers_cannot_see(grey: int, expected: bool) -> None:
    assert black(np.full((9, 9), grey, np.uint8)) is expected


def test_linear_light_runs_from_none_to_all() -> None:
    assert (LINEAR[0], LINEAR[255]) == (0, 1)
    assert np.all(np.diff(LINEAR) > 0)
    assert LINEAR[188] == pytest.approx(0.5, abs=0.01)  # half the light is stored as 188


@pytest.mark.parametrize(("grey", "reason"), [(10, "vision.too_dark"), (90, ""), (255, "vision.too_bright")])
def test_a_blinded_camera_is_told_from_an_empty_room(grey: int, reason: str) -> None:
    assert blinded(np.full((9, 9), grey, np.uint8)) == reason


@given(st.lists(st.integers(0, 255), min_size=1, max_size=300), st.floats(0, 1))
def test_a_centile_is_what_numpy_says(luma: list[int], share: float) -> None:
    pixels = np.array(luma, np.uint8)
    assert centile(pixels, share) == pytest.approx(np.percentile(pixels, 100 * share), abs=1e-6)


def test_a_small_copy_is_made_once_and_belongs_to_its_picture() -> None:
    pictures = [np.full((400, 300, 3), grey, np.uint8) for grey in range(20)]
    copies = [small_luma(picture, 64) for picture in pictures]
    for picture, copy in zip(pictures, copies, strict=True):
        assert small_luma(picture, 64) is copy
        assert small_luma(picture, 32).shape == (32, 24)
        with pytest.raises(ValueError, match="read-only"):
            copy[0, 0] = 1


def test_a_new_picture_in_an_old_ones_place_is_read_anew() -> None:
    for grey in range(200):  # each array is freed before the next one is made, often at the same address
        assert small_luma(np.full((90, 50, 3), grey, np.uint8))[0, 0] == grey
