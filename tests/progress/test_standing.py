"""From takes to where somebody stands in the course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.rubric import Lesson
from coach.progress.passing import TIMES, steps
from coach.progress.standing import Standing, counts, following, in_order, passed

WORDS = {"vi": "Bài"}
EMPTY = Lesson("L01", WORDS, WORDS, WORDS, WORDS, (), (20, 60), 70, "d", 1)
COURSE = (
    replace(EMPTY, id="L03B", step=3),
    replace(EMPTY, id="own", step=0),
    replace(EMPTY, id="L02", step=2),
    replace(EMPTY, id="L03A", step=3),
    EMPTY,
)


@dataclass(frozen=True, slots=True)
class Take:
    """What counting needs of an attempt."""

    lesson_id: str
    recording_sha256: str
    result: Mapping[str, Any] | None


def take(lesson: str, film: str, passes: bool) -> Take:
    return Take(lesson, film, {"passes": passes})


def test_two_takes_that_met_it_pass_a_lesson() -> None:
    takes = [take("L01", "a", True), take("L01", "b", False), take("L02", "c", True), take("L01", "d", True)]
    standings = counts(takes)
    assert (standings["L01"].tried, standings["L01"].met, standings["L01"].passed) == (3, 2, True)
    assert (standings["L02"].tried, standings["L02"].met, standings["L02"].passed) == (1, 1, False)
    assert passed(standings) == {"L01"}


def test_a_take_without_a_result_is_not_counted_and_an_older_result_has_not_met_it() -> None:
    standings = counts([Take("L01", "a", None), Take("L02", "b", {"points": {"low": 100.0}})])
    assert standings == {"L02": Standing((False,))}


def test_the_same_recording_counts_once() -> None:
    again = [take("L01", "a", True), take("L01", "a", True), take("L01", "a", False)]
    assert counts(again) == {"L01": Standing((True,))}


takes = st.lists(st.builds(take, st.sampled_from(["L01", "L02"]), st.sampled_from("abc"), st.booleans()))


@given(takes, st.randoms())
def test_the_order_of_takes_does_not_matter(given_takes: list[Take], chance: Any) -> None:
    shuffled = list(given_takes)
    chance.shuffle(shuffled)
    for lesson, standing in counts(given_takes).items():
        other = counts(shuffled)[lesson]
        assert (standing.tried, standing.met) == (other.tried, other.met)
        assert standing.passed == (standing.met >= TIMES)


@given(takes, takes)
def test_another_take_never_takes_a_pass_away(before: list[Take], more: list[Take]) -> None:
    assert passed(counts(before)) <= passed(counts(before + more))


def test_lessons_come_in_order_of_step_and_those_without_one_last() -> None:
    assert [lesson.id for lesson in in_order(COURSE)] == ["L01", "L02", "L03A", "L03B", "own"]


def test_the_first_step_not_passed_comes_next_with_its_alternatives() -> None:
    assert [lesson.id for lesson in following(COURSE, ())] == ["L01"]
    assert [lesson.id for lesson in following(COURSE, {"L02"})] == ["L01"]
    assert [lesson.id for lesson in following(COURSE, {"L01", "L02"})] == ["L03A", "L03B"]
    assert following(COURSE, {"L01", "L02", "L03B"}) == ()
    assert steps(COURSE, {"L01", "L02", "L03B"}).passed == 3
