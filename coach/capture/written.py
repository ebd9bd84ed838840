"""A transcript as a file: plain text, perhaps with marks of time, or words with their seconds as JSON."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Any

from coach.domain.errors import MediaError
from coach.domain.media import Recording, Span
from coach.domain.transcript import Word

WORD_S = 0.3  # a calm syllable with its part of short pauses: about 200 a minute
LONGEST_WORD_S = 0.5  # where a mark leaves more time than that, the rest is silence
SHORTEST_WORD_S = 0.05
BREATH_S = 0.7  # between lines, and after a sentence: longer than the pauses inside one
LARGEST_BYTES = 5_000_000  # a day of talk

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
MARK = re.compile(r"\[(?:(\d{1,2}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)\]")
ACTION = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
HEADING = re.compile(r"(?m)^#.*$")
SENTENCE_END = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Written:
    """Words in time order. `timed`: their seconds were given, by marks or word by word, not only assumed."""

    words: tuple[Word, ...]
    timed: bool
    sha256: str
    path: Path

    @property
    def recording(self) -> Recording:
        """The transcript in the place of a recording: as long as its words, without sound and picture."""
        end_s = max((word.span.end_s for word in self.words), default=0.0)
        return Recording(self.sha256, self.path, end_s, None, None, 0, has_sound=False)


def read_written(path: Path) -> Written:
    """Read a transcript. MediaError where it is no text, too large, empty, or JSON of another shape."""
    text = _text(path)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if path.suffix.lower() == ".json":
        words, timed = _from_json(text, path), True
    else:
        words, timed = _from_text(text)
    if not words:
        raise MediaError("words.empty", file=path.name)
    return Written(words, timed, sha256, path)


def _text(path: Path) -> str:
    if not path.is_file():
        raise MediaError("media.missing", name=path.name)
    if path.stat().st_size > LARGEST_BYTES:
        raise MediaError("words.too_large", file=path.name)
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, OSError) as error:
        raise MediaError("words.not_text", file=path.name) from error


def _from_json(text: str, path: Path) -> tuple[Word, ...]:
    try:
        told = json.loads(text)
        listed = told.get("transcript", told).get("words") if isinstance(told, Mapping) else told
        words = tuple(_word(one) for one in listed)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise MediaError("words.not_words", file=path.name) from error
    if any(after.span.start_s < before.span.start_s for before, after in pairwise(words)):
        raise MediaError("words.not_in_order", file=path.name)
    return words


def _word(one: Mapping[str, Any]) -> Word:
    span = Span(float(one["start_s"]), float(one["end_s"]))
    probability = float(one.get("probability", 1.0))
    text = unicodedata.normalize("NFC", one["text"]).strip()
    if not text or not isfinite(span.end_s) or not 0 <= probability <= 1:
        raise ValueError("a word has a text, seconds and a probability from 0 to 1")
    return Word(text, span, probability)


@dataclass(frozen=True, slots=True)
class _Part:
    """What was said from one mark to the next: lines of words. `start_s` is None before the first mark."""

    start_s: float | None
    lines: tuple[tuple[str, ...], ...]

    @property
    def count(self) -> int:
        return sum(len(line) for line in self.lines)


def _from_text(text: str) -> tuple[tuple[Word, ...], bool]:
    parts = [part for part in _parts(text) if part.lines or part.start_s is not None]
    spoken = [part for part in parts if part.lines]
    timed = any(part.start_s is not None for part in parts)
    words: list[Word] = []
    for at, part in enumerate(parts):
        reached_s = words[-1].span.end_s + BREATH_S if words else 0.0
        start_s = max(reached_s, part.start_s or 0.0)
        until_s = parts[at + 1].start_s if at + 1 < len(parts) else None
        words += _spoken(part, start_s, until_s)
    return tuple(words), timed and bool(spoken)


def _parts(text: str) -> Iterator[_Part]:
    body = HEADING.sub("", FRONT_MATTER.sub("", text.replace("\r\n", "\n"))).replace("*", "")
    pieces = MARK.split(body)  # text, hours, minutes, seconds, text, ...
    yield _Part(None, _lines(pieces[0]))
    for at in range(1, len(pieces), 4):
        hours, minutes, seconds, said = pieces[at : at + 4]
        yield _Part(3600 * int(hours or 0) + 60 * int(minutes) + float(seconds), _lines(said))


def _lines(text: str) -> tuple[tuple[str, ...], ...]:
    """Words line by line, a line cut after each sentence; actions in brackets are nobody's words."""
    found: list[tuple[str, ...]] = []
    for line in ACTION.sub(" ", text).splitlines():
        current: list[str] = []
        for word in line.split():
            current.append(word)
            if word.rstrip("\"'”’»)").endswith(SENTENCE_END):
                found.append(tuple(current))
                current = []
        if current:
            found.append(tuple(current))
    return tuple(found)


def _spoken(part: _Part, start_s: float, until_s: float | None) -> Iterator[Word]:
    """The words one after another, spread over the time there is."""
    word_s = _word_s(part, start_s, until_s)
    at_s = start_s
    for line in part.lines:
        for text in line:
            yield Word(text, Span(round(at_s, 3), round(at_s + word_s, 3)), 1.0)
            at_s += word_s
        at_s += BREATH_S


def _word_s(part: _Part, start_s: float, until_s: float | None) -> float:
    if until_s is None or not part.count:
        return WORD_S
    free_s = until_s - start_s - BREATH_S * len(part.lines)
    return min(LONGEST_WORD_S, max(SHORTEST_WORD_S, free_s / part.count))
