"""Blur by law, and by a second route to the same number: scikit-image's."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.vision.picture import small_luma
from coach.vision.reblur import reblur


def noise(seed: int, height: int, width: int, blur_px: float) -> NDArray[np.uint8]:
    made = np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)
    return np.asarray(cv2.GaussianBlur(made, (0, 0), blur_px), np.uint8) if blur_px else made


def agree(luma: NDArray[np.uint8]) -> None:
    measure = pytest.importorskip("skimage.measure")
    down, across = measure.blur_effect(luma, h_size=11, reduce_func=None)
    assert reblur(luma) == pytest.approx((across, down), abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 999), st.integers(16, 90), st.integers(16, 90), st.sampled_from([0, 0.7, 2, 5]))
def test_another_hand_measures_the_same(seed: int, height: int, width: int, blur_px: float) -> None:
    agree(noise(seed, height, width, blur_px))


@pytest.mark.parametrize("change", [{}, {"blur_px": 3}, {"moved_px": 15}, {"light": 1 / 8}], ids=str)
def test_another_hand_measures_the_same_on_a_portrait(stage: Any, change: dict[str, float]) -> None:
    agree(small_luma(stage.but(**change).picture(), 640))


@given(st.integers(0, 999), st.sampled_from([0.7, 1.5, 3, 6]))
def test_blurring_never_sharpens(seed: int, blur_px: float) -> None:
    luma = noise(seed, 80, 80, 0)
    assert max(reblur(noise(seed, 80, 80, blur_px))) > max(reblur(luma))


@given(st.integers(0, 999))
def test_a_turned_picture_is_as_sharp_the_other_way(seed: int) -> None:
    luma = noise(seed, 40, 60, 1)
    turned = reblur(np.ascontiguousarray(luma.T))
    assert turned == pytest.approx(reblur(luma)[::-1])


@given(st.integers(0, 255))
def test_nothing_to_see_counts_as_blurred(grey: int) -> None:
    assert reblur(np.full((30, 40), grey, np.uint8)) == (1.0, 1.0)


def test_the_steepest_edges_are_still_counted() -> None:
    stripes = np.tile(np.repeat(np.array([0, 255], np.uint8), 12), (60, 4))
    agree(stripes)
