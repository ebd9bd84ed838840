"""Laws of a held head: it does not matter where, how large or how leaning a face is, nor on which side."""

from __future__ import annotations

from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.vision.blazeface import Point
from coach.vision.faces import Face
from coach.vision.pose import Pose, pose

# A face looking straight at the camera: eyes, nose, mouth, ears around the middle of the eyes.
STRAIGHT = ((-30.0, 0.0), (30.0, 0.0), (0.0, 32.0), (0.0, 62.0), (-62.0, 22.0), (62.0, 22.0))
TURNS = st.floats(-25, 25)  # pixels the nose went aside
SIZES = st.floats(0.2, 5)
PLACES = st.tuples(st.floats(-500, 500), st.floats(-500, 500))
LEANS = st.floats(-80, 80)


def face(points: tuple[Point, ...]) -> Face:
    eyes, ears = (points[0], points[1]), (points[4], points[5])
    return Face(0, 0, 100, 140, eyes, 0.9, nose=points[2], mouth=points[3], ears=ears)


def points(aside: float = 0.0, up: float = 0.0, size: float = 1.0, lean: float = 0.0) -> tuple[Point, ...]:
    """The straight face with the nose gone aside and the ears gone up, then enlarged and leant."""
    moved = list(STRAIGHT)
    moved[2] = (aside, 32.0)
    moved[4], moved[5] = (-62.0, 22.0 - up), (62.0, 22.0 - up)
    c, s = size * cos(radians(lean)), size * sin(radians(lean))
    return tuple((c * x - s * y, s * x + c * y) for x, y in moved)


def held(face: Face) -> Pose:
    found = pose(face)
    assert found is not None
    return found


def same(one: Pose, other: Pose) -> bool:
    return (one.turn, one.eye_turn, one.ears_below) == pytest.approx(
        (other.turn, other.eye_turn, other.ears_below), abs=1e-6
    )


@given(TURNS, SIZES, PLACES, LEANS)
def test_place_size_and_lean_change_nothing_else(
    aside: float, size: float, place: Point, lean: float
) -> None:
    moved = tuple((x + place[0], y + place[1]) for x, y in points(aside, 0, size, lean))
    assert same(held(face(moved)), held(face(points(aside))))
    assert held(face(moved)).lean_deg == pytest.approx(lean, abs=1e-6)


@given(TURNS, LEANS)
def test_a_mirror_turns_it_to_the_other_side(aside: float, lean: float) -> None:
    seen = points(aside, 0, 1, lean)
    mirrored = tuple((-seen[i][0], seen[i][1]) for i in (1, 0, 2, 3, 5, 4))
    assert held(face(mirrored)).turn == pytest.approx(-held(face(seen)).turn, abs=1e-6)
    assert held(face(mirrored)).lean_deg == pytest.approx(-lean, abs=1e-6)


@given(TURNS, TURNS)
def test_the_further_the_nose_the_larger_the_turn(one: float, other: float) -> None:
    low, high = (held(face(points(aside))) for aside in sorted((one, other)))
    assert low.turn <= high.turn
    assert low.eye_turn <= high.eye_turn


def test_a_bowed_head_has_its_ears_higher() -> None:
    below = [held(face(points(up=up))).ears_below for up in (0, 10, 25, 40)]
    assert below == sorted(below, key=lambda b: -(b or 0))
    assert below[0] == pytest.approx(22 / 62)


def test_without_ears_the_eyes_tell_the_turn() -> None:
    seen = points(12)
    eyes_only = Face(0, 0, 100, 140, (seen[0], seen[1]), 0.9, nose=seen[2], mouth=seen[3])
    found = held(eyes_only)
    assert found.turn == found.eye_turn == pytest.approx(held(face(seen)).eye_turn)
    assert found.ears_below is None


def test_without_nose_or_points_that_fall_together_nothing_breaks() -> None:
    assert pose(Face(0, 0, 100, 140, ((0, 0), (9, 0)), 0.9)) is None
    flat = held(face(((5.0, 5.0),) * 6))
    assert (flat.turn, flat.eye_turn, flat.ears_below) == (0, 0, 0)
