"""What kind of file a recording is, told by its first bytes and never by the name somebody gave it."""

from __future__ import annotations

from pathlib import Path

UNKNOWN = "application/octet-stream"
# first bytes -> type that browsers play; Matroska and WebM share their first bytes
STARTS = (
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"RIFF", "audio/wav"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
)


def kind(path: Path) -> str:
    """The media type of a recording. QuickTime films are called mp4: browsers refuse the honest name."""
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return "audio/mp4" if head[8:11] == b"M4A" else "video/mp4"
    return next((told for start, told in STARTS if head.startswith(start)), UNKNOWN)
