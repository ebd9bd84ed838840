"""What is around the product in one take: the room, the seller's own skin and her clothes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coach.vision.colours import FIELDS, Fields, Shares, shares, spread
from coach.vision.faces import Face

ALWAYS = 25  # centile over time: a wall and a shirt are there all the time, held-up goods come and go
HEAD = 2.0  # hair is a third of the head and moves with it
ROOM = 3.0  # a wall of half the picture weighs as much as clothes of one colour
TELLS = 2.0  # a colour is the product's where it has at least this many times more of it than all else
LEAST_PLAIN = 0.5  # share of the product's colours that must be its own; with less nothing can be told
SKIN = 0.03  # share of the face from which a colour is skin
SKIN_TELLS = 1.5  # and how many times more of it the face must have than the room

Box = tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class Scene:
    """Colours of the room, and of face and clothes where the seller was seen; each (FIELDS,)."""

    room: Shares
    skin: Shares
    head: Shares
    clothes: Shares

    def tells(self, product: Shares) -> NDArray[np.bool_]:
        """(FIELDS + 1,): the colours that say "this is the product" here; never those of unseen pixels."""
        others = np.maximum.reduce([ROOM * self.room, HEAD * self.head, self.skin, self.clothes])
        own = (product > TELLS * others) & (product > 1 / FIELDS)
        return np.append(own, False)

    @property
    def hands(self) -> NDArray[np.bool_]:
        """(FIELDS + 1,): the colours of the seller's own face that room and clothes have less of."""
        others = np.maximum(ROOM * self.room, self.clothes)
        own = (self.skin > SKIN) & (self.skin > SKIN_TELLS * others)
        return np.append(own, False)


@dataclass(slots=True)
class SceneSeen:
    """Collects the colours of each sample; small: a few hundred numbers a second."""

    room: list[Shares] = field(default_factory=list)
    skin: list[Shares] = field(default_factory=list)
    head: list[Shares] = field(default_factory=list)
    clothes: list[Shares] = field(default_factory=list)

    def add(self, found: Fields, face: Face | None, scale: float) -> None:
        """Take in one picture; `scale` leads from face pixels to the fields'."""
        self.room.append(_kept(found))
        if face is not None:
            self.skin.append(_kept(found[inner_face(found, face, scale)]))
            self.head.append(_kept(found[head(found, face, scale)]))
            self.clothes.append(_kept(found[clothes(found, face, scale)]))

    def scene(self) -> Scene:
        """What was there most of the time."""
        often = (_usual(self.room, ALWAYS), _usual(self.skin, 50), _usual(self.head, 50))
        return Scene(*often, _usual(self.clothes, ALWAYS))


def _kept(found: Fields) -> Shares:
    return np.asarray(shares(found), np.float16)


def _usual(seen: Sequence[Shares], centile: int) -> Shares:
    if not seen:
        return np.zeros(FIELDS, np.float32)
    return spread_as_is(np.percentile(np.asarray(seen, np.float32), centile, axis=0).astype(np.float32))


def spread_as_is(of: Shares) -> Shares:
    """Smeared like the product's colours, but with its own sum: what is rarely there weighs little."""
    return np.asarray(spread(of) * float(of.sum()), np.float32)


def inner_face(found: Fields, face: Face, scale: float) -> Box:
    """Forehead to mouth without hair and background."""
    center, half = face.center_x_px * scale, 0.3 * face.width_px * scale
    top, height = face.y_px * scale, face.height_px * scale
    return _box(found, (center - half, center + half), (top + 0.25 * height, top + 0.85 * height))


def head(found: Fields, face: Face, scale: float) -> Box:
    """The face with hair and neck: skin here is no hand."""
    center, half = face.center_x_px * scale, 0.65 * face.width_px * scale
    top, height = face.y_px * scale, face.height_px * scale
    return _box(found, (center - half, center + half), (top - 0.2 * height, top + 1.35 * height))


def clothes(found: Fields, face: Face, scale: float) -> Box:
    """Shoulders and chest, as light.py reads them."""
    center, half = face.center_x_px * scale, 1.2 * face.width_px * scale
    chin, height = face.chin_y_px * scale, face.height_px * scale
    return _box(found, (center - half, center + half), (chin + 0.3 * height, chin + 1.8 * height))


def _box(found: Fields, across: tuple[float, float], down: tuple[float, float]) -> Box:
    rows, columns = found.shape
    return _within(down, rows), _within(across, columns)


def _within(stretch: tuple[float, float], size: int) -> slice:
    low, high = (round(min(max(end, 0), size)) for end in stretch)
    return slice(low, high)
