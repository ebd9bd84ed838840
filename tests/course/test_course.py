"""Reading the course, and telling an author what is wrong, where, and what she may have meant."""

import shutil
from pathlib import Path

import pytest

from coach.course.course import Course, check, load
from coach.domain.errors import LessonError

LESSONS = Path(__file__).resolve().parents[2] / "lessons"


@pytest.fixture(scope="module")
def course() -> Course:
    return load(LESSONS)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A course folder to break: one lesson with one criterion of its own."""
    folder = tmp_path / "course"
    for part in ("lessons", "criteria"):
        (folder / part).mkdir(parents=True)
    shutil.copy(LESSONS / "labels.yaml", folder)
    shutil.copy(LESSONS / "measures.yaml", folder)
    (folder / "criteria" / "price.yaml").write_text(PRICE, "utf-8")
    (folder / "lessons" / "T01.yaml").write_text(LESSON, "utf-8")
    return folder


PRICE = """\
id: price
skill: story
prompt: {vi: a, en: a, id: a}
tip: {vi: a, en: a, id: a}
model: {vi: a, en: a, id: a}
levels:
  0: {vi: a, en: a, id: a}
  1: {when: [{heard: origin, with: [money]}], vi: a, en: a, id: a}
  2: {when: [{as: 1}, {share: {of: light, value_at_least: 3, at_least: 0.7}}], vi: a, en: a, id: a}
"""
LESSON = """\
id: T01
title: {vi: a, en: a, id: a}
objective: {vi: a, en: a, id: a}
rule_of_thumb: {vi: a, en: a, id: a}
drill: {vi: a, en: a, id: a}
practice_s: [60, 120]
pass_points: 70
criteria:
  - {id: price, weight: 3}
"""


def mistakes(folder: Path, old: str, new: str, file: str = "criteria/price.yaml") -> list[LessonError]:
    """What is told after one text in a file was replaced by another."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return list(check(folder))


def told(error: LessonError, *names: str) -> tuple[object, ...]:
    return (error.id, *(error.values[name] for name in ("file", "line", *names)))


def test_the_course_has_nothing_wrong(course: Course) -> None:
    assert check(LESSONS) == ()
    lesson = course.lesson("L02")
    assert [(use.criterion.id, use.weight) for use in lesson.uses] == [
        ("origin_place", 3),
        ("maker_voice", 3),
        ("process_steps", 2),
        ("self_intro", 1),
        ("concrete_numbers", 1),
        ("frame_upper_body", 0),
        ("face_light", 0),
        ("no_health_claim", 0),
        ("no_superlative", 0),
        ("honest_price", 0),
        ("privacy_safe", 0),
    ]
    assert [use.criterion.id for use in lesson.uses if use.gate] == [
        "no_health_claim",
        "no_superlative",
        "honest_price",
        "privacy_safe",
    ]
    assert (lesson.practice_s, lesson.pass_points) == ((60, 120), 70)
    assert course.notes["L02"].product == "na_chi_lang"


def test_every_ladder_runs_from_0_to_4_with_words_in_every_language(course: Course) -> None:
    for criterion in course.criteria.values():
        assert [rung.level for rung in criterion.ladder] == [0, 1, 2, 3, 4]
        for words in (criterion.prompt, criterion.tip, criterion.model, *(r.words for r in criterion.ladder)):
            assert {"vi", "en", "id"} <= set(words)


def test_an_unknown_lesson_names_the_nearest(course: Course) -> None:
    with pytest.raises(LessonError) as error:
        course.lesson("L002")
    assert error.value.id == "lesson.unknown"
    assert '"L02"' in str(error.value.values["nearest"])
    assert error.value.exit_code == 5


def test_a_small_course_is_read(copy: Path) -> None:
    assert check(copy) == ()
    assert load(copy).lesson("T01").uses[0].criterion.ladder[2].when


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("at_least: 0.7", "at_lest: 0.7", ("lesson.unknown_field", 9, "at_lest", '"at_least"')),
        ("with:", "wiht:", ("lesson.unknown_field", 8, "wiht", '"with"')),
        ("{heard: origin, with: [money]}", "{hear: origin}", ("lesson.unknown_kind", 8, "hear", '"heard"')),
        ("heard: origin", "heard: orign", ("lesson.unknown_label", 8, "orign", '"origin"')),
        ("[money]", "[mony]", ("lesson.unknown_label", 8, "mony", '"money"')),
        ("of: light", "of: lihgt", ("lesson.unknown_measure", 9, "lihgt", '"light"')),
        ("skill: story", "skill: storey", ("lesson.unknown_skill", 2, "storey", '"story"')),
        ("{as: 1}", "{as: 2}", ("lesson.unknown_rung", 9, 2, '"1"')),
    ],
)
def test_a_slip_is_told_with_line_and_right_word(
    copy: Path, old: str, new: str, expected: tuple[object, ...]
) -> None:
    error = mistakes(copy, old, new)[0]
    wrong = error.values.get("field", error.values.get("kind", error.values.get("name")))
    found = (error.id, error.values["line"], wrong or error.values["level"], error.values["nearest"])
    assert (error.values["file"], *found) == ("price.yaml", *expected)


