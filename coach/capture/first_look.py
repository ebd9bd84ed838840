"""Decides how to look at pictures: at key frames alone, or at all where key frames are too few."""

from __future__ import annotations

from collections.abc import Iterator

from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from coach.capture.bursts import Bursts
from coach.capture.eyes import EveryFrame, KeyFrames
from coach.capture.facts import Log, Look
from coach.domain.media import Burst, FrameSample

# Key frames at least this often are enough; decoding every frame costs seven times as much. Browsers write
# one in 100 pictures, which a camera of 24 a second makes 4.17 s.
KEY_GAP_S = 4.2
DECIDES_AFTER_S = 9.0  # two such gaps have passed then
DECIDES_AFTER = 600  # pictures held at most: damaged stamps may stand still


def kind_of(key_gap_s: float) -> type[KeyFrames] | type[EveryFrame]:
    """How pictures are looked at whose key frames are so far apart."""
    return KeyFrames if key_gap_s <= KEY_GAP_S else EveryFrame


class PatientEyes:
    """Sees a picture stream whose end is not known: it holds the first seconds until it can decide.

    `kind` and `rotation` are what it decided; the finished file may tell otherwise (`growing.same_picture`).
    """

    def __init__(self, stream: VideoStream, zero_s: float) -> None:
        self._stream, self._zero_s = stream, zero_s
        self._log, self._look = Log(zero_s), Look(stream)
        self._waiting: list[Packet[Stream]] = []
        self._eyes: KeyFrames | EveryFrame | None = None

    @property
    def kind(self) -> type | None:
        """How it looks; None while it has not decided."""
        return type(self._eyes) if self._eyes else None

    @property
    def rotation(self) -> int:
        """Degrees counter-clockwise that make pictures upright."""
        return self._look.rotation

    @property
    def damaged(self) -> int:
        """Packets that could not be used so far."""
        return self._eyes.damaged if self._eyes else 0

    def take(self, packet: Packet[Stream]) -> Iterator[FrameSample | Burst]:
        """What is seen now that this packet came."""
        if self._eyes:
            yield from self._eyes.take(packet)
            return
        self._log.note(packet)
        self._look.at(packet)
        self._waiting.append(packet)
        if self._log.spacing.end_s >= DECIDES_AFTER_S or len(self._waiting) >= DECIDES_AFTER:
            yield from self._decided()

    def finish(self) -> Iterator[FrameSample | Burst]:
        """What is left to be seen."""
        if self._eyes is None:
            yield from self._decided()
        if self._eyes:
            yield from self._eyes.finish()

    def _decided(self) -> Iterator[FrameSample | Burst]:
        if not self._waiting:
            return
        spacing, rotation = self._log.spacing, self._look.rotation
        kind = kind_of(spacing.key_gap_s(spacing.end_s))
        self._eyes = kind(self._stream, self._zero_s, rotation, Bursts(rotation))
        waiting, self._waiting = self._waiting, []
        for packet in waiting:
            yield from self._eyes.take(packet)
