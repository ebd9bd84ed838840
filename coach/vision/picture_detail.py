"""Does the recording hold enough detail? Its size and how many pictures a second, as the file says it."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from coach.domain.evidence import Finding, NotObserved, Observation
from coach.domain.media import FrameSample, Recording, Span, Take
from coach.vision.check import GOOD, Bands
from coach.vision.faces import Faces, FindFaces
from coach.vision.take_check import graded, take_check

# Judgement: no platform that could be read publishes figures (docs/vision.md section 11.4).
SHORT_SIDE_PX = Bands((720, inf), (540, inf), (480, inf), (360, inf))
RATE_HZ = Bands((24, inf), (20, inf), (15, inf), (10, inf))
SLACK_HZ = 0.5  # phones write 23.976 for 24, and the usual gap between pictures is rounded to milliseconds


@take_check(
    "picture_detail",
    version="1",
    measures={"picture_detail": "level", "short_side": "px", "picture_rate": "Hz"},
    needs_faces=False,
)
class PictureDetail:
    """The worse of size and rate; a file that does not tell its rate is judged by its size."""

    def __init__(self, take: Take, find: FindFaces) -> None:
        self._recording = take.recording

    def ended(self, recording: Recording) -> None:
        self._recording = recording

    def see(self, sample: FrameSample, faces: Faces) -> None:
        """The file has told everything already."""

    def finish(self) -> Iterable[Finding]:
        whole, short_px = Span(0.0, self._recording.duration_s), short_side_px(self._recording)
        rate_hz = self._recording.picture_rate_hz
        size = SHORT_SIDE_PX.grade(short_px)
        rate = RATE_HZ.grade(rate_hz + SLACK_HZ) if rate_hz else size
        advice = "advice.picture_detail.larger" if size <= rate else "advice.picture_detail.smoother"
        yield from graded("picture_detail", min(size, rate), whole, advice if min(size, rate) < GOOD else "")
        yield Observation("short_side", whole, float(short_px), "px")
        if rate_hz:
            yield Observation("picture_rate", whole, round(rate_hz, 1), "Hz")
        else:
            yield NotObserved("picture_rate", "vision.rate_unknown")


def short_side_px(recording: Recording) -> int:
    """The shorter side of the picture in pixels; 0 without one."""
    return min(recording.width_px or 0, recording.height_px or 0)
