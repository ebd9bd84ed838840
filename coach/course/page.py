"""A page of the course being read: its values with their lines, and the list of what is wrong on it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import isfinite
from typing import TypeAlias

from coach.domain.errors import LessonError
from coach.domain.rubric import Words

REQUIRED_LANGUAGES = ("vi", "en", "id")  # of every sentence for people
LANGUAGES = REQUIRED_LANGUAGES
FEW = 8  # so many right words can all be named

Value: TypeAlias = bool | int | float | str | tuple["Item", ...] | Mapping[str, "Item"] | None


@dataclass(frozen=True, slots=True)
class Item:
    """One value, and the line on which it or its key stands."""

    value: Value
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """A file being read. Readers give an empty value for what is wrong or absent, and note the problem."""

    file: str
    problems: list[LessonError] = field(default_factory=list)

    def problem(self, id: str, line: int = 1, **values: str | float) -> None:
        """Note a problem at a line."""
        self.problems.append(LessonError(id, file=self.file, line=line, **values))

    def fields(
        self, item: Item | None, of: str, required: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, Item]:
        """The fields of a mapping; tells those that are unknown or missing."""
        if item is None:
            return {}
        if not isinstance(item.value, Mapping):
            self.wrong(item, of, f"{of}: ...")
            return {}
        known = (*required, *optional)
        for name, value in item.value.items():
            if name not in known:
                self.problem(
                    "lesson.unknown_field", value.line, field=name, of=of, nearest=nearest(name, known)
                )
        for name in required:
            if name not in item.value:
                self.problem("lesson.missing_field", item.line, field=name, of=of)
        return {name: value for name, value in item.value.items() if name in known}

    def wrong(self, item: Item, field: str, expected: str) -> None:
        """Tell that a value is not what its field needs; `expected` is an example as one would write it."""
        self.problem("lesson.wrong_type", item.line, field=field, expected=expected)

    def text(self, item: Item | None, field: str) -> str:
        """A text that is not empty."""
        if item is None:
            return ""
        if isinstance(item.value, str) and item.value.strip():
            return item.value.strip()
        self.wrong(item, field, f"{field}: abc")
        return ""

    def number(self, item: Item | None, field: str) -> float:
        """A number; a word such as true is none."""
        if item is None:
            return 0.0
        if isinstance(item.value, int | float) and not isinstance(item.value, bool):
            with suppress(OverflowError):  # more digits than a number can have
                if isfinite(item.value):
                    return float(item.value)
        self.wrong(item, field, f"{field}: 3")
        return 0.0

    def pair(self, item: Item | None, field: str) -> tuple[float, float]:
        """Two numbers, the smaller first."""
        parts = self.items(item, field, "[60, 120]")
        numbers = [self.number(part, field) for part in parts]
        if item is not None and (len(numbers) != 2 or numbers[0] > numbers[1]):
            self.wrong(item, field, f"{field}: [60, 120]")
        return (numbers[0], numbers[1]) if len(numbers) == 2 else (0.0, 0.0)

    def items(self, item: Item | None, field: str, expected: str) -> Sequence[Item]:
        """The parts of a list; `expected` shows how one is written."""
        if item is None:
            return ()
        if isinstance(item.value, tuple):
            return item.value
        self.wrong(item, field, f"{field}: {expected}")
        return ()

    def words(self, item: Item | None, field: str) -> Words:
        """A sentence in each language; tells which required language is missing."""
        if item is None:
            return {}
        if not isinstance(item.value, Mapping):
            self.wrong(item, field, "{vi: ..., en: ..., id: ...}")
            return {}
        for language in REQUIRED_LANGUAGES:
            if language not in item.value:
                self.problem("lesson.missing_language", item.line, field=field, language=language)
        known = self.fields(item, field, (), LANGUAGES)
        return {language: self.text(known[language], language) for language in LANGUAGES if language in known}


def nearest(word: str, known: Collection[str]) -> str:
    """The right word where one is very like this one, else the likeliest few, in quotes."""
    names = list(known)
    alike = (
        [name for name in names if _without_zeros(name) == _without_zeros(word)]
        or get_close_matches(word, names, n=1, cutoff=0.75)
        or get_close_matches(word, names, n=3, cutoff=0.6)
    )
    if not alike and len(names) > FEW:
        alike = get_close_matches(word, names, n=3, cutoff=0.0)
    return ", ".join(f'"{name}"' for name in alike or names)


def _without_zeros(word: str) -> str:
    """How people write a numbered name: "l2" for "L02"."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", word.casefold())
