"""Is the product in view? Found by the colours and the label of the seller's own photos, in her own scene."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.vision.colours import Fields, Shares, fields
from coach.vision.faces import Face, Faces
from coach.vision.patches import HAND, Mask, Surroundings, level, patches, tidy
from coach.vision.picture import blinded, small, small_luma
from coach.vision.scene import LEAST_PLAIN, Scene, SceneSeen, head

PHOTO_LOOK_PX = 400  # longest side at which a printed label is looked for
PICTURE_PX = 128  # longest side; the least patch is then 46 pixels, a fist at arm's length about 150
CLOSEUP = 0.15  # share of the picture
CLOSEUP_S = 15.0  # longer without a face is no close-up any more, the seller has gone
STEADY_PX = (
    1.5  # at PICTURE_PX: how far the whole picture may shift from sample to sample; people alone 0.1-1.3
)
TELLING = 0.1  # below it the two pictures say nothing of a shift (0-1, as OpenCV gives it)
STEADY = 0.5  # share of the samples that stand so still in a take whose camera stands
ENOUGH = 6  # samples from which "most of the take" means something
IN_HAND, MOVING, HINT, NOTHING = 3, 2, 1, 0
CERTAIN = {IN_HAND: 0.9, MOVING: 0.75, HINT: 0.6, NOTHING: 0.8}  # docs/vision.md section 4


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is kept of one picture until the whole take is known: about 3 kB."""

    at_s: float
    packed: bytes  # its colour fields, compressed
    shape: tuple[int, int]
    face: Face | None
    scale: float  # from face pixels to the fields'
    hidden: str  # message id where the picture is too dark or too bright
    printed: float | None = None  # share that a label fills; None where no label was looked for

    @property
    def found(self) -> Fields:
        return np.frombuffer(zlib.decompress(self.packed), np.uint8).reshape(self.shape)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one picture shows of the product: a level 0-3, the share it fills, how sure that is."""

    level: int
    share: float
    certainty: float
    patch: float  # share of the largest patch of its colours, whatever its level
    reason: str = ""  # message id where nothing can be said


@dataclass(slots=True)
class Glimpses:
    """Collects glimpses of a take, picture by picture."""

    seen: list[Glimpse] = field(default_factory=list)
    colours: SceneSeen = field(default_factory=SceneSeen)
    steady: list[bool] = field(default_factory=list)
    _last: NDArray[np.float32] | None = None

    def add(self, at_s: float, image: NDArray[np.uint8], faces: Faces, printed: float | None) -> None:
        """Keep what is needed of one picture (height, width, 3) BGR."""
        little = small(image, PICTURE_PX)
        found, face = fields(little), faces[0] if faces else None
        scale = little.shape[1] / image.shape[1]
        hidden = "" if faces else blinded(small_luma(little))
        if not hidden:
            self.colours.add(found, face, scale)
        self._watch_camera(small_luma(little).astype(np.float32))
        packed = zlib.compress(found.tobytes(), 1)
        self.seen.append(Glimpse(at_s, packed, found.shape, face, scale, hidden, printed))

    def _watch_camera(self, luma: NDArray[np.float32]) -> None:
        if self._last is not None and self._last.shape == luma.shape:
            window = cv2.createHanningWindow((luma.shape[1], luma.shape[0]), cv2.CV_32F)
            (across, down), sure = cv2.phaseCorrelate(self._last, luma, window)
            self.steady.append(sure < TELLING or max(abs(across), abs(down)) <= STEADY_PX)
        self._last = luma

    @property
    def camera_stands(self) -> bool:
        return bool(self.steady) and sum(self.steady) >= STEADY * len(self.steady)


def look(glimpses: Glimpses, colours: Shares | None, reason: str) -> list[Seen]:
    """What each picture shows; `reason` says why there are no `colours` to look for."""
    scene = glimpses.colours.scene()
    own = None if colours is None else scene.tells(colours)
    if colours is not None and own is not None and float(colours[own[:-1]].sum()) < LEAST_PLAIN:
        own, reason = None, "vision.product_like_scene"
    printed = vouched([one.printed for one in glimpses.seen])
    if own is None:
        by_colour = [Seen(NOTHING, 0.0, 0.0, 0.0, reason)] * len(glimpses.seen)
    else:
        by_colour = list(_by_colour(glimpses, own, scene))
    pairs = zip(by_colour, printed, glimpses.seen, strict=True)
    return [_with_label(seen, share, one) for seen, share, one in pairs]


def _with_label(seen: Seen, printed: float, glimpse: Glimpse) -> Seen:
    if printed and seen.level < IN_HAND:
        return Seen(IN_HAND, max(printed, seen.share), CERTAIN[IN_HAND], max(printed, seen.patch))
    if glimpse.hidden:
        return Seen(NOTHING, 0.0, 0.0, 0.0, glimpse.hidden)
    return seen


def vouched(printed: Sequence[float | None]) -> list[float]:
    """Label shares for every picture: those between two looks that found it take the smaller of both."""
    looks = [(at, share) for at, share in enumerate(printed) if share is not None]
    shares = [share or 0.0 for share in printed]
    for (first, before), (second, after) in pairwise(looks):
        shares[first + 1 : second] = [min(before, after)] * (second - first - 1)
    return shares


def _by_colour(glimpses: Glimpses, own: NDArray[np.bool_], scene: Scene) -> Iterator[Seen]:
    masks = [tidy(np.asarray(own[one.found], np.uint8)) for one in glimpses.seen]
    usual = _usual(masks) if glimpses.camera_stands else None
    hands = scene.hands
    for at, glimpse in enumerate(glimpses.seen):
        beside = [
            o for o in (*masks[max(0, at - 1) : at], *masks[at + 1 : at + 2]) if o.shape == masks[at].shape
        ]
        skin, least_px = _hands(glimpse, hands)
        around = Surroundings(skin, least_px, beside, usual)
        graded = [(level(one, around), one.share) for one in patches(masks[at])]
        yield _seen(graded)


def _seen(graded: Sequence[tuple[int, float]]) -> Seen:
    best = max((grade for grade, _ in graded), default=NOTHING)
    largest = max((share for _, share in graded), default=0.0)
    share = sum(share for grade, share in graded if grade >= MOVING)
    return Seen(best, share, CERTAIN[best], largest, "vision.product_still" if best == HINT else "")


def _usual(masks: Sequence[Mask]) -> NDArray[np.float32] | None:
    """For which share of the take each pixel has the product's colours; None where that says little."""
    if len(masks) < ENOUGH or any(one.shape != masks[0].shape for one in masks):
        return None
    total = np.zeros(masks[0].shape, np.float32)
    for mask in masks:
        total += mask
    return np.asarray(total / len(masks), np.float32)


