"""A lesson is read back as it was used, whatever became of it since."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.course import load
from coach.course.kept import read_kept
from coach.course.names import Names
from coach.domain.errors import LessonError
from coach.language.shelf import shipped_lessons

COURSE = load(shipped_lessons())
OTHERS_LEVEL = re.compile(r"(?i)\b(như|as|seperti|sama)\b.{0,12}\b([1-4])\b")


@pytest.mark.parametrize("lesson", sorted(COURSE.lessons))
def test_every_lesson_comes_back_whole(lesson: str) -> None:
    kept = read_kept(COURSE.contents[lesson], COURSE.names)
    assert kept.can_judge
    assert kept.lesson == COURSE.lessons[lesson]


def test_a_label_that_is_gone_costs_the_judging_not_the_telling() -> None:
    kept = read_kept(COURSE.contents["L02"], Names({}, frozenset()))
    assert not kept.can_judge
    told = [(use.criterion.prompt, [rung.words for rung in use.criterion.ladder]) for use in kept.lesson.uses]
    today = COURSE.lessons["L02"].uses
    assert told == [(use.criterion.prompt, [rung.words for rung in use.criterion.ladder]) for use in today]


@given(st.one_of(st.text(), st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps)))
def test_what_is_no_lesson_is_said_to_be_none(content: str) -> None:
    with pytest.raises(LessonError):
        read_kept(content, COURSE.names)


def test_the_words_of_a_level_stand_by_themselves() -> None:
    """Who reads one level has not read the others: no level may be told by another's number."""
    for criterion in COURSE.criteria.values():
        for rung in criterion.ladder:
            for text in rung.words.values():
                assert not OTHERS_LEVEL.search(text), (criterion.id, rung.level, text)
