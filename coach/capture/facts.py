"""Finds out how long a recording really is and what it holds, because what its header claims may be wrong."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream
from numpy.typing import NDArray

from coach.capture.container import Tracks, opened, packets, stamp_s, start_s, tracks
from coach.capture.still import decode_alone
from coach.capture.timeline import Timeline
from coach.domain.errors import MediaError
from coach.domain.media import Span

GAP_S = 0.5  # a hole between two packets that people notice
LATE_S = 2.0  # a stream may start this late or end this early: encoders do, by a second or so
VARIABLE = 1.5  # 95th centile of frame intervals over their median; steady cameras stay under 1.1
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
    """The sound: where it is missing."""

    gaps: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one pass over the packets tells. `zero_s`: the stamp that counts as 0 on the common time line."""

    zero_s: float
    duration_s: float
    declared_s: float | None  # by the header, where the header is to be trusted
    picture: PictureFacts | None
    sound: SoundFacts | None
    damaged: int  # packets that carry less than they should


@dataclass(slots=True)
class _Log:
    """When the packets of one stream begin (starts_s, keys_s) and where the last one ends."""

    timeline: Timeline
    starts_s: array[float] = field(default_factory=lambda: array("d"))
    keys_s: array[float] = field(default_factory=lambda: array("d"))
    end_s: float = 0.0
    damaged: int = 0

    def note(self, packet: Packet[Stream]) -> None:
        lasts_s = min(LONGEST_PACKET_S, float((packet.duration or 0) * packet.time_base))
        at_s = self.timeline.at(stamp_s(packet, packet.stream), lasts_s)
        self.starts_s.append(at_s)
        if packet.is_keyframe:
            self.keys_s.append(at_s)
        self.end_s = max(self.end_s, at_s + lasts_s)
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
    logs: dict[str, _Log] = {}
    look = _Look(chosen.picture) if chosen.picture else None
    for packet in packets(container, chosen):
        zero_s = _zero_s(chosen, packet) if zero_s is None else zero_s
        logs.setdefault(packet.stream.type, _Log(Timeline(zero_s))).note(packet)
        if look and packet.stream is chosen.picture:
            look.at(packet)
    if zero_s is None:
        return None
    duration_s = max(log.end_s for log in logs.values())
    return Facts(
        zero_s,
        duration_s,
        _declared_s(container),
        _picture(logs.get("video"), look, duration_s),
        SoundFacts(_gaps(logs["audio"], duration_s)) if "audio" in logs else None,
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


class _Look:
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


def _picture(log: _Log | None, look: _Look | None, duration_s: float) -> PictureFacts | None:
    if log is None or look is None or not all(look.size_px):
        return None
    steps_s = _steps_s(log.starts_s)
    typical_s = _typical_s(steps_s)
    return PictureFacts(
        *look.size_px,
        look.rotation,
        fps=1 / typical_s if typical_s else 0.0,
        variable_rate=bool(typical_s) and float(np.percentile(steps_s, 95)) / typical_s > VARIABLE,
        key_gap_s=_key_gap_s(log, duration_s),
        gaps=_gaps(log, duration_s),
    )


def _steps_s(starts_s: array[float]) -> NDArray[np.float64]:
    """Times from one start to the next (n - 1,), in the order of time."""
    return np.diff(np.sort(np.asarray(starts_s)))


def _typical_s(steps_s: NDArray[np.float64]) -> float:
    """The usual step, 0 when there is none; a mean of common ones, as WebM rounds stamps to milliseconds."""
    if not len(steps_s):
        return 0.0
    return float(np.mean(steps_s[steps_s <= VARIABLE * np.median(steps_s)]))


def _key_gap_s(log: _Log, duration_s: float) -> float:
    """95th centile of the time without a key frame, start and end of the recording counted as borders."""
    borders = array("d", [0.0, *log.keys_s, duration_s])
    return float(np.percentile(_steps_s(borders), 95))


def _gaps(log: _Log, duration_s: float) -> tuple[Span, ...]:
    """Where the stream has nothing though the recording goes on."""
    starts_s = np.sort(np.asarray(log.starts_s))
    steps_s = np.diff(starts_s)
    typical_s = _typical_s(steps_s)
    wide = np.flatnonzero(steps_s > max(GAP_S + typical_s, 3 * typical_s))
    holes = [(float(starts_s[i]) + typical_s, float(starts_s[i + 1])) for i in wide]
    if starts_s[0] > LATE_S:
        holes.insert(0, (0.0, float(starts_s[0])))
    if duration_s - log.end_s > LATE_S:
        holes.append((log.end_s, duration_s))
    return tuple(Span(max(0.0, start), end) for start, end in holes)
