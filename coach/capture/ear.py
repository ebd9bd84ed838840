"""Hears the sound stream of a recording, packet by packet."""

from __future__ import annotations

from collections.abc import Iterator

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.packet import Packet
from av.stream import Stream

from coach.capture.container import BROKEN
from coach.capture.sound import SoundLine
from coach.domain.media import SoundPiece


class Ear:
    """Decodes sound."""

    def __init__(self, stream: AudioStream, zero_s: float) -> None:
        self._stream = stream
        self._line = SoundLine(zero_s)
        self.damaged = 0

    def take(self, packet: Packet[Stream]) -> Iterator[SoundPiece]:
        for frame in self._decode(packet):
            try:
                yield from self._line.take(frame)
            except BROKEN:
                self.damaged += 1

    def finish(self) -> Iterator[SoundPiece]:
        for frame in self._decode(None):
            yield from self._line.take(frame)
        yield from self._line.finish()

    def _decode(self, packet: Packet[Stream] | None) -> list[AudioFrame]:
        try:
            return self._stream.decode(packet)
        except BROKEN:
            self.damaged += 1
            return []
