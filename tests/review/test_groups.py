"""Communes and provinces add up whatever the tree; who may help and which lesson gained rest on enough."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.glance import Glance
from coach.review.classroom import heat
from coach.review.groups import Counts, Passing, apart, counts, gains, helpers
from tests.review.test_desk_lists import glance

GROUPS = tuple("ABCDEFGH")  # A is the province; any group may hang below any earlier one
PEOPLE = tuple(f"p{n}" for n in range(12))
PASSING = Passing({"L02": 60.0}, times=2)
PARENTS: Any = {one: st.sampled_from(GROUPS[:at]) for at, one in enumerate(GROUPS) if at}
LEVEL = st.integers(0, 4).map(lambda at: [at, at, 4, "judged", 1.0])
trees = st.fixed_dictionaries({}, optional=PARENTS)
members = st.dictionaries(st.sampled_from(GROUPS), st.sets(st.sampled_from(PEOPLE)))
levels = st.fixed_dictionaries({}, optional={"place": LEVEL, "maker": LEVEL})
low = st.sampled_from((50, 70))
takes = st.lists(
    st.builds(glance, n=st.integers(0, 99), low=low, learner=st.sampled_from(PEOPLE), levels=levels)
)


def whole(group: str, of: dict[str, set[str]], above: dict[str, str]) -> set[str]:
    """Everybody of the group and below it, told another way: by walking up."""

    def inside(one: str) -> bool:
        while one != group and one in above:
            one = above[one]
        return one == group

    return {person for one in of for person in of[one] if inside(one)}


@given(trees, members, takes)
def test_the_rows_of_a_group_add_up_to_it(
    above: dict[str, str], of: dict[str, set[str]], found: list[Glance]
) -> None:
    known = heat(found)
    for group in GROUPS:
        parts, everybody = apart(group, of, above), whole(group, of, above)
        assert sorted(one for ids in parts.values() for one in ids) == sorted(everybody)
        summed = sum((counts(ids, found, known, PASSING) for ids in parts.values()), Counts())
        direct = counts(everybody, found, known, PASSING)
        for name in ("learners", "shown", "takes", "passed"):
            assert getattr(summed, name) == getattr(direct, name)
        assert Counter(summed.judged) == Counter(direct.judged)
        assert Counter(summed.half) == Counter(direct.half)


def test_passed_is_what_the_course_calls_passed() -> None:
    """Two takes that meet the lesson; one, or one with something left at 0, is not enough."""
    good = {"place": [3, 3, 4, "judged", 1.0]}
    zero = {"place": [0, 0, 4, "judged", 1.0]}
    first, again = (glance(n=n, low=70, learner="lan", levels=good) for n in range(2))
    left = glance(n=2, low=70, learner="lan", levels=zero)
    for found, passed in (([first], 0), ([first, left], 0), ([first, again], 1)):
        assert counts(["lan"], found, heat(found), PASSING).passed == passed


def test_a_circle_in_a_broken_database_ends() -> None:
    assert apart("A", {"B": {"x"}}, {"A": "B", "B": "A"}) == {"B": frozenset({"x"})}


def test_only_who_is_firm_in_three_things_helps() -> None:
    firm = {name: [4, 4, 4, "judged", 1.0] for name in ("a", "b", "c")}
    shown = [glance(learner="lan", levels=firm), glance(learner="an", levels={"a": firm["a"]})]
    assert helpers(heat(shown), ("an", "lan", "hoa")) == (("lan", 3),)


def test_a_lesson_is_compared_only_where_five_tried_again() -> None:
    again = [glance(n=n, learner=f"p{n % 5}", low=50 + n, high=50 + n) for n in range(10)]
    (one,) = gains(again)
    assert (one.learners, one.before, one.after, one.rose) == (5, (52, 52), (57, 57), True)
    assert gains(again[:9]) == ()


def test_what_is_not_sure_stays_a_range_and_is_no_gain() -> None:
    again = [glance(n=n, learner=f"p{n % 5}", low=40, high=50 if n < 5 else 90) for n in range(10)]
    (one,) = gains(again)
    assert (one.before, one.after, one.rose) == ((40, 50), (40, 90), False)
    (sure,) = gains([glance(n=n, learner=f"p{n % 5}", low=40 + n, high=90) for n in range(10)])
    assert (sure.before, sure.after, sure.rose) == ((42, 90), (47, 90), True)
