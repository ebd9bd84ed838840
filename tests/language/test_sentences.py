"""Labels and example sentences are read with care."""

from pathlib import Path

import pytest

from coach.domain.errors import LessonError
from coach.language.labels import Labels, read_labels
from coach.language.sentences import COLUMNS, Row, read_sentences
from coach.language.shelf import shipped_lessons

LABELS = """
- {id: origin, definition: {en: where from}}
- {id: land, group: origin, definition: {en: the land}}
- {id: greet, definition: {en: hello}}
"""
GOOD = "na này ở Chi Lăng\torigin\t*\t\tnorth\tvoice\town"


@pytest.fixture
def labels(tmp_path: Path) -> Labels:
    (tmp_path / "labels.yaml").write_text(LABELS, encoding="utf-8")
    return read_labels(tmp_path / "labels.yaml")


def rows(tmp_path: Path, labels: Labels, *lines: str) -> tuple[Row, ...]:
    path = tmp_path / "vi.tsv"
    path.write_text("\n".join(("\t".join(COLUMNS), *lines)), encoding="utf-8")
    return read_sentences(path, labels)


def test_a_star_makes_every_other_label_false(tmp_path: Path, labels: Labels) -> None:
    (row,) = rows(tmp_path, labels, GOOD)
    assert row.true == {"origin"}
    assert row.false == {"land", "greet"}


def test_what_is_not_named_is_unknown(tmp_path: Path, labels: Labels) -> None:
    (row,) = rows(tmp_path, labels, "a b\torigin\tgreet\t\tnorth\tv\town")
    assert "land" not in row.true | row.false


def test_a_finer_label_makes_its_group_true_and_a_false_group_its_finer_ones_false(
    tmp_path: Path, labels: Labels
) -> None:
    first, second = rows(tmp_path, labels, "a\tland\tgreet\t\tnorth\tv\town", "b\t\torigin\t\tnorth\tv\town")
    assert first.true == {"land", "origin"}
    assert second.false == {"origin", "land"}


@pytest.mark.parametrize(
    ("line", "id", "values"),
    [
        (
            "a\torigni\t*\t\tnorth\tv\town",
            "lesson.sentence.unknown_label",
            {"line": 2, "field": "true", "nearest": "origin"},
        ),
        ("a\torigin\torigin\t\tnorth\tv\town", "lesson.sentence.true_and_false", {"word": "origin"}),
        ("a\torigin\t\tgreet\tnorth\tv\town", "lesson.sentence.near_miss", {"word": "greet"}),
        ("a\t\t*\t\tnoth\tv\town", "lesson.sentence.unknown_region", {"nearest": "north"}),
        ("a\t\t*\t\tnorth\t\town", "lesson.sentence.empty", {"field": "writer"}),
        ("a\t\t*", "lesson.sentence.cells", {"cells": 3}),
        ("hoa\u0300\t\t*\t\tnorth\tv\town", "lesson.sentence.not_nfc", {"line": 2}),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(
    tmp_path: Path, labels: Labels, line: str, id: str, values: dict[str, str | int]
) -> None:
    with pytest.raises(LessonError) as refused:
        rows(tmp_path, labels, line)
    assert refused.value.id == id
    assert refused.value.values["file"] == "vi.tsv"
    assert values.items() <= refused.value.values.items()


def test_the_same_sentence_twice_is_refused(tmp_path: Path, labels: Labels) -> None:
    with pytest.raises(LessonError) as refused:
        rows(tmp_path, labels, GOOD, "x\t\t*\t\tnorth\tv\town", GOOD.replace("na này", "Na Này,"))
    assert refused.value.values == {"file": "vi.tsv", "line": 4, "field": "text", "first": 2}


def test_other_columns_are_refused(tmp_path: Path, labels: Labels) -> None:
    (tmp_path / "vi.tsv").write_text("text\ttrue\n", encoding="utf-8")
    with pytest.raises(LessonError, match=r"lesson\.sentence\.columns"):
        read_sentences(tmp_path / "vi.tsv", labels)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("a: 1", "lesson.labels.list"),
        ("- {definition: {en: a}}", "lesson.labels.no_id"),
        ("- {id: a}", "lesson.labels.no_definition"),
        ("- {id: a, definition: {en: a}, gruop: b}", "lesson.labels.unknown_field"),
        ("- {id: a, definition: {en: a}, group: b}", "lesson.labels.unknown_group"),
        ("- {id: a, definition: {en: a}}\n- {id: a, definition: {en: a}}", "lesson.labels.twice"),
    ],
)
def test_wrong_labels_are_refused(tmp_path: Path, text: str, id: str) -> None:
    (tmp_path / "labels.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LessonError) as refused:
        read_labels(tmp_path / "labels.yaml")
    assert refused.value.id == id


@pytest.mark.parametrize("id", ["vi", "en"])
def test_the_shipped_sentences_are_right(id: str) -> None:
    labels = read_labels(shipped_lessons() / "labels.yaml")
    assert read_sentences(shipped_lessons() / "sentences" / f"{id}.tsv", labels)
