"""Listens to a recording that is still being made: the same sound that will be heard in the finished file."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

import av
from av.container import InputContainer

from coach.capture.container import BROKEN, OPTIONS, Tracks, packets, start_s, tracks
from coach.capture.ear import Ear
from coach.capture.facts import Facts
from coach.capture.sound import SoundLine
from coach.domain.errors import MediaError
from coach.domain.media import SOUND_HZ, SoundPiece

HELD_BACK = 2  # pieces of a second: only the whole file tells where the sound is cut off at the end

Bytes = Callable[[int, int], bytes]  # from that byte on at most so many, waiting for them; none: it has ended


class Growing:
    """A recording on its way in, read once from its first byte on, without ever jumping.

    WebM and fragmented MP4, which browsers record, can be read so; MediaError where a file cannot.
    """

    def __init__(self, bytes_at: Bytes) -> None:
        self._bytes_at = bytes_at
        self.read_bytes = 0
        self.zero_s: float | None = None  # the stamp that counts as 0; known once sound has come

    def read(self, most: int) -> bytes:
        """What FFmpeg asks for."""
        data = self._bytes_at(self.read_bytes, most)
        self.read_bytes += len(data)
        return data

    def sound(self) -> Iterator[SoundPiece]:
        """The pieces of sound, in order; at the end also what the finished file does not have any more."""
        try:
            with av.open(self, "r", container_options=OPTIONS, metadata_errors="replace") as container:
                yield from self._heard(container)
        except BROKEN as error:
            raise MediaError("media.not_media", name="") from error

    def _heard(self, container: InputContainer) -> Iterator[SoundPiece]:
        chosen = tracks(container)
        self.zero_s = _zero_s(chosen)
        sound = tracks(container, picture=False).sound
        if sound is None or self.zero_s is None:
            return
        ear = Ear(sound, SoundLine(self.zero_s))
        for packet in packets(container, Tracks(None, sound)):
            yield from ear.take(packet)
        yield from ear.finish()


def held_back(pieces: Iterator[SoundPiece], end_s: Callable[[], float]) -> Iterator[SoundPiece]:
    """The pieces, the last ones only once the end is known; what lies beyond it is cut off, as in `read`."""
    waiting: deque[SoundPiece] = deque()
    for piece in pieces:
        waiting.append(piece)
        if len(waiting) > HELD_BACK:
            yield waiting.popleft()
    room = round(end_s() * SOUND_HZ)
    for piece in waiting:
        left = room - round(piece.start_s * SOUND_HZ)
        if left > 0:
            yield SoundPiece(piece.start_s, piece.samples[:left])


def same_line(growing: Growing, facts: Facts, heard_s: float) -> bool:
    """Whether what was followed lies on the very time line of the finished file, whose facts these are."""
    fits = round(heard_s * SOUND_HZ) <= round(facts.duration_s * SOUND_HZ)
    return facts.sound is not None and facts.zero_s == growing.zero_s and fits


def _zero_s(chosen: Tracks) -> float | None:
    starts = [start_s(stream) for stream in (chosen.picture, chosen.sound) if stream is not None]
    return min((start for start in starts if start is not None), default=None)
