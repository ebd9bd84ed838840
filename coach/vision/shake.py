"""Shake: does the camera stand still, or does a hand hold it?"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

import numpy as np

from coach.domain.media import Burst
from coach.vision.check import GOOD, Bands, Reading
from coach.vision.picture import black
from coach.vision.tracks import Paths, size, zone_paths

NAME, VERSION = "shake", "1"
MEASURES = {NAME: "level", "shake_size": "% of width"}  # unit by name, the grade first
# Movement back and forth, root mean square in percent of the width: tripods 0.00-0.07, made shake of 0.2,
# 0.5, 1 and 2 % gives 0.22, 0.56, 1.2 and 2.3 (docs/vision.md section 8).
BANDS = Bands((-inf, 0.15), (-inf, 0.3), (-inf, 0.6), (-inf, 1.2))

ZONES = 3  # border zones that must agree: one or two may be somebody passing by, or goods held up
# Zones agree when their paths differ by no more than this, % of width, or this share of the movement: turning
# about the line of sight moves zones differently.
AGREE = 0.08
AGREE_SHARE = 0.35
# Share of the square that the bands' own high-pass left of movement without any order.
KEPT = 0.75


def shake(burst: Burst) -> Reading:
    """Grade of the smallest movement on which enough of the background agrees.

    Three zones that stand still are enough to call a camera steady: nothing stands still before a shaking
    one. A fault needs most of the zones: goods held close may fill the others.
    """
    if black(burst.images[0]):
        return Reading(reason="vision.black")
    width_px = burst.images.shape[2]
    moves = [jitter(path) * 100 / width_px for path in zone_paths(burst)]
    if len(moves) < ZONES:
        return Reading(reason="vision.nothing_to_follow")
    still = _smallest(moves, ZONES)
    if BANDS.grade(still) >= GOOD:
        return _reading(still)
    moved = _smallest(moves, max(ZONES, len(moves) // 2 + 1))
    return Reading(reason="vision.background_unclear") if moved == inf else _reading(moved)


def jitter(path: Paths) -> Paths:
    """What is left (n, 2) of a path when an even movement, as in a slow pan, is taken away.

    Enlarged by what taking it away costs movement without any order, so that bursts of all lengths agree.
    """
    times = np.arange(len(path), dtype=np.float64)
    even = np.vander(times, 2)
    rest = path - even @ np.linalg.lstsq(even, path, rcond=None)[0]
    return np.asarray(rest * np.sqrt(KEPT * len(path) / (len(path) - 2)), np.float32)


def _smallest(moves: list[Paths], least: int) -> float:
    """Size of the smallest movement common to at least so many zones; infinite where none is."""
    return min((size(np.mean(alike, axis=0)) for alike in _alike(moves) if len(alike) >= least), default=inf)


def _alike(moves: list[Paths]) -> Iterator[list[Paths]]:
    """For each zone the movements of all zones that move as it does, its own included."""
    for move in moves:
        limit = max(AGREE, AGREE_SHARE * size(move))
        yield [other for other in moves if size(other - move) <= limit]


def _reading(shake_size: float) -> Reading:
    grade = BANDS.grade(shake_size)
    return Reading({"shake_size": shake_size}, grade, "advice.shake.stand" if grade < GOOD else "")
