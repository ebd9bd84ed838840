"""Patches of the product's colours: how large they are, whether they move, whether a hand holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]  # (height, width): 1 where something is, else 0

LEAST = 0.005  # share of the picture below which a patch is a speck: half a fist at arm's length
LARGE = 0.012  # share from which a patch that moves is the product without a hand beside it
NEAR_PX = 3  # at 128 pixels: how far a hand may be from what it holds; a finger is about as wide
HAND = 0.04  # of the face's area: so much skin beside a patch is a hand that holds it
FEWEST_PX = 6
ALWAYS_THERE = 0.2  # a patch whose pixels are the product's for all but this share of the take stands still
COMES = 0.35  # one whose pixels are not the product's for this share of the take has come from elsewhere
CHANGED = 0.25  # share of a patch that was not there a sample before or after
UNCHANGED = 0.1

_CLOSING = np.ones((5, 5), np.uint8)
_OPENING = np.ones((3, 3), np.uint8)
_NEAR = np.ones((2 * NEAR_PX + 1, 2 * NEAR_PX + 1), np.uint8)


@dataclass(frozen=True, slots=True)
class Patch:
    """One patch of the product's colours: its pixels and its share of the picture."""

    mask: Mask
    share: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a patch is compared with: skin outside the head, the pictures beside, and all of the take.

    `least_hand_px`: so many skin pixels are a hand. `usual` (height, width): for which share of the take each
    pixel was the product's; None where the take is too short or the camera wanders.
    """

    skin: Mask
    least_hand_px: float
    beside: Sequence[Mask]
    usual: NDArray[np.float32] | None


def tidy(mask: Mask) -> Mask:
    """Without specks, and without the holes that shine and shade leave."""
    return np.asarray(
        cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_OPEN, _OPENING), cv2.MORPH_CLOSE, _CLOSING),
        np.uint8,
    )


def patches(mask: Mask) -> Iterator[Patch]:
    """The patches that are large enough to be goods, each by itself."""
    count, numbered, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for number in range(1, count):
        share = float(stats[number, cv2.CC_STAT_AREA]) / mask.size
        if share >= LEAST:
            yield Patch(np.asarray(numbered == number, np.uint8), share)


def level(patch: Patch, around: Surroundings) -> int:
    """3 in a hand, 2 large and moving, 1 only perhaps the product."""
    moved = changed(patch, around.beside)
    away = _away(patch, around.usual)
    if away < ALWAYS_THERE and moved < UNCHANGED:
        return 1  # part of the room, even where a hand passes before it
    if touches(patch, around.skin, around.least_hand_px):
        return 3
    moves = around.usual is not None and max(away / COMES, moved / CHANGED) >= 1
    return 2 if moves and patch.share >= LARGE else 1


def touches(patch: Patch, skin: Mask, least_px: float) -> bool:
    """Whether enough skin lies right beside the patch."""
    near = np.asarray(cv2.dilate(patch.mask, _NEAR), np.uint8)
    return int(np.count_nonzero(near & skin & (1 - patch.mask))) >= max(FEWEST_PX, least_px)


def changed(patch: Patch, beside: Sequence[Mask]) -> float:
    """The largest share of the patch that was not there a sample before or after; 0 without either."""
    here = patch.mask > 0
    return max((1 - float(other[here].mean()) for other in beside), default=0.0)


def _away(patch: Patch, usual: NDArray[np.float32] | None) -> float:
    """For which share of the take its pixels were something else; unknown counts as come and gone."""
    return 1.0 if usual is None else 1 - float(usual[patch.mask > 0].mean())
