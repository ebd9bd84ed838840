"""Sees the picture stream of a recording: about one upright picture a second, at little cost."""

from __future__ import annotations

from collections.abc import Iterator

from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from coach.capture.container import BROKEN, stamp_s
from coach.capture.still import Upright, decode_alone
from coach.capture.timeline import Timeline
from coach.domain.media import FrameSample

EVERY_S = 1.0  # pictures are sampled this far apart
EARLY_KEY_S = 0.1  # key frames come 0.999 s apart or 1.001 s; waiting for the next one would lose a second
EARLY_S = 0.01  # stamps are rounded to a millisecond in WebM


class Beat:
    """Says which of many pictures to keep: one a second, and one that comes a little early will do."""

    def __init__(self, early_s: float) -> None:
        self._early_s = early_s
        self._due_s = 0.0

    def falls(self, at_s: float) -> bool:
        """Whether the picture shown at `at_s` is due; if so, the next is due a second later."""
        if at_s < self._due_s - self._early_s:
            return False
        self._due_s = max(self._due_s, at_s - self._early_s) + EVERY_S
        return True


class KeyFrames:
    """Decodes key frames only, each alone, by the packet's flag: VP9 ignores the decoder's own switch."""

    def __init__(self, stream: VideoStream, zero_s: float, rotation: int) -> None:
        self._stream = stream
        self._timeline = Timeline(zero_s)
        self._upright = Upright(rotation)
        self._beat = Beat(EARLY_KEY_S)
        self.damaged = 0

    def take(self, packet: Packet[Stream]) -> Iterator[FrameSample]:
        at_s = max(0.0, self._timeline.at(stamp_s(packet, self._stream), 0.0))
        if not packet.is_keyframe or not self._beat.falls(at_s):
            return
        frame = decode_alone(self._stream, packet)
        if frame is None:
            self.damaged += 1
        else:
            yield FrameSample(at_s, self._upright.image(frame))

    def finish(self) -> Iterator[FrameSample]:
        return iter(())


class EveryFrame:
    """Decodes all frames that others depend on, for files with too few key frames, and keeps one a second."""

    def __init__(self, stream: VideoStream, zero_s: float, rotation: int) -> None:
        stream.codec_context.skip_frame = "NONREF"
        self._stream = stream
        self._timeline = Timeline(zero_s)
        self._upright = Upright(rotation)
        self._beat = Beat(EARLY_S)
        self.damaged = 0

    def take(self, packet: Packet[Stream]) -> Iterator[FrameSample]:
        yield from self._kept(self._decode(packet))

    def finish(self) -> Iterator[FrameSample]:
        yield from self._kept(self._decode(None))

    def _kept(self, frames: list[VideoFrame]) -> Iterator[FrameSample]:
        for frame in frames:
            at_s = max(0.0, self._timeline.at(stamp_s(frame, self._stream), 0.0))
            if self._beat.falls(at_s):
                yield FrameSample(at_s, self._upright.image(frame))

    def _decode(self, packet: Packet[Stream] | None) -> list[VideoFrame]:
        try:
            return self._stream.decode(packet)
        except BROKEN:
            self.damaged += 1
            return []
