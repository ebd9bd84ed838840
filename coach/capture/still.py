"""Turns one stored picture into an upright one of modest size."""

from __future__ import annotations

import numpy as np
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from coach.capture.container import BROKEN

LONG_SIDE_PX = 640  # enough for every check and for a thumbnail; the face detector gets 192 x 192 of it


def decode_alone(stream: VideoStream, packet: Packet[Stream]) -> VideoFrame | None:
    """The picture of one key frame, independent of what came before; None when it is damaged."""
    try:
        frames = [*stream.decode(packet), *stream.decode(None)]
    except BROKEN:
        frames = []
    finally:
        stream.codec_context.flush_buffers()
    return frames[0] if frames else None


class Upright:
    """Makes images of frames: upright, at most `longest_px` long. `rotation`: degrees counter-clockwise."""

    def __init__(self, rotation: int, longest_px: int = LONG_SIDE_PX, colour: bool = True) -> None:
        self._quarter_turns = rotation // 90
        self._longest_px = longest_px
        self._format = "bgr24" if colour else "gray"
        self._scaler = VideoReformatter()  # kept, because setting one up costs more than one scaling

    def image(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 BGR, or luma (height, width); scaled before it is copied, turned after."""
        share = min(1.0, self._longest_px / max(frame.width, frame.height))
        small = self._scaler.reformat(
            frame,
            width=max(1, round(frame.width * share)),
            height=max(1, round(frame.height * share)),
            format=self._format,
            interpolation="BILINEAR",
            threads=1,
        )
        stored = np.asarray(small.to_ndarray(), np.uint8)
        return np.ascontiguousarray(np.rot90(stored, self._quarter_turns))
