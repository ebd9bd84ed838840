"""The words a lesson may use: what can be heard, found by rule or measured, claim rules, viewers' intents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coach.course.page import Item, Page, nearest
from coach.course.source import read
from coach.domain.rubric import Intent, Words

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
    "cert",
    "product",
    "person_name",
    "self_pronoun",
)


@dataclass(frozen=True, slots=True)
class Names:
    """Known names: labels with their definitions, measures, claim rules and their kinds, viewers' intents."""

    labels: Mapping[str, Words]
    measures: frozenset[str]
    rules: frozenset[str] = frozenset()
    intents: Mapping[str, Intent] = field(default_factory=dict)

    @property
    def heard(self) -> Collection[str]:
        """All that `heard` may ask for."""
        return (*self.labels, *SLOTS)


def read_labels(path: Path, page: Page) -> dict[str, Words]:
    """Label ids with the definition a labeller reads."""
    return {
        name: page.words(row.get("definition"), "definition")
        for name, row in _rows(path, page, "group", "set", "core", "alone")
    }


def read_measures(path: Path, page: Page) -> frozenset[str]:
    """Names of measures."""
    return frozenset(name for name, _ in _rows(path, page, "unit"))


def read_rule_names(path: Path, page: Page) -> frozenset[str]:
    """Ids of claim rules, and the kinds of rule; what is wrong with them is told where they are checked."""
    content = read(path, page) if path.is_file() else None
    listed = content.value if content and isinstance(content.value, tuple) else ()
    rows = [item.value for item in listed if isinstance(item.value, Mapping)]
    named = (row[name].value for row in rows for name in ("id", "cat") if name in row)
    return frozenset(name for name in named if isinstance(name, str))


def read_intents(path: Path, page: Page, heard: Collection[str]) -> dict[str, Intent]:
    """What viewers may want, and which labels and slots answer it."""
    content = read(path, page) if path.is_file() else None
    found: dict[str, Intent] = {}
    for item in page.items(content, path.stem, "- id: ..."):
        row = page.fields(item, path.stem, ("id", "definition", "answered_by"), ("facts",))
        name = page.text(row.get("id"), "id")
        if name in found:
            page.problem("lesson.duplicate_key", item.line, field=name)
        page.words(row.get("definition"), "definition")
        facts = page.items(row.get("facts"), "facts", "[[money], [per_unit]]")
        found[name] = Intent(
            name,
            _known(row.get("answered_by"), "answered_by", page, heard),
            tuple(_known(group, "facts", page, heard) for group in facts),
        )
    return found


def _known(item: Item | None, field: str, page: Page, heard: Collection[str]) -> tuple[str, ...]:
    names = [(page.text(part, field), part.line) for part in page.items(item, field, "[price]")]
    for name, line in names:
        if name and name not in heard:
            close = nearest(name, sorted(heard))
            page.problem("lesson.unknown_label", line, name=name, nearest=close)
    return tuple(name for name, _ in names)


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
