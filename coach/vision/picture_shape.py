"""Is the picture upright, and as tall as a phone shows it? A picture on its side is seen by its faces."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.domain.evidence import Finding, Observation
from coach.domain.media import FrameSample, Recording, Span, Take
from coach.vision.check import GOOD, Bands
from coach.vision.faces import Faces, FindFaces
from coach.vision.pose import lean_deg
from coach.vision.take_check import graded, take_check

# Height over width. A phone shows 16:9 upright; 4:3 is nearly as good; broader pictures become small on it. A
# computer's camera cannot do otherwise, so a broad picture costs two levels, not more. Judgement.
SHAPE = Bands((1.6, inf), (1.2, inf), (0.0, inf), (0.0, inf))

LOOKED_AT = 20  # pictures at the start; a phone that lies on its side does so from the start
STRANGE_SHARE = 0.8  # of them without a face that is upright before any is turned
TRIED = 5  # of those: three more face searches each
AGREE = 3  # that must show a face the same way round
UPRIGHT_DEG = 25.0  # eye lines of pictures turned back; 75 % of faces are found unturned, leaning by 45-76
STRANGE_DEG = 40.0
BETTER = (
    0.15  # score of the turned face over that of the unturned one; turned back 0.64-0.93, on its side to 0.6
)


class Turn(NamedTuple):
    """A picture that was turned by `quarters` to the left shows a face of that score."""

    quarters: int
    score: float


@take_check("picture_shape", version="1", measures={"picture_shape": "level", "sideways": ""})
class PictureShape:
    """0 for pictures on their side or head, else by how tall the picture is."""

    def __init__(self, take: Take, find: FindFaces) -> None:
        self._recording = take.recording
        self._find = find
        self._looked = 0
        self._strange = 0
        self._kept: list[tuple[FrameSample, float]] = []

    def ended(self, recording: Recording) -> None:
        self._recording = recording

    def see(self, sample: FrameSample, faces: Faces) -> None:
        """Keep a few of the first pictures in which nobody stands upright."""
        if self._looked >= LOOKED_AT:
            return
        self._looked += 1
        if not faces or abs(lean_deg(faces[0])) > STRANGE_DEG:
            self._strange += 1
            if len(self._kept) < TRIED:
                self._kept.append((sample, faces[0].score if faces else 0.0))

    def finish(self) -> Iterable[Finding]:
        whole, turned = Span(0.0, self._recording.duration_s), self._is_turned()
        grade = 0 if turned else SHAPE.grade(tallness(self._recording))
        yield from graded("picture_shape", grade, whole, _advice(turned, grade))
        yield Observation("sideways", whole, float(turned), "")

    def _is_turned(self) -> bool:
        """Whether faces stand upright only when the pictures are turned, and all the same way."""
        if self._strange < STRANGE_SHARE * self._looked:
            return False
        ways = [best_turn(sample, score, self._find) for sample, score in self._kept]
        agreeing = [ways.count(quarters) for quarters in (1, 2, 3)]
        return max(agreeing) >= AGREE and max(agreeing) > len(ways) / 2


def tallness(recording: Recording) -> float:
    """Height over width of the upright picture."""
    return (recording.height_px or 0) / max(1, recording.width_px or 0)


def best_turn(sample: FrameSample, score: float, find: FindFaces) -> int:
    """Quarter turns to the left (1-3) that show an upright face much better than `score`; 0 if none does."""
    tries = [Turn(k, _upright_score(find(_turned(sample, k)))) for k in (1, 2, 3)]
    best = max(tries, key=lambda turn: turn.score)
    return best.quarters if best.score >= score + BETTER else 0


def _turned(sample: FrameSample, quarters: int) -> FrameSample:
    image: NDArray[np.uint8] = np.ascontiguousarray(np.rot90(sample.image, quarters))
    return FrameSample(sample.at_s, image)


def _upright_score(faces: Faces) -> float:
    return max((face.score for face in faces if abs(lean_deg(face)) < UPRIGHT_DEG), default=0.0)


def _advice(turned: bool, grade: int) -> str:
    if turned:
        return "advice.picture_shape.turn_upright"
    return "advice.picture_shape.stand_phone_up" if grade < GOOD else ""
