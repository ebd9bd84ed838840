"""Staged transcripts: words with their seconds, comments, and whether a fair listener heard an answer."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from coach.capture.written import read_written
from coach.domain.media import ShownComment
from coach.domain.transcript import Word

HERE = Path(__file__).parent
ASKED = re.compile(r"\[(\d+):(\d+)\] \? (\w+) (yes|no) \| ([^|]+) \| (.+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A comment, and whether a fair listener says that it was answered."""

    comment: ShownComment
    answered: bool


@dataclass(frozen=True, slots=True)
class Staged:
    """One staged transcript. `kind` says how its questions were met: prompt, late, wrong, chance ..."""

    id: str
    kind: str
    words: tuple[Word, ...]
    asked: tuple[Asked, ...]


def staged(language: str) -> tuple[Staged, ...]:
    """All staged transcripts of a language, in the order in which they are written."""
    blocks = (HERE / f"{language}.txt").read_text("utf-8").split("\n== ")[1:]
    return tuple(_staged(block) for block in blocks)


def _staged(block: str) -> Staged:
    head, *lines = block.strip().splitlines()
    name, kind = head.split()
    asked = tuple(_asked(line, name, n) for n, line in enumerate(lines) if "] ? " in line)
    said = "\n".join(line for line in lines if "] ? " not in line)
    return Staged(name, kind, _words(said), asked)


def _asked(line: str, staged: str, number: int) -> Asked:
    found = ASKED.fullmatch(line)
    if found is None:
        raise ValueError(f"{staged}: {line}")
    minutes, seconds, intent, yes, name, text = found.groups()
    at_s = 60.0 * int(minutes) + int(seconds)
    return Asked(ShownComment(f"{staged}.{number}", at_s, name.strip(), text, intent), yes == "yes")


def _words(said: str) -> tuple[Word, ...]:
    """The words with their seconds, as a written transcript gives them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.txt"
        path.write_text(said, "utf-8")
        return read_written(path).words
