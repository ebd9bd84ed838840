"""Goods are found in a hand or where they move, on every skin; what cannot be told is never called absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.vision.goods import goods
from coach.vision.product import CLOSEUP_S, Glimpses, Seen, closeups, look, vouched
from tests.vision.shop import GREEN, ORANGE, SKINS, Colour, Shop, photo, seconds

PLACES = ((60, 200), (120, 210), (70, 230), (110, 190))


@pytest.fixture(scope="module")
def orange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return photo(tmp_path_factory.mktemp("photo") / "orange.png")


def watched(shops: list[Shop], shown: Path) -> list[Seen]:
    glimpses, product = Glimpses(), goods([shown])
    for sample, faces in seconds(shops):
        glimpses.add(sample.at_s, sample.image, faces, None)
    return look(glimpses, product.colours, product.reason)


def held(count: int = 16, **how: object) -> list[Shop]:
    """Goods in every second stretch of four seconds, each time elsewhere."""
    there = [PLACES[at % len(PLACES)] if at // 4 % 2 else None for at in range(count)]
    return [Shop(goods_at=place, **how) for place in there]  # type: ignore[arg-type]


@pytest.mark.parametrize("skin", SKINS)
def test_goods_in_a_hand_are_found_whatever_the_skin(skin: Colour, orange: Path) -> None:
    seen = watched(held(skin=skin), orange)
    assert [one.level for one in seen] == [3 if at // 4 % 2 else 0 for at in range(16)]
    assert all(one.certainty >= 0.75 for one in seen)
    area = 3.1416 * 18**2 / (180 * 320)
    assert all(one.share == pytest.approx(area, rel=0.35) for one in seen if one.level == 3)


def test_goods_that_move_without_a_hand_are_seen_and_goods_that_stand_are_only_a_hint(orange: Path) -> None:
    moving = watched(held(hand=False), orange)
    assert {one.level for at, one in enumerate(moving) if at // 4 % 2} == {2}
    standing = watched([Shop(goods_at=(30, 60), hand=False) for _ in range(16)], orange)
    assert {one.level for one in standing} == {1}
    assert {(one.share, one.reason) for one in standing} == {(0, "vision.product_still")}


def test_other_goods_are_not_the_product(orange: Path) -> None:
    assert {one.level for one in watched(held(goods=GREEN), orange)} == {0}


@pytest.mark.parametrize("around", ["shirt", "wall"])
def test_goods_like_the_clothes_or_the_wall_cannot_be_judged(around: str, orange: Path) -> None:
    for one in watched(held(16, **{around: ORANGE}), orange):
        assert (one.certainty, one.reason) == (0, "vision.product_like_scene")


def test_goods_like_her_own_skin_cannot_be_judged(tmp_path: Path) -> None:
    bamboo = photo(tmp_path / "bamboo.png", goods=SKINS[2])
    seen = watched(held(skin=SKINS[2], goods=SKINS[2]), bamboo)
    assert {one.reason for one in seen} == {"vision.product_like_scene"}


def test_a_dark_picture_says_nothing(orange: Path) -> None:
    dark = [Shop(goods_at=PLACES[0], light=0.1, face=False) for _ in range(3)]
    seen = watched([*held(), *dark], orange)
    assert {one.reason for one in seen[-3:]} == {"vision.too_dark"}
    assert {one.certainty for one in seen[-3:]} == {0}


def test_half_the_light_changes_nothing(orange: Path) -> None:
    assert [o.level for o in watched(held(light=0.55), orange)] == [o.level for o in watched(held(), orange)]


NEAR = Seen(3, 0.3, 0.9, 0.3)
SMALL = Seen(3, 0.05, 0.9, 0.05)


def spans(count: int) -> list[tuple[float, float]]:
    return [(float(at), at + 1.0) for at in range(count)]


def test_a_closeup_is_large_goods_while_the_face_is_briefly_gone() -> None:
    faces = [True, False, False, True, False]
    seen = [NEAR, NEAR, SMALL, NEAR, NEAR]
    assert closeups(seen, faces, spans(5)) == [False, True, False, False, True]


@given(st.integers(1, 40))
def test_a_seller_who_stays_away_is_not_excused(away_s: int) -> None:
    faces = [True, *[False] * away_s, True]
    close = closeups([NEAR] * len(faces), faces, spans(len(faces)))
    assert sum(close) == (away_s if away_s <= CLOSEUP_S else 0)


@given(st.lists(st.one_of(st.none(), st.just(0.0), st.floats(0.02, 1.0)), max_size=12))
def test_a_label_is_vouched_for_only_between_two_finds(printed: list[float | None]) -> None:
    shares = vouched(printed)
    assert len(shares) == len(printed)
    for at, share in enumerate(shares):
        before = next((one for one in reversed(printed[: at + 1]) if one is not None), 0.0)
        after = next((one for one in printed[at:] if one is not None), 0.0)
        assert share == min(before, after)
