"""What was changed in a lesson file: everything that differs is told, and nothing else."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.course.changed import Changed, changed_rows, changes
from coach.course.drafting import content_of, rows_of
from coach.course.editing import put, scalar
from coach.language.shelf import shipped_lessons

BASE = shipped_lessons()
CRITERION = (BASE / "criteria" / "price_with_unit.yaml").read_text("utf-8")
LESSON = (BASE / "lessons" / "L02.yaml").read_text("utf-8")
VALUES = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from(["một", "hai"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "id"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def of(before: str, after: str) -> list[Changed]:
    return list(changes(content_of(before), content_of(after)))


@given(VALUES)
def test_the_same_is_no_change(value: Any) -> None:
    assert list(changes(value, value)) == []


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(), max_size=4), st.data())
def test_every_key_that_differs_is_told_once(before: dict[str, int], data: st.DataObject) -> None:
    after = data.draw(st.dictionaries(st.text("abc", min_size=1), st.integers(), max_size=4))
    found = {one.place: (one.before, one.after) for one in changes(before, after)}
    keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    assert found == {(key,): (before.get(key), after.get(key)) for key in keys}


@given(VALUES, VALUES)
def test_backwards_it_is_the_same_changes_the_other_way_round(before: Any, after: Any) -> None:
    there = {(one.place, repr(one.before), repr(one.after)) for one in changes(before, after)}
    back = {(one.place, repr(one.after), repr(one.before)) for one in changes(after, before)}
    assert there == back


def test_a_sentence_a_weight_and_a_condition_of_the_course() -> None:
    after = put(CRITERION, ("prompt", "vi"), scalar("Nói giá thật rõ"))
    assert of(CRITERION, after) == [Changed(("prompt", "vi"), "Nói giá rõ kèm đơn vị", "Nói giá thật rõ")]
    weight = LESSON.replace("{id: maker_voice, weight: 3}", "{id: maker_voice, weight: 1}")
    weight = weight.replace("[60, 120]", "[45, 120]")
    assert of(LESSON, weight) == [
        Changed(("practice_s", 0), 60, 45),
        Changed(("criteria", "maker_voice", "weight"), 3, 1),
    ]
    without = LESSON.replace("  - {id: self_intro, weight: 1}\n", "")
    assert of(LESSON, without) == [
        Changed(("criteria", "self_intro"), {"id": "self_intro", "weight": 1}, None)
    ]
    harder = CRITERION.replace("times: 2, apart_s: 15", "times: 3, apart_s: 15")
    (one,) = of(CRITERION, harder)
    assert one.place == ("levels", "3", "when")
    assert (one.before["times"], one.after["times"]) == (2, 3)


def test_example_sentences_that_came_went_or_mean_something_else() -> None:
    head, first, second, *_ = (BASE / "sentences" / "vi.tsv").read_text("utf-8").split("\n")
    before, after = rows_of(f"{head}\n{first}\n"), rows_of(f"{head}\n{second}\n")
    found = changed_rows(before, after)
    assert [(one.before is None, one.after is None) for one in found] == [(False, True), (True, False)]
    other = [before[0] | {"true": "price"}]
    (one,) = changed_rows(before, other)
    assert (one.place, one.after) == ((before[0]["text"],), other[0])
