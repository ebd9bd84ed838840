"""Opens recordings with care: only known kinds of file, and a broken one is read as far as it goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.frame import Frame
from av.packet import Packet
from av.stream import Discard, Disposition, Stream
from av.video.stream import VideoStream

from coach.capture.layout import lacks_index
from coach.domain.errors import MediaError

# FFmpeg also opens text, and playlists that name other files and addresses: a learner's file may not.
FORMATS = "mov,matroska,webm,mp3,wav,w64,aac,ogg,flac,avi,mpegts,mpeg,flv,asf,amr,caf,aiff"
OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
LARGEST_PX = 8192 * 4320  # 8K cinema; a damaged header may claim a picture that fills the memory
PATIENCE = 8  # failures in a row before a broken file counts as ended
NOT_A_PICTURE = Disposition.attached_pic | Disposition.timed_thumbnails  # covers and previews
BROKEN = (
    av.FFmpegError,
    ValueError,
)  # what PyAV raises over damaged data, ValueError where a frame changes shape

Known = TypeVar("Known", bound=Stream)


@dataclass(frozen=True, slots=True)
class Tracks:
    """The streams that are read: the first moving picture and the first sound, where there are any."""

    picture: VideoStream | None
    sound: AudioStream | None


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """The file, ready to read. Raises MediaError `media.missing`, `.empty`, `.no_index` or `.not_media`."""
    if not path.is_file():
        raise MediaError("media.missing", name=path.name)
    if not path.stat().st_size:
        raise MediaError("media.empty", name=path.name)
    with _open(path.resolve()) as container:
        yield container


def tracks(container: InputContainer, picture: bool = True, sound: bool = True) -> Tracks:
    """Choose what to read; the rest is passed over unread. One thread each: same result everywhere."""
    pictures = [s for s in container.streams.video if not s.disposition & NOT_A_PICTURE]
    chosen = Tracks(
        _first(pictures) if picture else None,
        _first(list(container.streams.audio)) if sound else None,
    )
    for stream in container.streams:
        if stream not in (chosen.picture, chosen.sound):
            stream.discard = Discard.all
        else:
            stream.codec_context.thread_count = 1
    if chosen.picture:
        chosen.picture.codec_context.options = {"max_pixels": str(LARGEST_PX)}
    return chosen


def packets(container: InputContainer, chosen: Tracks) -> Iterator[Packet[Stream]]:
    """Packets in file order. Damage is stepped over; a file that breaks off ends there."""
    wanted = [stream for stream in (chosen.picture, chosen.sound) if stream is not None]
    failures = 0
    while wanted and failures < PATIENCE:
        try:
            for packet in container.demux(wanted):
                failures = 0
                if packet.size:  # an empty one is PyAV's mark for the end
                    yield packet
            return
        except BROKEN:
            failures += 1


def jump(container: InputContainer, stream: Stream, stamp: float) -> None:
    """Go to the key frame before a time stamp in seconds; a file that cannot jump stays at its start."""
    if stream.time_base:
        with suppress(av.FFmpegError):
            container.seek(int(Fraction(stamp) / stream.time_base), stream=stream)


def start_s(stream: Stream) -> float | None:
    """When a stream starts by its own time stamps, the encoder's run-in taken off; None when unsaid."""
    if stream.start_time is None or stream.time_base is None:
        return None
    return float(stream.start_time * stream.time_base)


def stamp_s(part: Packet[Stream] | Frame, stream: Stream) -> float | None:
    """When a packet or frame of a stream is shown or heard by its own time stamp; None when it carries none.

    The stream's time base is used, because the last frames of a decoder come without one.
    """
    if part.pts is None or stream.time_base is None:
        return None
    return float(part.pts * stream.time_base)


def _first(streams: list[Known]) -> Known | None:
    return next((stream for stream in streams if stream.codec_context is not None), None)


def _open(path: Path) -> InputContainer:
    try:
        return av.open(str(path), "r", container_options=OPTIONS, metadata_errors="replace")
    except PermissionError as error:
        raise MediaError("media.not_allowed", name=path.name) from error
    except BROKEN as error:
        cause = "media.no_index" if lacks_index(path) else "media.not_media"
        raise MediaError(cause, name=path.name) from error
