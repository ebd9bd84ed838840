"""The library of viewers' comments: large enough, readable, kind, and told when wrong."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from coach.course.comments import REACTIONS, TONES, Names
from coach.course.library import Library, check_comments, load_library, read_library
from coach.course.names import SLOTS, read_labels
from coach.course.page import Page
from coach.domain.errors import LessonError
from coach.language.labels import read_labels as read_groups
from coach.language.shelf import shipped_lessons
from coach.language.text import bare
from coach.viewers.reading import LONGEST
from tests.course.test_schema import read, validator

LANGUAGES = ("vi", "en", "id")
ENOUGH = 150  # comments of each language
# Nobody's accent, looks or age is ever a viewer's business; contempt teaches nothing.
NEVER = re.compile(
    r"\b(ngu|dốt|xấu|béo|mập|đen|già|lùn|giọng|quê mùa|nhà quê|xinh|duyên|vợ chưa|chồng chưa|ugly|fat|stupid"
    r"|old|accent|pretty|sexy|tired|dumb|jelek|gendut|bodoh|cantik|logat|tua|hitam)\b"
)
MAY = (
    "người già",
    "non hay già",
    "orang tua",
    "kalau jelek",
    "old customers",
    "old price",
    "bergaya",
)  # goods, prices, buyers


@lru_cache(3)
def library(language: str) -> Library:
    return load_library(shipped_lessons(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_enough_of_every_intent_tone_and_difficulty(language: str) -> None:
    here = library(language)
    comments = here.said.comments
    assert len(comments) >= ENOUGH
    assert set(Counter(one.intent for one in comments)) == set(here.intents)
    assert min(Counter(one.intent for one in comments).values()) >= 5
    assert {one.tone for one in comments} == set(TONES)
    assert {one.difficulty for one in comments} == {1, 2, 3}
    assert {one.when for one in here.said.reactions} == set(REACTIONS)
    assert len(set(here.said.names)) == len(here.said.names) >= 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_comment_asks_for_answers_its_intent(language: str) -> None:
    """A comment's own facts are what its intent counts as an answer or as a fact of one."""
    here = library(language)
    labels = read_groups(shipped_lessons() / "labels.yaml")
    for one in here.said.comments:
        intent = here.intents[one.intent]
        known = {*intent.answered_by, *(name for group in intent.facts for name in group)}
        coarse = {name if name in known or name in SLOTS else labels.coarser(name) for name in one.asks}
        assert coarse <= known, one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_are_short_enough_and_never_of_accent_looks_or_age(language: str) -> None:
    said = library(language).said
    for text in (*(one.text for one in said.comments), *(one.text for one in said.reactions)):
        assert len(text) <= LONGEST, text
        plain = text.casefold()
        for allowed in MAY:
            plain = plain.replace(allowed, "")
        assert not NEVER.search(plain), text
        assert not re.search(r"\d{8,}|https?:|@", text), text  # no numbers, no links


def test_vietnamese_is_typed_as_people_of_every_region_type() -> None:
    comments = library("vi").said.comments
    by_region = Counter(one.region for one in comments)
    assert all(by_region[region] >= 10 for region in ("north", "central", "south"))
    unmarked = [one for one in comments if one.text.isascii() and " " in one.text]
    assert 0.08 <= len(unmarked) / len(comments) <= 0.3
    assert all(bare(one.text) == one.text.lower() for one in unmarked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kind_room_is_kind(language: str) -> None:
    easy = [one for one in library(language).said.comments if one.difficulty == 1]
    assert all(one.tone not in ("rude", "doubt") for one in easy)
    assert all(one.difficulty == 3 for one in library(language).said.comments if one.tone == "rude")
    assert all(one.intent not in ("complaint", "distrust") for one in easy)


def test_every_lesson_has_a_room_and_every_product_of_a_lesson_a_kind() -> None:
    here = library("vi")
    lessons = {path.stem for path in (shipped_lessons() / "lessons").glob("*.yaml")}
    assert lessons == set(here.seats) - {"usual"}
    assert set(here.products.values()) <= {kind.id for kind in here.kinds}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_library_keeps_to_its_schema(language: str) -> None:
    path = shipped_lessons() / "comments" / f"{language}.yaml"
    assert [error.message for error in validator("comments").iter_errors(read(path))] == []


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(shipped_lessons(), tmp_path / "lessons", ignore=shutil.ignore_patterns("*.tsv"))
    )


WRONG = [
    ("intent: price", "intent: prise", "lesson.unknown_intent", {"name": "prise", "nearest": '"price"'}),
    ("tone: plain", "tone: plane", "lesson.wrong_type", {"field": "tone", "expected": 'tone: "plain"'}),
    ("difficulty: 1", "difficulty: 4", "lesson.wrong_type", {"field": "difficulty"}),
    ("asks: [money]", "asks: [mony]", "lesson.unknown_label", {"name": "mony"}),
    ("for: [food]", "for: [fod]", "lesson.wrong_type", {"field": "for"}),
    ("{you}", "{yu}", "lesson.wrong_type", {"field": "text"}),
    ("text:", "txt:", "lesson.unknown_field", {"field": "txt", "nearest": '"text"'}),
    ("id: v002", "id: v001", "lesson.duplicate_key", {"field": "v001"}),
]


@pytest.mark.parametrize(("right", "wrong", "id", "values"), WRONG, ids=[row[1] for row in WRONG])
def test_a_mistake_is_told_with_file_line_and_field(
    course: Path, right: str, wrong: str, id: str, values: dict[str, Any]
) -> None:
    path = course / "comments" / "vi.yaml"
    head, text = path.read_text("utf-8").split("\n", 1)
    line = text[: text.index(right)].count("\n") + 2
    path.write_text(head + "\n" + text.replace(right, wrong, 1), "utf-8")
    problems: list[LessonError] = []
    here = library("vi")
    labels = read_labels(course / "labels.yaml", Page("labels.yaml"))
    read_library(course, "vi", Names(here.intents, (*labels, *SLOTS)), problems)
    told = [problem for problem in problems if problem.id == id]
    assert told
    assert told[0].values["file"] == "vi.yaml"
    assert told[0].values["line"] == line
    assert values.items() <= dict(told[0].values).items()


def test_a_missing_room_or_advice_is_told(course: Path) -> None:
    rooms, answers = course / "comments" / "rooms.yaml", course / "comments" / "answers.yaml"
    rooms.write_text(rooms.read_text("utf-8").replace("usual:", "usuell:"), "utf-8")
    answers.write_text(answers.read_text("utf-8").replace("id: joke", "id: jokes"), "utf-8")
    problems: list[LessonError] = []
    check_comments(course, problems, Names(library("vi").intents, set(library("vi").intents)))
    told = {(problem.id, problem.values["file"]) for problem in problems}
    assert ("lesson.missing_field", "rooms.yaml") in told
    assert ("lesson.unknown_intent", "answers.yaml") in told
    assert ("lesson.missing_field", "answers.yaml") in told
