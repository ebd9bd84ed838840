"""Compared with herself, and honest about what may have been missed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence, NotObserved
from coach.domain.rubric import Verdict
from coach.domain.scorecard import State
from coach.scoring.ladder import climb
from coach.scoring.surely import Surely
from coach.scoring.usual import Usual
from tests.scoring.makers import ladder, sample, take

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN


def moving(value: float, usual: float | None) -> Evidence:
    evidence = take(sample("pitch_movement", 0, 90, value))
    return replace(evidence, baseline={} if usual is None else {"pitch_movement": usual})


@given(st.floats(0.5, 10), st.floats(0.5, 10))
def test_more_than_usual_is_a_matter_of_the_ratio(value: float, usual: float) -> None:
    verdict = Usual("pitch_movement", at_least=1.15).holds(moving(value, usual)).verdict  # type: ignore[arg-type]
    assert (verdict is YES) == (value / usual >= 1.15)


def test_without_earlier_takes_nobody_knows() -> None:
    answer = Usual("pitch_movement", at_least=0.5).holds(moving(3.0, None))  # type: ignore[arg-type]
    assert answer.verdict is UNKNOWN
    assert answer.missing == (NotObserved("pitch_movement", "reason.no_baseline"),)


def test_what_was_not_measured_keeps_its_reason() -> None:
    missing = NotObserved("pitch_movement", "voice.too_few_phrases")
    answer = Usual("pitch_movement", at_least=0.5).holds(take(missing=(missing,)))  # type: ignore[arg-type]
    assert (answer.verdict, answer.missing) == (UNKNOWN, (missing,))
    with pytest.raises(LessonError):
        Usual("pitch_movement")  # type: ignore[arg-type]


@given(st.integers(0, 4), st.integers(0, 4))
def test_a_ladder_of_surely_gives_just_the_range(one: int, other: int) -> None:
    least, most = sorted((one, other))
    evidence = take(sample("filler_low.least", 0, 90, least), sample("filler_low.most", 0, 90, most))
    rungs = [(), *((Surely("filler_low", at_least=level),) for level in (1, 2, 3, 4))]  # type: ignore[arg-type]
    judgement = climb(ladder(*rungs, skill="voice"), evidence)
    assert (judgement.level_low, judgement.level_high) == (least, most)
    assert judgement.state is (State.JUDGED if least == most else State.CHECK)


def test_fillers_that_could_not_be_counted_are_unknown() -> None:
    missing = NotObserved("filler_low", "voice.too_few_words")
    answer = Surely("filler_low", at_least=1).holds(take(missing=(missing,)))  # type: ignore[arg-type]
    assert (answer.verdict, answer.missing) == (UNKNOWN, (missing,))
