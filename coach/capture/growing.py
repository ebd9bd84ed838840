"""Hears and sees a recording that is still being made, just as the finished file will be heard and seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

import av
from av.container import InputContainer

from coach.capture.container import BROKEN, OPTIONS, Tracks, packets, start_s, tracks
from coach.capture.ear import Ear
from coach.capture.facts import Facts
from coach.capture.first_look import PatientEyes, kind_of
from coach.capture.sound import SoundLine
from coach.domain.errors import MediaError
from coach.domain.media import SOUND_HZ, Piece, SoundPiece

HELD_BACK = 2  # pieces of a second: only the whole file tells where the sound is cut off at the end

Bytes = Callable[[int, int], bytes]  # from that byte on at most so many, waiting for them; none: it has ended


class Growing:
    """A recording on its way in, read once from its first byte on, without ever jumping.

    WebM and fragmented MP4, which browsers record, can be read so; MediaError where a file cannot. What it
    holds is known with the first piece; `damaged` counts, at the end, the packets that could not be used.
    """

    def __init__(self, bytes_at: Bytes) -> None:
        self._bytes_at = bytes_at
        self.read_bytes = 0
        self.zero_s: float | None = None  # the stamp that counts as 0
        self.ear: Ear | None = None
        self.eyes: PatientEyes | None = None

    def read(self, most: int) -> bytes:
        """What FFmpeg asks for."""
        data = self._bytes_at(self.read_bytes, most)
        self.read_bytes += len(data)
        return data

    def pieces(self) -> Iterator[Piece]:
        """As `read` of a whole file, but sound also beyond the end; see `held_back`."""
        try:
            with av.open(self, "r", container_options=OPTIONS, metadata_errors="replace") as container:
                yield from self._sensed(container)
        except BROKEN as error:
            raise MediaError("media.not_media", name="") from error

    @property
    def damaged(self) -> int:
        """Packets that could not be used so far."""
        return sum(sense.damaged for sense in (self.ear, self.eyes) if sense)

    def _sensed(self, container: InputContainer) -> Iterator[Piece]:
        chosen = tracks(container)
        self.zero_s = _zero_s(chosen)
        if self.zero_s is None:
            return
        senses: dict[int, Ear | PatientEyes] = {}
        if chosen.picture:
            senses[chosen.picture.index] = self.eyes = PatientEyes(chosen.picture, self.zero_s)
        if chosen.sound:
            senses[chosen.sound.index] = self.ear = Ear(chosen.sound, SoundLine(self.zero_s))
        for packet in packets(container, chosen):
            yield from senses[packet.stream_index].take(packet)
        for sense in senses.values():
            yield from sense.finish()


def held_back(pieces: Iterator[Piece], end_s: Callable[[], float]) -> Iterator[Piece]:
    """The pieces, the last of sound only once the end is known; what lies beyond is cut off, as in `read`."""
    waiting: deque[SoundPiece] = deque()
    for piece in pieces:
        if not isinstance(piece, SoundPiece):
            yield piece
            continue
        waiting.append(piece)
        if len(waiting) > HELD_BACK:
            yield waiting.popleft()
    room = round(end_s() * SOUND_HZ)
    for piece in waiting:
        left = room - round(piece.start_s * SOUND_HZ)
        if left > 0:
            yield SoundPiece(piece.start_s, piece.samples[:left])


def same_sound(growing: Growing, facts: Facts, heard_s: float) -> bool:
    """Whether what was heard lies on the very time line of the finished file, whose facts these are."""
    fits = round(heard_s * SOUND_HZ) <= round(facts.duration_s * SOUND_HZ)
    return (facts.sound is not None) == (growing.ear is not None) and facts.zero_s == growing.zero_s and fits


def same_picture(growing: Growing, facts: Facts) -> bool:
    """Whether the finished file will be looked at in the very way in which it was while it grew."""
    if facts.picture is None or growing.eyes is None:
        return facts.picture is None and growing.eyes is None
    chosen = (growing.zero_s, growing.eyes.rotation, growing.eyes.kind)
    return chosen == (facts.zero_s, facts.picture.rotation, kind_of(facts.picture.key_gap_s))


def _zero_s(chosen: Tracks) -> float | None:
    starts = [start_s(stream) for stream in (chosen.picture, chosen.sound) if stream is not None]
    return min((start for start in starts if start is not None), default=None)
