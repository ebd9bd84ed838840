"""Whether one changed lesson file reads well, told at once and by the readers that read the whole course."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from coach.course.comments import Names as Asked
from coach.course.comments import read_said
from coach.course.course import Course
from coach.course.criteria import read_criterion
from coach.course.digest import plain
from coach.course.lessons import read_lesson
from coach.course.library import read_library
from coach.course.names import SLOTS
from coach.course.page import LANGUAGES, Page
from coach.course.source import parse
from coach.domain.errors import LessonError
from coach.language.labels import read_labels
from coach.language.sentences import COLUMNS, read_sentences

LESSONS, CRITERIA, COMMENTS, SENTENCES = "lessons", "criteria", "comments", "sentences"


def wrong_with(path: str, text: str, course: Course, folder: Path) -> tuple[LessonError, ...]:
    """All that is wrong with the text of one file, beside the other files of a course and its folder.

    The same that `coach lessons check` tells of it. Files of other kinds are only looked through as YAML.
    """
    file = PurePosixPath(path)
    page = Page(file.name)
    kind = str(file.parent)
    if kind == SENTENCES:
        return wrong_rows(file.name, text, folder)
    if kind == COMMENTS and file.stem in LANGUAGES:
        return _comments(file.name, text, course, folder)
    content = parse(unicodedata.normalize("NFC", text), page)
    if content is not None and kind == CRITERIA:
        _named(read_criterion(content, page, course.names).criterion.id, file, page)
    if content is not None and kind == LESSONS:
        _named(read_lesson(content, page, course.criteria)[0].id, file, page)
    return tuple(page.problems)


def wrong_rows(name: str, text: str, folder: Path) -> tuple[LessonError, ...]:
    """The first thing that is wrong with example sentences: a whole file, or its head and some rows."""
    with tempfile.TemporaryDirectory() as apart:
        path = Path(apart) / name
        path.write_text(text, encoding="utf-8", newline="\n")
        try:
            read_sentences(path, read_labels(folder / "labels.yaml"))
        except LessonError as error:
            return (error,)
    return ()


def content_of(text: str) -> Any:
    """The plain values of a file; None where it is not YAML or not a list or mapping."""
    page = Page("")
    item = parse(unicodedata.normalize("NFC", text), page)
    value = plain(item) if item is not None and not page.problems else None
    return value if isinstance(value, Mapping | list) else None


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a file of sentences, each with its cells by column; what is no row is left out."""
    cells = (line.split("\t") for line in text.split("\n")[1:] if line.strip())
    return [dict(zip(COLUMNS, one, strict=True)) for one in cells if len(one) == len(COLUMNS)]


def with_rows(text: str, rows: Sequence[tuple[int | None, Mapping[str, str] | None]]) -> str:
    """A file of sentences with some rows changed: by the number of the row (None: a new one), its cells.

    Without cells the row goes. Line ends and all other rows stay as they are.
    """
    head, *lines = text.rstrip("\n").split("\n")
    places = [at for at, line in enumerate(lines) if line.strip() and line.count("\t") == len(COLUMNS) - 1]
    kept: list[str | None] = list(lines)
    for number, cells in rows:
        written = None if cells is None else "\t".join(_cell(cells.get(name, "")) for name in COLUMNS)
        if number is None:
            kept.append(written)
        else:
            kept[places[number]] = written
    return "\n".join((head, *(line for line in kept if line is not None))) + "\n"


def _cell(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _comments(name: str, text: str, course: Course, folder: Path) -> tuple[LessonError, ...]:
    names = Asked(course.intents, (*course.labels, *SLOTS))
    kinds = read_library(folder, Path(name).stem, names, []).kinds
    tagged = Asked(course.intents, names.heard, sorted({tag for kind in kinds for tag in kind.tags}))
    page = Page(name)
    with tempfile.TemporaryDirectory() as apart:
        path = Path(apart) / name
        path.write_text(text, encoding="utf-8", newline="\n")
        read_said(path, page, tagged)
    return tuple(page.problems)


def _named(id: str, file: PurePosixPath, page: Page) -> None:
    if id and id != file.stem:
        page.problem("lesson.id_and_file", field="id", name=id, nearest=f'"{file.stem}"')
