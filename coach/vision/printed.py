"""A printed label is found again by its letters and drawings, where colours say too little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.vision.picture import Luma

POINTS = 300  # strongest points of a photo or a picture; more cost time and match by accident
LEAST_POINTS = 150  # of a photo, for something printed: a plain fruit or a plush toy has fewer
UNLIKE = 0.75  # a match counts when the second best is so much worse (D. Lowe, 2004: 0.8)
SURE = 25  # points that agree on one place: none by accident in 112 pictures without the product
CLOSE_PX = 5.0  # how far a point may lie from where the place says
FLATTEST = 0.02  # least area of the place as a share of the picture: a line of points is no label


@dataclass(frozen=True, slots=True)
class Label:
    """Points of a photo: places (n, 2) in pixels and what each looks like (n, 128)."""

    places: NDArray[np.float32]
    looks: NDArray[np.float32]


def label(luma: Luma) -> Label | None:
    """The points of a photo (height, width); None where there are too few for a printed thing."""
    found = _points(luma)
    return found if len(found.places) >= LEAST_POINTS else None


def printed_share(luma: Luma, labels: Sequence[Label]) -> float:
    """The share of a picture (height, width) that a label surely fills; 0 where none was found again."""
    if not labels:
        return 0.0
    seen = _points(luma)
    return max((_share(one, seen, luma.size) for one in labels), default=0.0)


def _points(luma: Luma) -> Label:
    points, looks = _finder().detectAndCompute(luma, None)
    places = np.asarray([point.pt for point in points], np.float32).reshape(-1, 2)
    return Label(places, np.zeros((0, 128), np.float32) if looks is None else np.asarray(looks, np.float32))


def _share(photo: Label, seen: Label, size_px: int) -> float:
    if min(len(photo.places), len(seen.places)) < SURE:
        return 0.0
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(photo.looks, seen.looks, k=2)
    good = [best for best, second in pairs if best.distance < UNLIKE * second.distance]
    if len(good) < SURE:
        return 0.0
    there = photo.places[[one.queryIdx for one in good]]
    here = seen.places[[one.trainIdx for one in good]]
    _, agree = cv2.findHomography(there, here, cv2.RANSAC, CLOSE_PX)
    if agree is None or int(agree.sum()) < SURE:
        return 0.0
    hull = cv2.convexHull(here[agree.ravel() > 0])
    share = float(cv2.contourArea(hull)) / size_px
    return share if share >= FLATTEST else 0.0


@cache
def _finder() -> cv2.SIFT:
    return cv2.SIFT.create(nfeatures=POINTS)
