"""Looks for a person's words in every byte of a folder: plain, UTF-16, escaped, and inside parcels."""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

STREAM = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")  # how gzip and zlib begin
RAW = re.compile(rb"PK\x03\x04")  # and a member of a zip, whose stream has no beginning of its own
DEEPEST = 3  # parcels inside parcels


def needles(words: Iterable[str]) -> tuple[bytes, ...]:
    """The words in every way in which a program writes letters down."""
    found: set[bytes] = set()
    for word in words:
        for form in ("NFC", "NFD"):
            text = unicodedata.normalize(form, word)
            escaped = json.dumps(text)[1:-1]
            found |= {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")}
            found |= {escaped.encode(), escaped.replace("\\", "\\\\").encode(), escaped.upper().encode()}
    return tuple(found)


def traces(folder: Path, words: Iterable[str]) -> list[str]:
    """Where in the folder any of the words stand: file, and how deep in parcels."""
    wanted = needles(words)
    files = [one for one in sorted(folder.rglob("*")) if one.is_file()]
    named = [f"{one.name} (its name)" for one in files if any(word in str(one).encode() for word in wanted)]
    return [
        *named,
        *(f"{one.name}: {where}" for one in files for where in _within(one.read_bytes(), wanted, 0)),
    ]


def _within(data: bytes, wanted: tuple[bytes, ...], depth: int) -> Iterator[str]:
    yield from (f"at {data.find(word)}, depth {depth}" for word in wanted if word in data)
    if depth < DEEPEST:
        for inner in _unpacked(data):
            yield from _within(inner, wanted, depth + 1)


def _unpacked(data: bytes) -> Iterator[bytes]:
    for found in STREAM.finditer(data):
        yield from _stream(data[found.start() :], 47)  # zlib's own word for: gzip or zlib, tell which
    for found in RAW.finditer(data):
        lengths = data[found.start() + 26 : found.start() + 30]
        start = (
            found.start() + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        )
        yield from _stream(data[start:], -15)


def _stream(data: bytes, bits: int) -> Iterator[bytes]:
    """What can be unpacked, also when the end is missing."""
    unpacker = zlib.decompressobj(bits)
    got = b""
    try:
        for start in range(0, len(data), 512):  # piece by piece, so that a torn end costs only its piece
            got += unpacker.decompress(data[start : start + 512])
            if unpacker.eof:
                break
    except zlib.error:
        pass
    if len(got) > 8:
        yield got
