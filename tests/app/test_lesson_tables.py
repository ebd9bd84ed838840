"""Rows of sentences and comments changed in a table: what was changed is written, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.app.lesson_tables import NO, OPEN, YES, as_comment, with_label
from coach.course.drafting import rows_of, with_rows, wrong_rows
from coach.language.sentences import COLUMNS
from coach.language.shelf import shipped_lessons

HEAD = "\t".join(COLUMNS)
CELLS = st.text("abc ư,*?", max_size=6).map(lambda text: " ".join(text.split()))
ROWS = st.lists(
    st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)).filter(lambda row: any(row.values())), max_size=5
)
FILE = "\n".join(
    (
        HEAD,
        "em cân thử nhé\tweigh_live\t*\t\tnorth\tolder-farmer\town",
        "mai em cân cho\t\t*\tweigh_live\tsouth\tolder-farmer\town",
        "",
    )
)


def written(rows: list[dict[str, str]]) -> str:
    return "\n".join((HEAD, *("\t".join(row[name] for name in COLUMNS) for row in rows))) + "\n"


@given(ROWS)
def test_rows_that_nobody_touched_are_written_as_they_were(rows: list[dict[str, str]]) -> None:
    assert rows_of(written(rows)) == rows
    assert with_rows(written(rows), []) == written(rows)


@given(ROWS.filter(bool), st.data())
def test_one_row_changes_alone_goes_alone_and_comes_alone(
    rows: list[dict[str, str]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    new = dict.fromkeys(COLUMNS, "x")
    assert rows_of(with_rows(written(rows), [(at, new)])) == [*rows[:at], new, *rows[at + 1 :]]
    assert rows_of(with_rows(written(rows), [(at, None)])) == [*rows[:at], *rows[at + 1 :]]
    assert rows_of(with_rows(written(rows), [(None, new)])) == [*rows, new]


@pytest.mark.parametrize("holds", [YES, NO, OPEN])
@pytest.mark.parametrize("at", [0, 1])
def test_whether_a_sentence_holds_a_label_is_changed_and_changed_back(holds: str, at: int) -> None:
    before = rows_of(FILE)[at]
    table = {"text": before["text"], "region": before["region"], "writer": before["writer"]}
    changed = with_label(before, table | {"holds": holds}, "weigh_live")
    assert wrong_rows("vi.tsv", written([changed]), shipped_lessons()) == ()
    back = with_label(changed, table | {"holds": (YES, NO)[at]}, "weigh_live")
    assert (back["true"], back["false"]) == (before["true"], before["false"])


@pytest.mark.parametrize(("holds", "true", "near"), [(YES, "weigh_live", ""), (NO, "", "weigh_live")])
def test_a_new_sentence_teaches_what_it_says(holds: str, true: str, near: str) -> None:
    row = {"text": "  để em   cân ", "holds": holds, "region": "north", "writer": "trainer"}
    new = with_label({"source": "own", "false": "*"}, row, "weigh_live")
    assert (new["text"], new["true"], new["near_miss_of"]) == ("để em cân", true, near)
    assert wrong_rows("vi.tsv", written([new]), shipped_lessons()) == ()


def test_a_comment_keeps_what_the_table_does_not_show() -> None:
    one = {"id": "v9", "intent": "price", "tone": "plain", "difficulty": 1, "text": "giá?", "asks": ["money"]}
    shown = {"text": "giá sao", "tone": "doubt", "difficulty": 2, "region": "-", "asks": "money", "for": ""}
    assert as_comment(one, shown) == one | {"text": "giá sao", "tone": "doubt", "difficulty": 2}
    assert as_comment(one, shown | {"asks": "", "region": "south"}).keys() == {*one, "region"} - {"asks"}
