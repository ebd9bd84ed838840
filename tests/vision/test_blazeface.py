"""Laws of the boxes: what goes into the square comes back to where it was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.vision.blazeface import CELL_PX, GRID, SIDE_PX, decode, letterbox, merge

SIZES = st.integers(min_value=8, max_value=700)


@given(SIZES, SIZES)
def test_the_whole_picture_lies_in_the_square(width: int, height: int) -> None:
    square, scale, (left, top) = letterbox(np.full((height, width, 3), 200, np.uint8))
    assert square.shape == (SIDE_PX, SIDE_PX, 3)
    assert max(width, height) * scale == pytest.approx(SIDE_PX)
    assert np.count_nonzero(square[:, :, 0]) == pytest.approx(width * height * scale**2, rel=0.3)
    assert 0 <= left <= SIDE_PX / 2
    assert 0 <= top <= SIDE_PX / 2


@given(st.integers(0, GRID - 1), st.integers(0, GRID - 1))
def test_an_anchor_stands_in_the_middle_of_its_cell(column: int, row: int) -> None:
    scores = np.full(GRID * GRID, -9.0, np.float32)
    scores[row * GRID + column] = 3.0
    (found,) = decode(scores, np.zeros((GRID * GRID, 16), np.float32))
    assert found[1:3].tolist() == [(column + 0.5) * CELL_PX, (row + 0.5) * CELL_PX]
    assert found[5:7].tolist() == found[1:3].tolist()


def test_no_anchor_sees_anything() -> None:
    scores, boxes = np.full(GRID * GRID, -9.0, np.float32), np.zeros((GRID * GRID, 16), np.float32)
    assert merge(decode(scores, boxes)) == []


def test_boxes_on_one_face_become_one_and_another_face_stays() -> None:
    rows = np.zeros((3, 17), np.float32)
    rows[:, :5] = [(0.9, 50, 50, 40, 40), (0.6, 55, 50, 40, 40), (0.7, 150, 50, 30, 30)]
    first, second = merge(rows)
    assert first[0] == pytest.approx(0.9)
    assert first[1] == pytest.approx((0.9 * 50 + 0.6 * 55) / 1.5)
    assert second[1] == pytest.approx(150)
