"""A take file is read, and a slip in it is told with its line and the right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.course.course import load
from coach.course.given import Given, read_given
from coach.domain.errors import LessonError
from coach.domain.media import ProductCard, ShownComment

LESSONS = Path(__file__).resolve().parents[2] / "lessons"
INTENTS = {"price": None, "shipping": None, "origin": None}
GOOD = """\
comments:
  - {at_s: 40, intent: price, id: v7, name: Chị Lan, text: bao nhiêu một cân}
  - {at_s: 12.5, intent: shipping}
card: {name: Na Chi Lăng, price: 50000}
photos: [na.jpg]
"""


def given(folder: Path, text: str, name: str = "take.yaml") -> Given:
    (folder / name).write_text(text, "utf-8")
    return read_given(folder / name, INTENTS)


def test_a_take_file_is_read_with_comments_in_order_of_time(tmp_path: Path) -> None:
    found = given(tmp_path, GOOD)
    assert found.comments == (
        ShownComment("2", 12.5, "", "", "shipping"),
        ShownComment("v7", 40, "Chị Lan", "bao nhiêu một cân", "price"),
    )
    assert found.card == ProductCard(name="Na Chi Lăng", price="50000")
    assert found.photos == (tmp_path / "na.jpg",)


def test_json_is_read_too_and_every_part_may_be_left_out(tmp_path: Path) -> None:
    told = '{"comments": [{"at_s": 3, "intent": "price"}]}'
    assert given(tmp_path, told, "take.json") == Given((ShownComment("1", 3, "", "", "price"),))
    assert given(tmp_path, "card: {}").card == ProductCard()
    assert given(tmp_path, "card: {name: }").card == ProductCard()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("shipping", "shiping", ("lesson.unknown_intent", 3, {"name": "shiping", "nearest": '"shipping"'})),
        ("intent: price", "intend: price", ("lesson.unknown_field", 2, {"nearest": '"intent"'})),
        ("at_s: 40, ", "", ("lesson.missing_field", 2, {"field": "at_s"})),
        ("at_s: 40", "at_s: -1", ("lesson.wrong_type", 2, {"field": "at_s"})),
        ("at_s: 40", "at_s: soon", ("lesson.wrong_type", 2, {"field": "at_s"})),
        ("card:", "crad:", ("lesson.unknown_field", 4, {"nearest": '"card"'})),
        ("price: 50000", "prise: 50000", ("lesson.unknown_field", 4, {"nearest": '"price"'})),
        ("price: 50000", "price: [50000]", ("lesson.wrong_type", 4, {"field": "price"})),
        ("[na.jpg]", "na.jpg", ("lesson.wrong_type", 5, {"field": "photos"})),
        ("comments:", "comments: [", ("lesson.not_yaml", None, {})),
    ],
)
def test_a_slip_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, expected: tuple[str, int | None, dict[str, str]]
) -> None:
    assert old in GOOD
    told, line, values = expected
    with pytest.raises(LessonError) as refused:
        given(tmp_path, GOOD.replace(old, new, 1))
    assert (refused.value.id, refused.value.values["file"]) == (told, "take.yaml")
    assert line in (None, refused.value.values["line"])
    assert values.items() <= refused.value.values.items()


def test_a_file_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"lesson\.missing"):
        read_given(tmp_path / "take.yaml", INTENTS)
    with pytest.raises(LessonError, match=r"lesson\.empty"):
        given(tmp_path, "")


def test_the_take_files_beside_the_scripts_are_right() -> None:
    intents = load(LESSONS).intents
    files = sorted((LESSONS / "scripts").glob("*.take.yaml"))
    assert files
    for path in files:
        assert read_given(path, intents).comments
