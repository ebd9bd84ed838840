"""Laws of grades, and of the list of checks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import FrameSample
from coach.vision.check import Bands, Reading, check, checks
from coach.vision.faces import Faces

BANDS = Bands((0.4, 0.6), (0.3, 0.7), (0.2, 0.8), (0.1, 0.9))


@given(st.floats(-2, 3), st.floats(0, 1))
def test_nearer_to_the_best_is_never_a_lower_grade(value: float, share: float) -> None:
    nearer = 0.5 + (value - 0.5) * share
    assert 0 <= BANDS.grade(value) <= BANDS.grade(nearer) <= 4


@pytest.mark.parametrize(("value", "grade"), [(0.6, 4), (0.7, 3), (0.8, 2), (0.9, 1), (0.91, 0)])
def test_ends_of_a_band_belong_to_it(value: float, grade: int) -> None:
    assert BANDS.grade(value) == grade


def test_a_band_that_does_not_hold_the_better_one_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="each band holds"):
        Bands((0.4, 0.6), (0.45, 0.7), (0.2, 0.8), (0.1, 0.9))


def test_a_reading_without_grade_or_below_good_says_why() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        Reading()
    with pytest.raises(ValueError, match="advice goes with"):
        Reading(grade=2)
    with pytest.raises(ValueError, match="advice goes with"):
        Reading(grade=3, advice="advice.light.more")


def test_every_check_is_found_without_being_listed() -> None:
    found = {check.name: check for check in checks()}
    assert set(found) >= {"framing", "light", "sharpness", "picture_alive", "looks_at_camera", "even_light"}
    assert set(found) >= {"tilt", "background"}
    assert found["framing"].measures == {
        "framing": "level", "face_in_frame": "", "face_height": "", "face_center_x": "", "eye_line": "",
        "headroom": "",
    }  # fmt: skip
    assert found["light"].measures == {
        "light": "level", "face_luma": "luma", "backlight": "EV", "clipped_share": ""
    }  # fmt: skip
    assert found["sharpness"].measures == {"sharpness": "level", "blur": "", "face_blur": ""}
    assert found["picture_alive"].measures == {"picture_alive": "level", "frozen": "", "black": ""}


def test_a_name_is_given_once() -> None:
    checks()
    with pytest.raises(ValueError, match="already is a check called framing"):

        @check("framing", version="9", units={}, bands={})
        def again(sample: FrameSample, faces: Faces) -> Reading:
            return Reading(reason="vision.no_face")