def _hands(glimpse: Glimpse, hands: NDArray[np.bool_]) -> tuple[Mask, float]:
    """Skin outside the seller's head, and how much of it makes a hand."""
    found = glimpse.found
    skin = np.asarray(hands[found], np.uint8)
    if glimpse.face is None:
        return skin, 0.0
    skin[head(found, glimpse.face, glimpse.scale)] = 0
    return skin, HAND * glimpse.face.area_px * glimpse.scale**2


def closeups(
    seen: Sequence[Seen], faces: Sequence[bool], ends_s: Sequence[tuple[float, float]]
) -> list[bool]:
    """Whether each picture is a close-up: the product fills much of it, the face is briefly gone."""
    found = [False] * len(seen)
    for first, last in _runs(faces):
        if ends_s[last][1] - ends_s[first][0] <= CLOSEUP_S:
            for at in range(first, last + 1):
                found[at] = seen[at].level >= MOVING and seen[at].patch >= CLOSEUP
    return found


def _runs(faces: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """First and last place of each stretch of pictures without a face."""
    first: int | None = None
    last = -1
    for at, face in enumerate(faces):
        last = at
        if face and first is not None:
            yield first, at - 1
            first = None
        elif not face and first is None:
            first = at
    if first is not None:
        yield first, last
