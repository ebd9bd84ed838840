"""A copy of a browser's recording that a player can jump in; the recording itself stays as received."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import av

from coach.capture.layout import boxes

WEBM = b"\x1a\x45\xdf\xa3"
# Recorders write without going back: WebM then has neither length nor index, MP4 comes in fragments.
INDEX_FIRST = {"mp4": {"movflags": "faststart"}, "webm": {"cues_to_front": "1"}}


def container_to_mend(path: Path) -> str:
    """`mp4` or `webm` where a player could not jump in the file as it is; else empty."""
    with path.open("rb") as file:
        if file.read(4) == WEBM:
            return "" if _has_length(path) else "webm"
    return "mp4" if any(box.kind == b"moof" for box in boxes(path)) else ""


def write_playable(source: Path, to: Path, container: str) -> None:
    """Copy pictures and sound as they are into a file with a length and an index.

    The new file is whole or not there. Raises av.FFmpegError where the source cannot be read.
    """
    part = to.with_name(f"part-{uuid4().hex}")
    try:
        _copy(source, part, container)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _copy(source: Path, to: Path, container: str) -> None:
    options = INDEX_FIRST[container]
    with av.open(str(source)) as read, av.open(str(to), "w", format=container, options=options) as write:
        streams = {
            stream.index: write.add_stream_from_template(stream)
            for stream in (*read.streams.video, *read.streams.audio)
        }
        for packet in read.demux([read.streams[index] for index in streams]):
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                write.mux(packet)


def _has_length(path: Path) -> bool:
    try:
        with av.open(str(path)) as container:
            return container.duration is not None
    except av.FFmpegError:
        return True  # nothing to copy from
