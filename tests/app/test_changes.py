"""Two takes side by side: a difference is only told where it is sure."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.app.card import card
from coach.app.changes import changes, clip_of, other_ears
from coach.i18n import Speaker
from tests.app.makers import LESSON, finished, judgement, seen

VI = Speaker("vi", "cô")
STATES = ("judged", "check", "unknown", "left_out")
LEVELS = st.tuples(st.sampled_from(STATES), st.integers(0, 4), st.integers(0, 4))


def judged(*levels: tuple[str, int, int]) -> dict[str, Any]:
    """A result in which the place, the maker ... were judged so."""
    names = ("place", "maker", "steps", "intro")
    told = [
        judgement(name, 1, state, low, high, [])
        for name, (state, low, high) in zip(names, levels, strict=False)
    ]
    return finished() | {"judgements": told, "claims": []}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, int | None]]:
    return [(one.after.id, one.steps) for one in changes(card(before, LESSON, VI), card(after, LESSON, VI))]


@given(LEVELS, LEVELS)
def test_a_step_up_is_a_step_down_backwards(one: tuple[str, int, int], other: tuple[str, int, int]) -> None:
    then, now = (
        (state, min(a, b), a if state == "judged" and a < b else max(a, b)) for state, a, b in (one, other)
    )
    ((_, steps),) = told(judged(then), judged(now))
    ((_, back),) = told(judged(now), judged(then))
    assert back == (None if steps is None else -steps)


def test_ranges_that_meet_are_left_open_and_come_last() -> None:
    before = judged(("judged", 1, 1), ("check", 1, 3), ("judged", 2, 2))
    after = judged(("judged", 3, 3), ("judged", 2, 2), ("judged", 2, 2))
    assert told(before, after) == [("place", 2), ("steps", 0), ("maker", None)]


def test_what_is_new_is_told_in_the_courses_words() -> None:
    before, after = judged(("judged", 1, 1)), judged(("judged", 4, 4))
    after["judgements"][0]["evidence"] = [seen("place.commune", 1.8, 2.5, "Chi Lăng", value="Chi Lăng")]
    (one,) = changes(card(before, LESSON, VI), card(after, LESSON, VI), ("Tên nơi nghe được: ",))
    assert one.gained == ("Chi Lăng",)
    assert one.lost == ()
    assert clip_of(one.before) is None
    clip = clip_of(one.after)
    assert clip is not None
    assert clip.at_s == 1.8


def test_another_version_of_the_machine_is_noticed() -> None:
    assert other_ears({"observers": {"hearing": "1"}}, {"observers": {"hearing": "2"}})
    assert not other_ears({"observers": {"hearing": "2"}}, {"observers": {"hearing": "2", "light": "1"}})
