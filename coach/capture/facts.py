"""Finds out how long a recording really is and what it holds, because what its header claims may be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from coach.capture.container import Tracks, opened, packets, stamp_s, start_s, tracks
from coach.capture.spacing import Spacing
from coach.capture.still import decode_alone
from coach.capture.timeline import Timeline
from coach.domain.errors import MediaError
from coach.domain.media import Span

LONGEST_PACKET_S = 10.0  # a longer one is a damaged length
TRIES = 5  # key frames tried for the picture's size and rotation before the header is believed
TRUSTED_HEADERS = ("mov", "matroska", "wav")  # these write their length; for others FFmpeg only guesses it


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """The moving picture: upright size, the turn that makes it upright, and how its frames are spaced."""

    width_px: int
    height_px: int
    rotation: int  # degrees counter-clockwise: 0, 90, 180, 270
    fps: float  # 1 / usual frame interval; 0 for a single frame
    variable_rate: bool
    key_gap_s: float  # 95th centile of the time between key frames
    gaps: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """The sound: where it is missing, and short breaks: how many, seconds together."""

    gaps: tuple[Span, ...]
    breaks: tuple[int, float] = (0, 0.0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one pass over the packets tells. `zero_s`: the stamp that counts as 0 on the common time line."""

    zero_s: float
    duration_s: float
    declared_s: float | None  # by the header, where the header is to be trusted
    picture: PictureFacts | None
    sound: SoundFacts | None
    damaged: int  # packets that carry less than they should


class Log:
    """Follows one stream, packet by packet."""

    def __init__(self, zero_s: float) -> None:
        self._timeline = Timeline(zero_s)
        self.spacing = Spacing()
        self.damaged = 0

    def note(self, packet: Packet[Stream]) -> None:
        lasts_s = min(LONGEST_PACKET_S, float((packet.duration or 0) * packet.time_base))
        at_s = self._timeline.at(stamp_s(packet, packet.stream), lasts_s)
        self.spacing.note(at_s, lasts_s, packet.is_keyframe)
        self.damaged += packet.is_corrupt


def examine(path: Path) -> Facts:
    """Read all packets once, decoding a single picture. Remembered while the file stays as it is.

    Raises MediaError: as `opened`, and `media.nothing_inside` where there is neither sound nor picture.
    """
    if not path.is_file():
        raise MediaError("media.missing", name=path.name)
    now = path.stat()
    return _examined(path, now.st_size, now.st_mtime_ns)


@lru_cache(maxsize=8)
def _examined(path: Path, _size: int, _changed_ns: int) -> Facts:
    with opened(path) as container:
        facts = _survey(container, tracks(container))
    if facts is None:
        raise MediaError("media.nothing_inside", name=path.name)
    return facts


def _survey(container: InputContainer, chosen: Tracks) -> Facts | None:
    """Facts of an open file; None when no packet comes out of it."""
    zero_s: float | None = None
    logs: dict[str, Log] = {}
    look = Look(chosen.picture) if chosen.picture else None
    for packet in packets(container, chosen):
        zero_s = _zero_s(chosen, packet) if zero_s is None else zero_s
        logs.setdefault(packet.stream.type, Log(zero_s)).note(packet)
        if look and packet.stream is chosen.picture:
            look.at(packet)
    if zero_s is None:
        return None
    duration_s = max(log.spacing.end_s for log in logs.values())
    return Facts(
        zero_s,
        duration_s,
        _declared_s(container),
        _picture(logs.get("video"), look, duration_s),
        _sound(logs.get("audio"), duration_s),
        sum(log.damaged for log in logs.values()),
    )


def _zero_s(chosen: Tracks, first: Packet[Stream]) -> float:
    """The smallest start of the streams; the first packet's stamp where the file does not say."""
    starts = [start_s(stream) for stream in (chosen.picture, chosen.sound) if stream is not None]
    return min((start for start in starts if start is not None), default=stamp_s(first, first.stream) or 0.0)


def _declared_s(container: InputContainer) -> float | None:
    if container.duration is None or not container.format.name.startswith(TRUSTED_HEADERS):
        return None
    return container.duration / 1_000_000  # FFmpeg counts this one in microseconds


class Look:
    """Finds the upright size of a picture stream by decoding its first good key frame."""

    def __init__(self, stream: VideoStream) -> None:
        self._stream = stream
        self._tries = TRIES
        self.size_px = (stream.width, stream.height)
        self.rotation = 0

    def at(self, packet: Packet[Stream]) -> None:
        """Try this packet, unless the picture is known already."""
        if not self._tries or not packet.is_keyframe:
            return
        self._tries -= 1
        frame = decode_alone(self._stream, packet)
        if frame:
            self._tries = 0
            self.rotation = round(frame.rotation / 90) * 90 % 360
            size = (frame.width, frame.height)
            self.size_px = size if self.rotation % 180 == 0 else size[::-1]


def _sound(log: Log | None, duration_s: float) -> SoundFacts | None:
    return SoundFacts(log.spacing.gaps(duration_s), log.spacing.breaks) if log else None


def _picture(log: Log | None, look: Look | None, duration_s: float) -> PictureFacts | None:
    if log is None or look is None or not all(look.size_px):
        return None
    spacing = log.spacing
    return PictureFacts(
        *look.size_px,
        look.rotation,
        fps=spacing.rate,
        variable_rate=spacing.is_uneven,
        key_gap_s=spacing.key_gap_s(duration_s),
        gaps=spacing.gaps(duration_s),
    )
