"""A mistake in the course is told with its file, its line and its field, in Vietnamese and in English."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.bad_input.conftest import LESSONS, Door

Opening = Callable[..., Door]
CRITERION = "criteria/origin_place.yaml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course, with its first example sentences only."""
    folder = tmp_path_factory.mktemp("course") / "lessons"
    shutil.copytree(LESSONS, folder, ignore=shutil.ignore_patterns("scripts", "schema"))
    for path in (folder / "sentences").glob("*.tsv"):
        path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:40]), "utf-8")
    return folder


@pytest.fixture
def course(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "lessons")


def replaced(path: Path, old: str, new: str) -> int:
    """Put `new` for the first `old`; the line on which it stands."""
    text = path.read_text("utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def inserted(path: Path, at: int, line: str) -> int:
    """Put a line in before line `at`."""
    lines = path.read_text("utf-8").split("\n")
    lines.insert(at - 1, line)
    path.write_text("\n".join(lines), "utf-8")
    return at


def lost(path: Path, start: str) -> int:
    """Take the first line away that begins so; the line of the field it was in, two lines further up."""
    lines = path.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.lstrip().startswith(start))
    del lines[at]
    path.write_text("\n".join(lines), "utf-8")
    return at - 1


# what an author did, in which file, and what the sentence has to name besides the file and the line
WRONG: Mapping[str, tuple[str, Callable[[Path], int], tuple[str, ...]]] = {
    "misspelt field": (
        CRITERION,
        lambda path: replaced(path, "\nprompt:", "\npromt:") + 1,
        ("promt", "prompt"),
    ),
    "duplicate key": (CRITERION, lambda path: replaced(path, "\nskill:", "\nid: twice\nskill:") + 1, ("id",)),
    "tab": (CRITERION, lambda path: inserted(path, 3, "\tskill: story"), ()),
    "missing language": (CRITERION, lambda path: lost(path, "en:"), ("en",)),
    "unknown label": (CRITERION, lambda path: replaced(path, "[origin,", "[orign,"), ("orign", "origin")),
    "rungs out of order": (CRITERION, lambda path: 0 * replaced(path, "\n  2:", "\n  4:"), ("0, 1,",)),
    "no YAML": (CRITERION, lambda path: 0 * replaced(path, "prompt:", "prompt: ["), ()),
    "unknown criterion": (
        "lessons/L02.yaml",
        lambda path: replaced(path, "id: origin_place", "id: origin_plaice"),
        ("origin_plaice", "origin_place"),
    ),
    "weight that is no number": (
        "lessons/L02.yaml",
        lambda path: replaced(path, "weight: ", "weight: a"),
        ("weight",),
    ),
    "unknown severity": (
        "claims.yaml",
        lambda path: replaced(path, "severity: warn", "severity: warm"),
        ("severity", "warn"),
    ),
    "pattern that is none": ("claims.yaml", lambda path: replaced(path, "    vi: '", "    vi: '(("), ("vi",)),
    "misspelt field of a claim": (
        "claims.yaml",
        lambda path: replaced(path, "  safe:", "  save:"),
        ("save", "safe"),
    ),
    "claim written twice": (
        "claims.yaml",
        lambda path: replaced(path, "- id: sup_number_one", "- id: sup_best"),
        ("sup_best",),
    ),
    "place that is no text": (
        "places.yaml",
        lambda path: replaced(path, "  - Hà Nội", "  - 29"),
        ("provinces",),
    ),
    "missing section": ("places.yaml", lambda path: 0 * replaced(path, "\nothers:", "\nother:"), ("others",)),
    "label of a sentence": (
        "sentences/en.tsv",
        lambda path: inserted(path, 2, "I live here\torign\t*\t\tasia\tme\town"),
        ("orign", "origin"),
    ),
    "cells of a sentence": ("sentences/vi.tsv", lambda path: inserted(path, 2, "Em chào cả nhà"), ("7",)),
}


@pytest.mark.parametrize(
    ("name", "language"), [(name, "en") for name in WRONG] + [(name, "vi") for name in [*WRONG][:6]]
)
def test_a_mistake_is_told_with_its_place(
    other_door: Opening, course: Path, name: str, language: str
) -> None:
    where, make_wrong, named = WRONG[name]
    file = course / where
    line = make_wrong(file)
    left = other_door(language=language)("lessons", "check", file)
    assert left.code == 5, left
    assert "Traceback" not in left.err
    told = [sentence for sentence in left.err.splitlines() if sentence.startswith(file.name)]
    assert told == left.err.splitlines()
    assert any(all(word in sentence for word in named) for sentence in told), told
    place = {"vi": "dòng", "en": "line"}[language]
    assert not line or any(f"{place} {line}" in sentence for sentence in told), (line, told)


def test_a_take_is_not_scored_by_a_broken_course(other_door: Opening, course: Path, tmp_path: Path) -> None:
    replaced(course / CRITERION, "[origin,", "[orign,")
    left = other_door(lessons=str(course), language="en").score(tmp_path / "any.mp4")
    assert left.code == 5
    assert "Traceback" not in left.err


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.drill)])
def test_a_course_that_is_not_there_is_told(other_door: Opening, tmp_path: Path, language: str) -> None:
    left = other_door(language=language)("lessons", "check", tmp_path / "nowhere")
    assert left.code == 5
    left.says(language, "lesson.missing", path=str(tmp_path / "nowhere"))
