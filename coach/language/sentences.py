"""The example sentences a language is learned from: what people really say, and what it holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coach.domain.errors import LessonError
from coach.language.labels import Labels
from coach.language.text import spoken, tokens, wordset
from coach.language.yaml import nearest

COLUMNS = ("text", "true", "false", "near_miss_of", "region", "writer", "source")
REGIONS = wordset("north central south highland asia america britain other")
REST = "*"  # in `false`: every label not in `true`; "*story": every such label of that set
OPEN = "?"  # in `false`: "?story" leaves that label unknown, whatever "*" says


@dataclass(frozen=True, slots=True)
class Row:
    """One example. What is neither true nor false is unknown, and teaches nothing about that label."""

    text: str
    true: frozenset[str]
    false: frozenset[str]
    near_miss_of: frozenset[str]
    region: str
    writer: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class _Cells:
    """One line's cells, and where they stand, for messages."""

    file: str
    line: int
    cells: Mapping[str, str]

    def refuse(self, id: str, field: str, **values: str | float) -> LessonError:
        return LessonError(id, file=self.file, line=self.line, field=field, **values)

    def labels(self, field: str, known: Labels) -> frozenset[str]:
        named = frozenset(filter(None, (name.strip() for name in self.cells[field].split(","))))
        rests = _marks(known) if field == "false" else set()
        for name in sorted(named - rests):
            if name not in known.ids:
                close = nearest(name, sorted({*known.ids, *rests}))
                raise self.refuse("lesson.sentence.unknown_label", field, word=name, nearest=close)
        return named


def read_sentences(path: Path, labels: Labels) -> tuple[Row, ...]:
    """Read one language's sentences. LessonError names file, line, field and the nearest right word."""
    rows = tuple(_row(cells, labels) for cells in _lines(path))
    _refuse_twins(path.name, rows)
    return rows


def _lines(path: Path) -> Iterator[_Cells]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as unreadable:
        raise LessonError("lesson.file.unreadable", file=path.name) from unreadable
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise LessonError("lesson.sentence.columns", file=path.name, columns=" ".join(COLUMNS))
    for line, written in enumerate(lines[1:], 2):
        if written.strip():
            yield _cells(path.name, line, written)


def _cells(file: str, line: int, written: str) -> _Cells:
    if not unicodedata.is_normalized("NFC", written):
        raise LessonError("lesson.sentence.not_nfc", file=file, line=line, field="text")
    values = written.split("\t")
    if len(values) != len(COLUMNS):
        raise LessonError(
            "lesson.sentence.cells", file=file, line=line, cells=len(values), needed=len(COLUMNS)
        )
    return _Cells(file, line, dict(zip(COLUMNS, values, strict=True)))


def _row(line: _Cells, labels: Labels) -> Row:
    for field in ("text", "region", "writer", "source"):
        if not line.cells[field].strip():
            raise line.refuse("lesson.sentence.empty", field)
    region = line.cells["region"]
    if region not in REGIONS:
        close = nearest(region, sorted(REGIONS))
        raise line.refuse("lesson.sentence.unknown_region", "region", word=region, nearest=close)
    true = labels.widened(line.labels("true", labels))
    false = _false(line, labels, true)
    near = line.labels("near_miss_of", labels)
    if near - false:
        raise line.refuse("lesson.sentence.near_miss", "near_miss_of", word=min(near - false))
    text, writer, source = (line.cells[field].strip() for field in ("text", "writer", "source"))
    return Row(text, true, false, near, region, writer, source, line.line)


def _false(line: _Cells, labels: Labels, true: frozenset[str]) -> frozenset[str]:
    named = line.labels("false", labels)
    rests = {name.removeprefix(REST) for name in named if name.startswith(REST)}
    left_open = {name.removeprefix(OPEN) for name in named if name.startswith(OPEN)}
    false = labels.deepened(name for name in named if not name.startswith((REST, OPEN)))
    false |= frozenset().union(*map(labels.in_set, rests)) - true - left_open
    if false & true:
        raise line.refuse("lesson.sentence.true_and_false", "false", word=min(false & true))
    return false


def _marks(known: Labels) -> set[str]:
    """What may stand in `false` beside labels: the rest, the rest of a set, and labels left open."""
    return {REST + name for name in ("", *known.sets)} | {OPEN + label for label in known.ids}


def _refuse_twins(file: str, rows: Iterable[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        said = " ".join(token.text for token in tokens(spoken(row.text).words))
        if said in first:
            raise LessonError(
                "lesson.sentence.twice", file=file, line=row.line, field="text", first=first[said]
            )
        first[said] = row.line
