"""The claim rules and the gazetteer beside the lessons: whether they are written as they should be."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Mapping
from pathlib import Path

from coach.course.page import Item, Page, nearest
from coach.course.source import read
from coach.domain.errors import LessonError
from coach.language.claims import FIELDS, SEVERITIES, bare_pattern
from coach.language.labels import read_labels
from coach.language.places import SECTIONS
from coach.language.sentences import read_sentences
from coach.language.text import one_tone_placement

CLAIMS, PLACES, LABELS, SENTENCES = "claims.yaml", "places.yaml", "labels.yaml", "sentences"
PLACES_OF_ONE = "places.*.yaml"  # places.id.yaml: what only one language listens for
CLAIM_NEEDS = ("id", "severity")  # and a pattern, or the label that means it
SAID = "[abc, def]"  # how a list of sentences or names is written
NOT_A_PATTERN = (re.error, OverflowError, RecursionError)  # what Python says of a pattern it cannot read


def check_rules(folder: Path, problems: list[LessonError]) -> None:
    """Note what is wrong with claims.yaml, places.yaml and places of one language, where they are there."""
    for pattern, check in ((CLAIMS, _claims), (PLACES, _places), (PLACES_OF_ONE, _places)):
        for path in sorted(folder.glob(pattern)):
            page = Page(path.name, problems)
            content = read(path, page)
            if content is not None:
                check(content, page)


def check_sentences(
    folder: Path, problems: list[LessonError], languages: Collection[str] | None = None
) -> None:
    """Note the first thing that is wrong with the example sentences of these languages, of all without any.

    Nothing is asked where the labels they name cannot be read, which is told elsewhere.
    """
    try:
        labels = read_labels(folder / LABELS)
    except LessonError:
        return
    for path in sorted((folder / SENTENCES).glob("*.tsv")):
        if languages is not None and path.stem not in languages:
            continue
        try:
            read_sentences(path, labels)
        except LessonError as error:
            problems.append(error)


def _claims(content: Item, page: Page) -> None:
    seen: set[str] = set()
    for item in page.items(content, "claims", "- id: ..."):
        row = page.fields(item, "claims", CLAIM_NEEDS, FIELDS)
        name = page.text(row.get("id"), "id")
        if name and name in seen:
            page.problem("lesson.duplicate_key", item.line, field=name)
        seen.add(name)
        _claim(row, page)


def _claim(row: Mapping[str, Item], page: Page) -> None:
    if not {"rx", "label"} & set(row):
        page.problem("lesson.one_of", next(iter(row.values())).line if row else 1, fields="rx, label")
    severity = page.text(row.get("severity"), "severity")
    if severity and severity not in SEVERITIES:
        page.wrong(row["severity"], "severity", f"severity: {nearest(severity, SEVERITIES)}")
    for language, item in _each(row.get("rx"), "rx", "{vi: ..., en: ...}", page).items():
        _pattern(item, language, page)
    for name in ("ok", "law"):
        _texts(row.get(name), name, page)
    for language, item in _each(row.get("safe"), "safe", "{vi: ..., en: ...}", page).items():
        page.text(item, language)
    for name in ("hit", "miss"):
        for language, item in _each(row.get(name), name, "{vi: [...], en: [...]}", page).items():
            _texts(item, language, page)


def _pattern(item: Item, language: str, page: Page) -> None:
    """A pattern has to be readable as it is and without its diacritics."""
    written = one_tone_placement(page.text(item, language))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(written)
            re.compile(bare_pattern(written))
    except NOT_A_PATTERN as error:
        page.problem("lesson.bad_pattern", item.line, field=language, why=str(error))


def _places(content: Item, page: Page) -> None:
    row = page.fields(content, "places", SECTIONS)
    for name in ("provinces", "former_provinces", "others"):
        _texts(row.get(name), name, page)
    for name in ("communes", "also"):
        for place, item in _each(row.get(name), name, f"{{Lạng Sơn: {SAID}}}", page).items():
            _texts(item, place, page)


def _each(item: Item | None, field: str, expected: str, page: Page) -> Mapping[str, Item]:
    """The parts of a mapping whose keys are free."""
    if item is None:
        return {}
    if isinstance(item.value, Mapping) and item.value:
        return item.value
    page.wrong(item, field, f"{field}: {expected}")
    return {}


def _texts(item: Item | None, field: str, page: Page) -> None:
    for part in page.items(item, field, SAID):
        page.text(part, field)
