"""Curves lie beside the sentences they were found on, and count for no others; labels may be left open."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coach.domain.errors import LessonError
from coach.domain.evidence import Claim
from coach.domain.media import Span
from coach.language.calibration import Curve
from coach.language.claims import Rule, claims_heard, read_rules
from coach.language.features import Features
from coach.language.kept import calibration, digest, write_calibration
from coach.language.labels import read_labels
from coach.language.pupil import UNKNOWN
from coach.language.recogniser import Hearers, Recogniser
from coach.language.sentences import COLUMNS, Row, read_sentences
from coach.language.shelf import shipped_lessons
from coach.language.tongue import language
from tests.scoring.makers import said

LABELS = """
- {id: origin, set: story, definition: {en: where from}}
- {id: land, set: story, group: origin, definition: {en: the land}}
- {id: greet, definition: {en: hello}}
"""
FOUND = {"origin": Curve(1.25, -0.5), "greet": Curve(0.9, 0.125)}


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    (tmp_path / "labels.yaml").write_text(LABELS, "utf-8")
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "vi.tsv").write_text("\t".join(COLUMNS), "utf-8")
    return tmp_path


@pytest.fixture
def kept(lessons: Path) -> Path:
    """The file of curves, as written."""
    hearers = Hearers(tuple(FOUND), curves=tuple(FOUND.values()))
    labels = read_labels(lessons / "labels.yaml")
    learned = Recogniser(language("vi", shipped_lessons()), labels, Features(), hearers)
    return write_calibration(learned, lessons)


def test_what_was_written_is_read_again(kept: Path, lessons: Path) -> None:
    assert calibration("vi", lessons).curves == FOUND
    assert json.loads(kept.read_text("utf-8"))["digest"] == digest("vi", lessons)


def test_without_the_file_there_are_none(lessons: Path) -> None:
    assert calibration("vi", lessons) == UNKNOWN


def test_curves_of_other_sentences_are_not_used(kept: Path, lessons: Path) -> None:
    sentences = lessons / "sentences" / "vi.tsv"
    before = sentences.read_bytes()
    sentences.write_bytes(before + b"\n")
    assert calibration("vi", lessons) == UNKNOWN
    sentences.write_bytes(before)
    assert calibration("vi", lessons).curves == FOUND
    assert calibration("en", lessons) == UNKNOWN


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: "null",
        lambda text: text.replace("curves", "curvse"),
        lambda text: text.replace("[1.25,-0.5]", "[1.25]"),
        lambda text: text.replace("[1.25,-0.5]", "3"),
    ],
)
def test_a_damaged_file_is_not_used(kept: Path, lessons: Path, damage: Callable[[str], str]) -> None:
    before = kept.read_text("utf-8")
    kept.write_text(damage(before), "utf-8")
    assert kept.read_text("utf-8") != before
    assert calibration("vi", lessons) == UNKNOWN


def test_a_file_that_is_no_text_is_not_used(kept: Path, lessons: Path) -> None:
    kept.write_bytes(b"\xff\xfe")
    assert calibration("vi", lessons) == UNKNOWN


# ?label in `false`


def row(lessons: Path, true: str, false: str) -> Row:
    path = lessons / "sentences" / "vi.tsv"
    path.write_text("\t".join(COLUMNS) + f"\na\t{true}\t{false}\t\tnorth\tv\town", "utf-8")
    (one,) = read_sentences(path, read_labels(lessons / "labels.yaml"))
    return one


@pytest.mark.parametrize(
    ("true", "false", "expected"),
    [
        ("greet", "*", {"origin", "land"}),
        ("greet", "*,?land", {"origin"}),
        ("", "*,?land,?greet", {"origin"}),
        ("greet", "*story,?origin", {"land"}),
        ("greet", "?origin", set()),
    ],
)
def test_a_label_with_a_question_mark_is_left_open(
    lessons: Path, true: str, false: str, expected: set[str]
) -> None:
    assert row(lessons, true, false).false == expected


@pytest.mark.parametrize(
    ("true", "false", "word", "nearest"),
    [("", "*,?lnad", "?lnad", "?land"), ("?land", "*", "?land", "land"), ("", "*sotry", "*sotry", "*story")],
)
def test_a_wrong_mark_is_refused_with_the_nearest(
    lessons: Path, true: str, false: str, word: str, nearest: str
) -> None:
    with pytest.raises(LessonError) as refused:
        row(lessons, true, false)
    assert refused.value.id == "lesson.sentence.unknown_label"
    assert (refused.value.values["word"], refused.value.values["nearest"]) == (word, nearest)


# claims that a learned label means

BY_LABEL = Rule("health_heard", "health", "warn", {}, safer={"vi": "chỉ nói vị"}, label="health")


def test_a_label_that_means_a_claim_is_one_with_its_words() -> None:
    heard = said("health", 10, "ăn vào là hết ho")
    (found,) = claims_heard([heard, said("price", 20)], [BY_LABEL], (), "vi")
    expected = Claim("health_heard", "warn", heard.span, "ăn vào là hết ho", ("chỉ nói vị",), "health")
    assert found == expected
    (in_english,) = claims_heard([heard], [BY_LABEL], (), "en")
    assert in_english.safer == ()


def test_a_label_heard_unsurely_is_no_claim() -> None:
    assert claims_heard([said("health", 10, certainty=0.59)], [BY_LABEL], (), "vi") == ()
    assert claims_heard([said("health", 10, certainty=0.6)], [BY_LABEL], (), "vi")


def test_what_a_pattern_found_in_the_same_words_is_not_told_twice() -> None:
    heard = [said("health", 10)]
    by_pattern = Claim("cure_disease", "block", Span(11, 12), "chữa bệnh", (), "health")
    assert claims_heard(heard, [BY_LABEL], [by_pattern], "vi") == ()
    assert claims_heard(heard, [BY_LABEL], [replace(by_pattern, span=Span(40, 41))], "vi")
    assert claims_heard(heard, [BY_LABEL], [replace(by_pattern, category="price")], "vi")


def test_a_rule_by_pattern_hears_no_label() -> None:
    assert claims_heard([said("health", 10)], [replace(BY_LABEL, label="")], (), "vi") == ()


def test_the_shipped_rules_by_label_name_known_labels_and_a_safer_wording() -> None:
    known = read_labels(shipped_lessons() / "labels.yaml").ids
    told = [rule for rule in read_rules(shipped_lessons() / "claims.yaml") if rule.label]
    assert told
    for rule in told:
        assert rule.label in known
        assert set(rule.safer) == {"vi", "en", "id"}
