"""How many people are in the picture: only so that the learner knows whose face was judged, never a mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from coach.domain.evidence import Finding, Observation
from coach.domain.media import FrameSample, Notice, Recording, Span, Take
from coach.vision.faces import Faces, FindFaces
from coach.vision.take_check import take_check

# Judgement: a face less than this share as high as the largest stands well behind the seller, or hangs there
# as a picture. Of two people side by side in real clips the smaller face has 0.8-1.0.
NEAR_HER = 0.45
SURE = 0.6  # the finder's score; single wrong boxes have less
WORTH_TELLING = 0.2  # of the pictures; somebody who walks past once is nobody's business
FEWEST = 3  # pictures

Counted = tuple[float, int]  # when (s), how many people


@take_check("people", version="1", measures={"people": ""})
class People:
    """Counts those who are as near as the seller. She is taken to be the one nearest to the camera."""

    def __init__(self, take: Take, find: FindFaces) -> None:
        self._length_s = take.recording.duration_s
        self._counted: list[Counted] = []

    def ended(self, recording: Recording) -> None:
        self._length_s = recording.duration_s

    def see(self, sample: FrameSample, faces: Faces) -> None:
        self._counted.append((sample.at_s, count(faces)))

    def finish(self) -> Iterable[Finding]:
        """One observation a stretch with the same number of people; a notice when it often was not one."""
        yield from self._stretches()
        together = sum(number > 1 for _, number in self._counted)
        if together >= max(FEWEST, WORTH_TELLING * len(self._counted)):
            yield Notice("vision.two_people")

    def _stretches(self) -> Iterator[Observation]:
        runs = [(number, [at_s for at_s, _ in run]) for number, run in groupby(self._counted, lambda c: c[1])]
        ends_s = [starts_s[0] for _, starts_s in runs[1:]]
        ends_s.append(max(self._length_s, self._counted[-1][0]))
        for (number, starts_s), end_s in zip(runs, ends_s, strict=True):
            span = Span(starts_s[0], end_s)
            yield Observation("people", span, float(number), "", moment_s=starts_s[len(starts_s) // 2])


def count(faces: Faces) -> int:
    """The seller and whoever is about as near; 0 without a face."""
    if not faces:
        return 0
    near_px = NEAR_HER * faces[0].height_px
    return 1 + sum(face.height_px >= near_px and face.score >= SURE for face in faces[1:])
