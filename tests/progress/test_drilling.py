"""Drills of one criterion: which can be drilled, rounds of three, the best try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.course import load
from coach.progress.drilling import TRIES, What, best, can_be_drilled, current_round, levels_in
from tests.progress.makers import NOON, judged, result

WHAT = What("L02", "origin_place")
COURSE = load(Path(__file__).parents[2] / "lessons")


@dataclass(frozen=True, slots=True)
class Try:
    """What drills know of an attempt."""

    result: Mapping[str, Any] | None
    created_at: datetime = NOON
    state: str = "done"
    lesson_id: str = WHAT.lesson_id
    drill: str = WHAT.criterion_id


def tried(*levels: int | None) -> tuple[Try, ...]:
    """Tries one after the other; None: still being scored."""
    return tuple(
        Try(
            None if level is None else result(judged(WHAT.criterion_id, level)),
            NOON + timedelta(minutes=at),
            "running" if level is None else "done",
        )
        for at, level in enumerate(levels)
    )


@given(st.lists(st.sampled_from([None, 0, 1, 2, 3, 4]), max_size=10))
def test_a_round_holds_at_most_three_and_the_newest(levels: list[int | None]) -> None:
    tries = tried(*levels)
    open_round = current_round(tuple(reversed(tries)), WHAT)
    assert len(open_round) == (len(tries) % TRIES or min(len(tries), TRIES))
    assert open_round == tries[len(tries) - len(open_round) :]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=3))
def test_the_best_is_never_below_another(levels: list[int]) -> None:
    tries = tried(*levels)
    kept = best(tries, WHAT.criterion_id)
    assert kept is not None
    assert levels_in(kept, WHAT.criterion_id) is not None
    assert tries.index(kept) == max(range(len(levels)), key=lambda at: (levels[at], at))


def test_what_could_not_be_judged_or_is_not_scored_yet_is_not_the_best() -> None:
    unknown = Try(result(judged(WHAT.criterion_id, 0, 4, state="unknown")), NOON)
    assert best((unknown, *tried(None)), WHAT.criterion_id) is None


def test_what_failed_and_what_drills_something_else_is_no_try() -> None:
    failed = Try(None, NOON, "failed")
    other = Try(None, NOON, "running", "L02", "maker_voice")
    elsewhere = Try(None, NOON, "running", "L03")
    assert current_round((failed, other, elsewhere), WHAT) == ()


def test_only_what_a_minute_without_comments_can_show_is_drilled() -> None:
    drilled = frozenset().union(*map(can_be_drilled, COURSE.lessons.values()))
    asks_for_more = {"answer_coverage", "calm_empathy", "cta_rhythm", "structure_complete"}
    assert drilled & asks_for_more == frozenset()
    assert {"origin_place", "price_with_unit", "hook_first15", "closing_thanks"} <= drilled
    gates = {use.criterion.id for use in COURSE.lesson("L02").uses if use.gate}
    assert gates
    assert not gates & can_be_drilled(COURSE.lesson("L02"))  # not saying something is no exercise
