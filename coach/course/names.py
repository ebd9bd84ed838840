"""The words a lesson may use: what can be heard, what is found by rule, and what is measured."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from coach.course.page import Item, Page
from coach.course.source import read
from coach.domain.rubric import Words

# Closed classes and numbers, found by rules of each language (coach/language); never learned from examples.
SLOTS = (
    "money",
    "per_unit",
    "quantity",
    "duration",
    "clock_time",
    "place",
    "place.province",
    "place.commune",
    "place.other",
    "person_name",
    "self_pronoun",
)


@dataclass(frozen=True, slots=True)
class Names:
    """Known names: labels with their definitions, and measures."""

    labels: Mapping[str, Words]
    measures: frozenset[str]

    @property
    def heard(self) -> Collection[str]:
        """All that `heard` may ask for."""
        return (*self.labels, *SLOTS)


def read_labels(path: Path, page: Page) -> dict[str, Words]:
    """Label ids with the definition a labeller reads."""
    return {
        name: page.words(row.get("definition"), "definition")
        for name, row in _rows(path, page, "group", "set")
    }


def read_measures(path: Path, page: Page) -> frozenset[str]:
    """Names of measures."""
    return frozenset(name for name, _ in _rows(path, page, "unit"))


def _rows(path: Path, page: Page, *optional: str) -> list[tuple[str, Mapping[str, Item]]]:
    """The rows of a list of names, each with its fields."""
    content = read(path, page)
    rows: dict[str, Mapping[str, Item]] = {}
    for item in page.items(content, path.stem, "- id: ..."):
        row = page.fields(item, path.stem, ("id", "definition"), optional)
        name = page.text(row.get("id"), "id")
        if name in rows:
            page.problem("lesson.duplicate_key", item.line, field=name)
        rows[name] = row
    return list(rows.items())
