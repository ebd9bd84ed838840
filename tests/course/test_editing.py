"""A value changed in a lesson file changes that value and not one letter besides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.course.digest import plain
from coach.course.editing import append, flow, put, put_list, remove, scalar
from coach.course.page import Page
from coach.course.source import parse
from coach.language.shelf import shipped_lessons

FILES = sorted(
    path for inside in ("lessons", "criteria") for path in (shipped_lessons() / inside).glob("*.yaml")
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)
LINES = st.text("ab é:#-'\"{}[]|>&*!%@`,?\n\tđ", min_size=1).filter(str.strip)


def read(text: str) -> Any:
    page = Page("x.yaml")
    item = parse(text, page)
    assert item is not None
    assert page.problems == []
    return plain(item)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where texts and numbers stand."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from places(part, (*path, name))
    elif isinstance(value, list):
        for order, part in enumerate(value):
            yield from places(part, (*path, order))
    else:
        yield path


def changed(value: Any, path: tuple[str | int, ...], to: Any) -> Any:
    if not path:
        return to
    if isinstance(value, dict):
        return {name: changed(one, path[1:], to) if name == path[0] else one for name, one in value.items()}
    return [changed(one, path[1:], to) if at == path[0] else one for at, one in enumerate(value)]


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_each_value_of_each_file_can_be_changed_alone(file: Path) -> None:
    text = file.read_text("utf-8")
    before = read(text)
    every = list(places(before))
    for path in every[:: max(1, len(every) // 5)]:
        after = put(text, path, scalar("nói: 'giá' # một cân"))
        assert read(after) == changed(before, path, "nói: 'giá' # một cân"), path
        assert [one for one in text.splitlines() if "#" in one[:1]] == [
            one for one in after.splitlines() if "#" in one[:1]
        ]


@settings(max_examples=60)
@given(WORDS | LINES)
def test_any_text_is_read_back_as_it_was_written(said: str) -> None:
    import unicodedata

    said = unicodedata.normalize("NFC", said)
    assert read(put("a: {vi: x, en: y}\nb: z\n", ("a", "vi"), scalar(said))) == {
        "a": {"vi": said, "en": "y"},
        "b": "z",
    }
    assert read(put("a: x # remark\nb: z\n", ("a",), scalar(said))) == {"a": said, "b": "z"}


@given(
    st.recursive(
        WORDS | st.integers(-999, 999) | st.booleans(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["heard", "with", "times"]), inner, min_size=1)
        ),
    )
)
def test_any_condition_is_read_back(value: Any) -> None:
    assert read(f"a: {flow(value)}") == read(f"a: {flow(read('a: ' + flow(value))['a'])}")


def test_a_field_that_was_not_there_is_added_and_one_is_taken_away() -> None:
    text = "id: x\nlevels:\n  0:\n    vi: a\n\n  # between\n  1:\n    vi: b\nend: 1\n"
    more = put(text, ("levels", "1", "en"), scalar("c"))
    assert read(more)["levels"]["1"] == {"vi": "b", "en": "c"}
    assert "# between" in more
    assert read(remove(more, ("levels", "1", "en"))) == read(text)
    assert read(put("a: {vi: x}", ("a", "en"), "y")) == {"a": {"vi": "x", "en": "y"}}
    assert read(remove("a: {vi: x, en: y}", ("a", "en"))) == {"a": {"vi": "x"}}


def test_conditions_of_a_rung_are_put_taken_away_and_put_again() -> None:
    text = (shipped_lessons() / "criteria" / "price_with_unit.yaml").read_text("utf-8")
    where = ("levels", "3", "when")
    one = put_list(text, where, [flow({"heard": "price", "times": 2})])
    assert read(one)["levels"]["3"]["when"] == [{"heard": "price", "times": 2}]
    none = put_list(one, where, [])
    assert "when" not in read(none)["levels"]["3"]
    before = read(text)["levels"]["3"]["when"]
    assert read(put_list(none, where, [flow(part) for part in before])) == read(text)
    flowing = "levels: {0: {vi: a}, 1: {when: [{heard: x}], vi: b}}"
    assert read(put_list(flowing, ("levels", "1", "when"), ["{heard: y}"]))["levels"]["1"]["when"] == [
        {"heard": "y"}
    ]


def test_rows_of_a_list_come_and_go() -> None:
    text = "comments:\n- {id: a, text: x}  # why\n- {id: b, text: y}\n\nnames:\n- Hoa\n"
    more = append(text, ("comments",), flow({"id": "c", "text": "giá: 5"}))
    assert [one["id"] for one in read(more)["comments"]] == ["a", "b", "c"]
    assert read(remove(more, ("comments", 1)))["comments"][1]["id"] == "c"
    assert "# why" in remove(more, ("comments", 1))