@pytest.mark.parametrize(
    ("old", "new", "id", "line"),
    [
        ("skill: story\n", "", "lesson.missing_field", 1),
        ("tip: {vi: a, en: a, id: a}", "tip: {vi: a}", "lesson.missing_language", 4),
        ("  0: {vi: a, en: a, id: a}", "  0: {en: a, id: a}", "lesson.missing_language", 7),
        ("skill: story", "skill: story\nskill: voice", "lesson.duplicate_key", 3),
        ("  0: {vi", "\t0: {vi", "lesson.tabs", 7),
        ("prompt: {vi: a, en: a, id: a}", "prompt: {vi: a, en: a", "lesson.not_yaml", 4),
        ("prompt: {vi: a, en: a, id: a}", "prompt: &same {vi: a, en: a, id: a}", "lesson.anchor", 3),
        ("  1: {when", "  3: {when", "lesson.rungs_out_of_order", 6),
        ("  0: {vi", "  0: {when: [{heard: origin}], vi", "lesson.default_rung", 6),
        ("at_least: 0.7", "at_least: many", "lesson.wrong_type", 9),
        ("at_least: 0.7", "at_least: 7", "lesson.wrong_type", 9),
        ("value_at_least: 3, ", "", "lesson.one_of", 9),
        ("[{heard: origin, with: [money]}]", "[]", "lesson.wrong_type", 8),
        ("[{heard: origin, with: [money]}]", "{heard: origin}", "lesson.wrong_type", 8),
        ("skill: story", "skill: [story]", "lesson.wrong_type", 2),
        ("id: price", "id: prize", "lesson.id_and_file", 1),
        (", at_least: 0.7", "", "lesson.missing_field", 9),
        ("with: [money]", "different: wrods", "lesson.wrong_type", 8),
        (
            "{as: 1}",
            "{near: {first: {length_at_least_s: 3}, then: {heard: origin}, within_s: 3}}",
            "lesson.no_moments",
            9,
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(copy: Path, old: str, new: str, id: str, line: int) -> None:
    found = mistakes(copy, old, new)
    assert (id, "price.yaml", line) in [told(error) for error in found]
    with pytest.raises(LessonError):
        load(copy)


@pytest.mark.parametrize(
    ("old", "new", "id", "line"),
    [
        ("id: price", "id: prise", "lesson.unknown_criterion", 9),
        ("weight: 3", "weight: 0", "lesson.wrong_type", 9),
        ("weight: 3", "wieght: 3", "lesson.unknown_field", 9),
        ("[60, 120]", "[120, 60]", "lesson.wrong_type", 6),
        ("pass_points: 70", "pass_points: true", "lesson.wrong_type", 7),
        ("pass_points: 70", "pass_points: 70\nreport_also: [price]", "lesson.duplicate_key", 8),
    ],
)
def test_a_lesson_file_is_told_as_kindly(copy: Path, old: str, new: str, id: str, line: int) -> None:
    found = [told(error) for error in mistakes(copy, old, new, "lessons/T01.yaml")]
    assert (id, "T01.yaml", line) in found


def test_all_problems_are_told_at_once(copy: Path) -> None:
    mistakes(copy, "weight: 3", "weight: heavy", "lessons/T01.yaml")
    mistakes(copy, "at_least: 0.7", "at_lest: 0.7")
    found = {error.id for error in mistakes(copy, "origin", "orign")}
    assert {"lesson.wrong_type", "lesson.unknown_field", "lesson.unknown_label"} <= found


def test_one_file_is_checked_alone(copy: Path) -> None:
    mistakes(copy, "at_least: 0.7", "at_lest: 0.7")
    assert check(copy / "lessons" / "T01.yaml") == ()
    assert {error.values["file"] for error in check(copy / "criteria" / "price.yaml")} == {"price.yaml"}


def test_a_broken_criterion_is_not_unknown_to_its_lesson(copy: Path) -> None:
    assert [error.id for error in mistakes(copy, "levels:", "levels: [")] == ["lesson.not_yaml"]


def test_a_folder_or_file_that_is_not_there(tmp_path: Path) -> None:
    assert [error.id for error in check(tmp_path)] == ["lesson.missing"]
    assert [error.id for error in check(tmp_path / "L99.yaml")] == ["lesson.missing"]


def test_a_file_that_is_not_unicode(copy: Path) -> None:
    (copy / "criteria" / "price.yaml").write_bytes("id: giá".encode("cp1258"))
    assert "lesson.not_utf8" in [error.id for error in check(copy)]


def test_measures_may_be_named_by_the_caller(copy: Path) -> None:
    assert mistakes(copy, "of: light", "of: warmth")
    assert check(copy, measures=["warmth"]) == ()


def digest_after(folder: Path, old: str, new: str, file: str = "criteria/price.yaml") -> bool:
    """Whether the lesson's digest changed with this edit."""
    before = load(folder).lesson("T01").digest
    assert mistakes(folder, old, new, file) == []
    return load(folder).lesson("T01").digest != before


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("weight: 3", "weight: 4", "lessons/T01.yaml"),
        ("at_least: 0.7", "at_least: 0.6", "criteria/price.yaml"),
        ("tip: {vi: a", "tip: {vi: b", "criteria/price.yaml"),
        ("vi: Nói hàng", "vi: Nói rõ hàng", "labels.yaml"),
    ],
)
def test_a_new_wording_or_weight_is_a_new_digest(copy: Path, old: str, new: str, file: str) -> None:
    assert digest_after(copy, old, new, file)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{vi: a, en: a, id: a}", "{en: a, id: a, vi: a}  # said more simply"),
        ("value_at_least: 3,", "value_at_least: 3.0,"),
    ],
)
def test_layout_and_comments_keep_the_digest(copy: Path, old: str, new: str) -> None:
    assert not digest_after(copy, old, new)


def test_decomposed_letters_are_put_together(copy: Path) -> None:
    assert mistakes(copy, "tip: {vi: a", "tip: {vi: gia\u0301") == []
    assert load(copy).criteria["price"].tip["vi"] == "gi\u00e1"
