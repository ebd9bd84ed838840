"""Sees the picture stream of a recording: about one upright picture a second, now and then a few in a row."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import chain

from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from coach.capture.beat import Beat
from coach.capture.bursts import LENGTH_S, Album, Bursts
from coach.capture.container import BROKEN, stamp_s
from coach.capture.still import Upright, decode_alone
from coach.capture.timeline import Timeline
from coach.domain.media import Burst, FrameSample

EVERY_S = 1.0  # pictures are sampled this far apart
EARLY_KEY_S = 0.1  # key frames come 0.999 s apart or 1.001 s; waiting for the next one would lose a second
MOST_IN_GROUP = (
    150  # stored pictures held for a burst: half a second of slow motion; damaged stamps stand still
)
EARLY_S = 0.01  # stamps are rounded to a millisecond in WebM

Seen = Iterator[FrameSample | Burst]


class KeyFrames:
    """Decodes key frames only, each alone, by the packet's flag: VP9 ignores the decoder's own switch.

    Where a burst begins, what follows the key frame is collected and decoded in one go once it is complete:
    the sample comes out a moment later, but nothing is decoded twice. `bursts` None: no bursts.
    """

    def __init__(self, stream: VideoStream, zero_s: float, rotation: int, bursts: Bursts | None) -> None:
        self._stream = stream
        self._timeline = Timeline(zero_s)
        self._upright = Upright(rotation)
        self._beat = Beat(EVERY_S, EARLY_KEY_S)
        self._bursts = bursts
        self._album: Album | None = None
        self._group: list[tuple[float, Packet[Stream]]] = []
        self.damaged = 0

    def take(self, packet: Packet[Stream]) -> Seen:
        at_s = max(0.0, self._timeline.at(stamp_s(packet, self._stream), 0.0))
        if self._album:
            self._group.append((at_s, packet))
            if at_s >= self._album.begin_s + LENGTH_S or len(self._group) >= MOST_IN_GROUP:
                yield from self._complete()
        if not packet.is_keyframe or not self._beat.falls(at_s):
            return
        self._album = self._bursts.begin(at_s) if self._bursts else None
        if self._album:
            self._group = [(at_s, packet)]
        else:
            yield from self._single(at_s, packet)

    def finish(self) -> Seen:
        yield from self._complete()

    def _single(self, at_s: float, packet: Packet[Stream]) -> Seen:
        frame = decode_alone(self._stream, packet)
        if frame is None:
            self.damaged += 1
        else:
            yield FrameSample(at_s, self._upright.image(frame))

    def _complete(self) -> Seen:
        """The sample and the burst that begin with the group's key frame."""
        if self._album is None:
            return
        album, self._album = self._album, None
        (begin_s, key), *_ = self._group
        with closing(self._decoded(begin_s)) as frames:
            first = next(frames, None)
            sample = self._upright.image(first[1]) if first and first[0] == begin_s else None
            for at_s, frame in chain([first] if first else [], frames):
                album.offer(frame, at_s)
        if sample is None:  # a damaged group may still hold a good key frame
            yield from self._single(begin_s, key)
        else:
            yield FrameSample(begin_s, sample)
            yield from album.bursts()

    def _decoded(self, begin_s: float) -> Generator[tuple[float, VideoFrame]]:
        """Frames of the group in the order of showing, up to the first damage: what follows would smear.

        Pictures before the key frame, which refer to what came earlier, are left out.
        """
        times_s = {packet.pts: at_s for at_s, packet in self._group}
        try:
            for packet in [*(packet for _, packet in self._group), None]:
                for frame in self._stream.decode(packet):
                    at_s = times_s.get(frame.pts, -1.0)
                    if at_s >= begin_s:
                        yield at_s, frame
        except BROKEN:
            return
        finally:
            self._stream.codec_context.flush_buffers()
            self._group = []


class EveryFrame:
    """Decodes all frames that others depend on, for files with too few key frames, and keeps one a second.

    Bursts are taken from what is decoded anyway.
    """

    def __init__(self, stream: VideoStream, zero_s: float, rotation: int, bursts: Bursts | None) -> None:
        stream.codec_context.skip_frame = "NONREF"
        self._stream = stream
        self._timeline = Timeline(zero_s)
        self._upright = Upright(rotation)
        self._beat = Beat(EVERY_S, EARLY_S)
        self._bursts = bursts
        self._album: Album | None = None
        self.damaged = 0

    def take(self, packet: Packet[Stream]) -> Seen:
        yield from self._kept(self._decode(packet))

    def finish(self) -> Seen:
        yield from self._kept(self._decode(None))
        if self._album:
            yield from self._album.bursts()

    def _kept(self, frames: list[VideoFrame]) -> Seen:
        for frame in frames:
            at_s = max(0.0, self._timeline.at(stamp_s(frame, self._stream), 0.0))
            if self._beat.falls(at_s):
                yield FrameSample(at_s, self._upright.image(frame))
                if self._bursts and self._album is None:
                    self._album = self._bursts.begin(at_s)
            yield from self._into_album(frame, at_s)

    def _into_album(self, frame: VideoFrame, at_s: float) -> Iterator[Burst]:
        if self._album is None:
            return
        self._album.offer(frame, at_s)
        if self._album.is_over(at_s):
            yield from self._album.bursts()
            self._album = None

    def _decode(self, packet: Packet[Stream] | None) -> list[VideoFrame]:
        try:
            return self._stream.decode(packet)
        except BROKEN:
            self.damaged += 1
            return []
