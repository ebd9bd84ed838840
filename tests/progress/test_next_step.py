"""What to practise next and when: one thing, the same for the same takes, gentle at first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.rubric import Criterion, Lesson, Use
from coach.progress.bayes import Reached
from coach.progress.next_step import NextStep, Planned, next_step
from coach.progress.spacing import FIRST_DAYS, MOST_DAYS, due, practised, rated
from coach.progress.standing import Standing
from tests.progress.makers import NOON, taken

DAY = NOON.date()
WORDS = {"vi": "Bài"}
RATINGS = st.sampled_from([Rating.Again, Rating.Hard, Rating.Good])


def lesson(id: str, step: int, skill: str = "story") -> Lesson:
    use = Use(Criterion(f"{id}-a", skill, WORDS, (), WORDS, WORDS), 1)
    return Lesson(id, WORDS, WORDS, WORDS, WORDS, (use,), (20, 60), 70, "d", step)


COURSE = (lesson("L01", 1), lesson("L02", 2, "voice"), lesson("L03A", 3), lesson("L03B", 3))
PASSED = Standing((True, True))
ALL = {"L01": PASSED, "L02": PASSED, "L03B": PASSED}


def test_first_distances_are_capped() -> None:
    days = [(DAY, Rating.Good)]
    for most in FIRST_DAYS:
        again = due(days)
        assert again is not None
        assert 1 <= (again - days[-1][0]).days <= most
        days.append((again, Rating.Good))
    later = due(days)
    assert later is not None
    assert (later - days[-1][0]).days > FIRST_DAYS[-1]


@given(st.lists(st.tuples(st.integers(1, 40), RATINGS), max_size=8))
def test_the_same_days_give_the_same_day_within_bounds(steps: list[tuple[int, Rating]]) -> None:
    at, days = DAY, []
    for gap, rating in steps:
        at += timedelta(days=gap)
        days.append((at, rating))
    found = due(days)
    assert found == due(list(days))
    assert (found is None) == (not days)
    if found is not None:
        assert 1 <= (found - at).days <= MOST_DAYS


def test_poor_comes_again_before_well() -> None:
    poorly, well = due([(DAY, Rating.Again)]), due([(DAY, Rating.Good)])
    assert poorly is not None
    assert well is not None
    assert poorly < well


@pytest.mark.parametrize(
    ("reached", "rating"),
    [
        ((), None),
        ((Reached(3, 3, 4),), Rating.Good),
        ((Reached(1, 4, 4),), Rating.Hard),  # perhaps well, perhaps poorly: neither is sure
        ((Reached(1, 1, 4),), Rating.Again),
        ((Reached(1, 1, 4), Reached(4, 4, 4)), Rating.Hard),
    ],
)
def test_only_what_is_sure_is_rated_well_or_poorly(
    reached: tuple[Reached, ...], rating: Rating | None
) -> None:
    assert rated(reached) == rating


def test_a_day_counts_by_its_last_take() -> None:
    morning = taken(0, reached=(Reached(1, 1, 4),))
    noon = replace(taken(0, reached=(Reached(4, 4, 4),)), at=NOON + timedelta(hours=1))
    assert [rating for _, rating in practised([morning, noon], "story")] == [Rating.Good]


def test_a_newcomer_begins_at_the_beginning() -> None:
    assert next_step(COURSE, {}, [], DAY) == NextStep(("L01",), DAY, "next")
    assert next_step((), {}, [], DAY) is None


def test_the_trainers_plan_comes_first_until_it_is_passed() -> None:
    plan = [
        Planned("gone", DAY),
        Planned("L02", DAY + timedelta(days=3)),
        Planned("L01", DAY + timedelta(days=5)),
    ]
    asked = next_step(COURSE, {}, [], DAY, plan)
    assert asked == NextStep(("L02",), DAY + timedelta(days=3), "plan")
    later = next_step(COURSE, {"L02": PASSED}, [], DAY, plan)
    assert later is not None
    assert (later.lessons, later.why) == (("L01",), "plan")


def test_a_lesson_begun_is_finished_before_anything_else() -> None:
    tried = {"L01": Standing((False,))}
    assert next_step(COURSE, tried, [taken(0)], DAY + timedelta(days=30)) == NextStep(
        ("L01",), DAY + timedelta(days=30), "go_on"
    )


def test_a_skill_whose_day_has_come_is_refreshed_where_it_was_practised() -> None:
    takes, today = [taken(0)], DAY + timedelta(days=4)
    assert next_step(COURSE, {"L01": PASSED}, takes, DAY) == NextStep(("L02",), DAY, "next")
    assert next_step(COURSE, {"L01": PASSED}, takes, today) == NextStep(("L01",), today, "again", "story")


def test_a_step_with_two_ways_is_one_suggestion() -> None:
    both = next_step(COURSE, {"L01": PASSED, "L02": PASSED}, [], DAY)
    assert both == NextStep(("L03A", "L03B"), DAY, "next")


def test_who_has_passed_everything_may_rest_until_a_day() -> None:
    rest = next_step(COURSE, ALL, [taken(0, reached=(Reached(4, 4, 4),))], DAY)
    assert rest is not None
    assert (rest.why, rest.lessons, rest.on) == ("rest", ("L01",), DAY + timedelta(days=3))
    assert next_step(COURSE, ALL, [], DAY) is None
