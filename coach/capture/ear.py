"""Hears the sound stream of a recording, packet by packet."""

from __future__ import annotations

from collections.abc import Iterator

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.packet import Packet
from av.stream import Stream

from coach.capture.container import BROKEN, stamp_s
from coach.capture.sound import SoundLine
from coach.domain.media import SoundPiece


class Ear:
    """Decodes sound onto a line. `damaged` counts what it could not use."""

    def __init__(self, stream: AudioStream, line: SoundLine) -> None:
        self._stream = stream
        self._line = line
        self.damaged = 0

    def take(self, packet: Packet[Stream]) -> Iterator[SoundPiece]:
        yield from self._laid(self._decode(packet))

    def finish(self) -> Iterator[SoundPiece]:
        yield from self._laid(self._decode(None))
        yield from self._line.finish()

    def _laid(self, frames: list[AudioFrame]) -> Iterator[SoundPiece]:
        for frame in frames:
            try:
                yield from self._line.take(frame, stamp_s(frame, self._stream))
            except BROKEN:
                self.damaged += 1

    def _decode(self, packet: Packet[Stream] | None) -> list[AudioFrame]:
        try:
            return self._stream.decode(packet)
        except BROKEN:
            self.damaged += 1
            return []
