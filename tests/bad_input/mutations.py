"""Breaks files on purpose, the same for the same seed: recordings by bytes and boxes, lessons by lines."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tests import clips

Content = bytes
Mutation = Callable[[Content, random.Random], Content]
WORDS = (
    "heard",
    "price",
    "true",
    "3",
    "[",
    "{",
    "- ",
    ":",
    "'",
    '"',
    "|",
    "&a",
    "*a",
    "!!x",
    "<<",
    "0o7",
    "1e999",
    "é",
)


def flipped(content: Content, chance: random.Random) -> Content:
    """Some bits turned over, anywhere."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 4, 16, 64, 256))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def flipped_in_the_head(content: Content, chance: random.Random) -> Content:
    """Bytes changed where the file describes itself."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 8))):
        changed[chance.randrange(min(2000, len(changed)))] = chance.randrange(256)
    return bytes(changed)


def truncated(content: Content, chance: random.Random) -> Content:
    """Broken off."""
    return content[: chance.randrange(1, len(content))]


def with_a_hole(content: Content, chance: random.Random) -> Content:
    """A stretch of zeros, as a disk that failed leaves it."""
    start = chance.randrange(len(content))
    length = min(chance.choice((100, 4096, 50_000)), len(content) - start)
    return content[:start] + bytes(length) + content[start + length :]


def without_a_part(content: Content, chance: random.Random) -> Content:
    """A stretch missing, what follows moved up."""
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.choice((1, 100, 4096)) :]


def swapped(content: Content, chance: random.Random) -> Content:
    """Two boxes of an MP4, or two elements of a Matroska file, or two stretches of anything, exchanged."""
    parts = _boxes(content) or _elements(content) or _stretches(content)
    one, two = sorted(chance.sample(range(len(parts)), 2)) if len(parts) > 1 else (0, 0)
    parts[one], parts[two] = parts[two], parts[one]
    return b"".join(parts)


MEDIA: tuple[Mutation, ...] = (flipped, flipped_in_the_head, truncated, with_a_hole, without_a_part, swapped)


def _boxes(content: Content) -> list[Content]:
    """The top-level boxes of an MP4; none where it is no such file."""
    if content[4:8] != b"ftyp":
        return []
    parts, start = [], 0
    while start + 8 <= len(content):
        length = int.from_bytes(content[start : start + 4], "big")
        if length < 8:
            break
        parts.append(content[start : start + length])
        start += length
    return [*parts, content[start:]]


def _elements(content: Content) -> list[Content]:
    """A Matroska file cut before each of its clusters and before its tracks."""
    if content[:4] != b"\x1a\x45\xdf\xa3":
        return []
    marks = (b"\x1f\x43\xb6\x75", b"\x16\x54\xae\x6b", b"\x1c\x53\xbb\x6b")
    places = sorted({place for mark in marks for place in _found(content, mark)})
    borders = [0, *places, len(content)]
    return [content[a:b] for a, b in pairwise(borders)]


def _found(content: Content, mark: bytes) -> list[int]:
    places, place = [], content.find(mark)
    while place >= 0:
        places.append(place)
        place = content.find(mark, place + 1)
    return places


def _stretches(content: Content) -> list[Content]:
    size = max(1, len(content) // 8)
    return [content[start : start + size] for start in range(0, len(content), size)]


def media_seeds(folder: Path) -> list[Path]:
    """Healthy recordings of six seconds, one of each kind a learner may bring."""
    small = clips.Picture(clips.moving, 96, 64, 15, gop=15)
    vp8 = clips.Picture(clips.moving, 96, 64, 15, "libvpx", gop=15)
    opus = clips.Sound(codec="libopus")
    return [
        clips.make(folder / "a.mp4", 6, small, clips.Sound()),
        clips.make(folder / "parts.mp4", 6, small, clips.Sound(), {"movflags": "frag_keyframe+empty_moov"}),
        clips.make(folder / "first.mp4", 6, small, clips.Sound(), {"movflags": "faststart"}),
        clips.make(folder / "a.webm", 6, vp8, opus),
        clips.make_live_webm(folder / "live.webm", 6, vp8, opus),
        clips.make(folder / "a.mkv", 6, small, clips.Sound()),
        clips.make(folder / "a.mp3", 6, None, clips.Sound(codec="libmp3lame")),
        clips.make(folder / "a.wav", 6, None, clips.Sound(codec="pcm_s16le")),
    ]


def line_mutation(content: Content, chance: random.Random) -> Content:
    """A lesson file with a line doubled, lost, moved, indented, misspelt, cut short or with a word put in."""
    lines = content.decode("utf-8").split("\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        _break_a_line(lines, chance.randrange(len(lines)), chance)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _break_a_line(lines: list[str], at: int, chance: random.Random) -> None:
    line = lines[at]
    place = chance.randrange(len(line) + 1)
    broken: tuple[Callable[[], object], ...] = (
        lambda: lines.insert(at, line),
        lambda: lines.pop(at) if len(lines) > 1 else None,
        lambda: lines.insert(chance.randrange(len(lines)), lines.pop(at)),
        lambda: lines.__setitem__(at, " " * chance.randrange(5) + line),
        lambda: lines.__setitem__(at, line.lstrip()),
        lambda: lines.__setitem__(at, "\t" + line),
        lambda: lines.__setitem__(at, line[:place] + line[place + 1 :]),
        lambda: lines.__setitem__(at, line[:place]),
        lambda: lines.__setitem__(at, line[:place] + chance.choice(WORDS) + line[place:]),
        lambda: lines.__setitem__(at, line.split(":")[0] + ": " + chance.choice(WORDS)),
    )
    chance.choice(broken)()


LESSON: tuple[Mutation, ...] = (line_mutation, line_mutation, line_mutation, flipped, truncated)
