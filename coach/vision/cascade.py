"""Two face finders that fail on different pictures, asked one after the other until one sees a face."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coach.domain.media import FrameSample
from coach.vision.faces import Faces, FindFaces
from coach.vision.yunet import YuNet

QUICK_PX, THOROUGH_PX = 320, 640  # longest side; at 640 faces of 3 % of the picture are found, at 320 of 5 %
# Certainty of a face that only the last look sees. Below 0.5: it is no proof that she is there, and enough
# not to say that nobody is; a person can look.
DOUBTFUL = 0.45


@dataclass(frozen=True, slots=True)
class Cascade:
    """YuNet on a small picture, then `other` (BlazeFace), then YuNet on a large one.

    Each sample is searched by itself, so that its faces never depend on the samples before it.
    """

    quick: YuNet
    other: FindFaces | None

    def __call__(self, sample: FrameSample) -> Faces:
        """The faces of one sample, largest first; doubtful ones where only the last look saw them."""
        found = self.quick.faces(sample.image, QUICK_PX) or (self.other(sample) if self.other else ())
        return found or tuple(
            replace(face, score=min(DOUBTFUL, face.score))
            for face in self.quick.faces(sample.image, THOROUGH_PX)
        )
