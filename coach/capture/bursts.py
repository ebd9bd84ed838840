"""Keeps a few pictures in quick succession now and then: only they show whether the camera shakes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from coach.capture.beat import Beat
from coach.capture.still import Upright
from coach.domain.media import Burst

# Six pictures at 10 Hz every six seconds: short stretches of shaking are found better than by twelve pictures
# every twenty seconds (docs/vision.md section 8), for half more decoding.
EVERY_S = 6.0
PICTURES = 6
STEP_S = 0.1
FEWEST = 4  # pictures that still show a movement back and forth

EARLY_S = 0.02  # a picture may be so much early for its step: cameras give 24 to 30 a second
LENGTH_S = (PICTURES - 1) * STEP_S
LATEST_S = LENGTH_S + STEP_S  # after a hole in the stream the scene is another one
LONG_SIDE_PX = 480  # a picture 270 wide: shaking of 0.15 % of the width is 0.4 pixels, tracked to a tenth


class Album:
    """Takes the pictures of one burst out of all pictures shown from `begin_s` on."""

    def __init__(self, begin_s: float, upright: Upright) -> None:
        self.begin_s = begin_s
        self._upright = upright
        self._times_s: list[float] = []
        self._images: list[NDArray[np.uint8]] = []

    def offer(self, frame: VideoFrame, at_s: float) -> None:
        """Keep the picture if its turn has come."""
        due_s = self.begin_s + len(self._times_s) * STEP_S
        if not self.is_over(at_s) and at_s >= max(self.begin_s, due_s - EARLY_S):
            self._times_s.append(at_s)
            self._images.append(self._upright.image(frame))

    def is_over(self, at_s: float) -> bool:
        """Whether a picture shown at `at_s` comes too late for this burst."""
        return len(self._times_s) >= PICTURES or at_s > self.begin_s + LATEST_S

    def bursts(self) -> Iterable[Burst]:
        """The burst, where there are enough pictures of one size."""
        if len(self._times_s) >= FEWEST and len({image.shape for image in self._images}) == 1:
            yield Burst(tuple(self._times_s), np.stack(self._images))


class Bursts:
    """Says when the next burst begins."""

    def __init__(self, rotation: int) -> None:
        self._upright = Upright(rotation, LONG_SIDE_PX, colour=False)
        self._beat = Beat(EVERY_S, STEP_S)

    def begin(self, at_s: float) -> Album | None:
        """A new album if a burst is due with the picture shown at `at_s`."""
        return Album(at_s, self._upright) if self._beat.falls(at_s) else None
