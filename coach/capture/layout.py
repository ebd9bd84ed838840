"""Looks at how an MP4 file is laid out, to tell a recording that was cut off from what is no recording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

FIRST_BOXES = {b"ftyp", b"moov", b"mdat", b"moof", b"wide", b"free", b"skip", b"pnot", b"styp", b"uuid"}
MOST_BOXES = 100_000  # a three-hour recording in one-second fragments has about 22,000


@dataclass(frozen=True, slots=True)
class Box:
    """One top-level part of an MP4 file: its kind, and the bytes from its start to its end as it claims."""

    kind: bytes
    start: int
    end: int


def boxes(path: Path) -> tuple[Box, ...]:
    """Top-level boxes (ISO/IEC 14496-12 section 4.2) in file order; none when this is no MP4 or MOV."""
    with path.open("rb") as file:
        found = tuple(
            box for box, _ in zip(_walk(file, path.stat().st_size), range(MOST_BOXES), strict=False)
        )
    return found if found and found[0].kind in FIRST_BOXES else ()


def lacks_index(path: Path) -> bool:
    """Whether this is an MP4 without its index (`moov`), which recorders write last."""
    found = boxes(path)
    size = path.stat().st_size
    return bool(found) and not any(box.kind == b"moov" and box.end <= size for box in found)


def runs_past_end(path: Path) -> bool:
    """Whether this is an MP4 whose last part claims bytes that the file does not have."""
    found = boxes(path)
    return bool(found) and found[-1].end > path.stat().st_size


def _walk(file: BinaryIO, size: int) -> Iterator[Box]:
    start = 0
    while start + 8 <= size:
        file.seek(start)
        head = file.read(16)
        length, header = int.from_bytes(head[:4], "big"), 8
        if length == 1:  # a 64-bit length follows
            length, header = int.from_bytes(head[8:16], "big"), 16
        if length == 0:  # to the end of the file
            length = size - start
        if length < header:
            return
        yield Box(head[4:8], start, start + length)
        start += length
