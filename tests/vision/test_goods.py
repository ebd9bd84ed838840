"""What a photo says of goods; a photo that says nothing gives its reason."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.vision.colours import FIELDS, UNSEEN, fields, saturation, shares, spread
from coach.vision.goods import goods
from coach.vision.printed import label, printed_share
from tests.vision.shop import GREEN, ORANGE, Colour, photo

BYTE = st.integers(0, 255)


@given(st.lists(st.tuples(BYTE, BYTE, BYTE), min_size=1, max_size=30))
def test_shares_of_colours_sum_to_one_or_to_none(pixels: list[Colour]) -> None:
    found = fields(np.array([pixels], np.uint8))
    told = shares(found)
    assert told.shape == (FIELDS,)
    assert float(told.sum()) == pytest.approx(1.0 if (found != UNSEEN).any() else 0.0, abs=1e-5)
    assert float(spread(told).sum()) == pytest.approx(float(told.sum()), abs=1e-4)
    assert 0 <= saturation(told) <= 1.1


def test_a_colour_stays_the_same_in_less_light() -> None:
    for colour in (ORANGE, GREEN):
        lit = np.full((4, 4, 3), colour, np.uint8)
        dim = (lit * 0.5).astype(np.uint8)
        assert abs(int(fields(lit)[0, 0]) - int(fields(dim)[0, 0])) in (0, 1, 15, 16)


def test_the_table_is_not_the_product(tmp_path: Path) -> None:
    on_wood = goods([photo(tmp_path / "a.png", table=(60, 110, 160))]).colours
    on_grey = goods([photo(tmp_path / "b.png")]).colours
    assert on_wood is not None
    assert on_grey is not None
    assert np.abs(on_wood - on_grey).sum() < 0.2


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"goods": (235, 238, 240)}, "vision.photo_grey"),
        ({"goods": (150, 165, 170)}, "vision.photo_grey"),
        ({"blur": 9.0}, "vision.photo_blurred"),
        ({"goods": (10, 20, 35), "table": (5, 5, 5)}, "vision.photo_dark"),
    ],
)
def test_a_poor_photo_says_why(how: dict[str, object], reason: str, tmp_path: Path) -> None:
    poor = photo(tmp_path / "poor.png", **how)  # type: ignore[arg-type]
    assert goods([poor]).reason == reason
    good = photo(tmp_path / "good.png")
    both = goods([poor, good])
    assert both.colours is not None
    assert both.reason == ""


def test_no_photo_and_no_picture(tmp_path: Path) -> None:
    assert goods([]).reason == "vision.no_photo"
    text = tmp_path / "text.jpg"
    text.write_text("na")
    assert goods([text]).reason == "vision.photo_unreadable"
    assert goods([tmp_path / "gone.jpg"]).reason == "vision.photo_unreadable"


def test_a_printed_label_is_found_again_and_a_plain_wall_is_not_it() -> None:
    chance = np.random.default_rng(5)
    packet = np.full((360, 300), 230, np.uint8)
    for at, line in enumerate(("TRA SHAN", "TUYET", "Ha Giang", "500 gram", "HSD 2027")):
        cv2.putText(packet, line, (12, 60 + 62 * at), cv2.FONT_HERSHEY_DUPLEX, 1.4, 30, 2)
    for x, y in chance.integers(0, 300, (30, 2)):
        cv2.circle(packet, (int(x), int(y)), int(chance.integers(3, 12)), int(chance.integers(0, 160)), 2)
    shown = label(packet)
    assert shown is not None
    wall = cv2.GaussianBlur(chance.integers(90, 160, (400, 240)).astype(np.uint8), (0, 0), 3)
    scene = np.asarray(wall, np.uint8)
    assert printed_share(scene, [shown]) == 0
    scene[100:316, 30:210] = cv2.resize(packet, (180, 216), interpolation=cv2.INTER_AREA)
    assert 0.15 < printed_share(scene, [shown]) < 0.45
