"""Whether a take counts towards passing, and the one plain reason if it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coach.app.card import card
from coach.app.verdict import verdict
from coach.i18n import Speaker
from tests.app.makers import LESSON, finished, judgement

VI = Speaker("vi", "cô")


def told(low: float, **more: Any) -> str:
    """The verdict on a take with so many points."""
    result = finished() | {"passes": False, "points": {"low": low, "high": 100.0}, "claims": []} | more
    given = verdict(result, LESSON, VI)
    assert not given.counts
    return given.text


def test_a_take_that_met_the_lesson_counts() -> None:
    given = verdict(finished() | {"passes": True}, LESSON, VI)
    assert given.counts
    assert "Đạt 2 lần là xong" in given.text


def test_a_confirmed_claim_is_the_reason_before_the_points_it_takes_away() -> None:
    claim = finished()["claims"][0]
    assert "xác nhận" in told(59, claims=[claim | {"confirmed": True}])
    assert "59 điểm" in told(59, claims=[claim | {"confirmed": False}])


def test_too_few_points_are_told_with_those_needed() -> None:
    assert "62 điểm, bài này cần từ 70 điểm" in told(61.7)
    assert "69,8 điểm" in told(69.8)  # never 70 of 70


def test_what_was_left_undone_is_named_only_where_it_was_surely_judged_and_counts() -> None:
    undone = [
        judgement("framing", 0, "judged", 0, 0, []),
        judgement("intro", 1, "unknown", 0, 4, []),
        judgement("steps", 2, "judged", 0, 0, []),
    ]
    assert "Điều steps" in told(75, judgements=undone)
    assert "chấm theo cách cũ" in told(75, judgements=undone[:2])


def test_an_older_result_does_not_count() -> None:
    assert not verdict(finished() | {"points": {"low": 90.0, "high": 90.0}}, LESSON, VI).counts


def test_gates_stand_apart_from_pictures() -> None:
    result = finished()
    result["judgements"][3] = judgement("intro", 0, "judged", 3, 3, []) | {"gate": True}
    shown = card(result, LESSON, VI)
    assert [one.id for one in shown.gates] == ["intro"]
    assert [one.id for one in shown.pictures] == ["framing"]
    assert "intro" not in [one.id for one in shown.counted]


def test_of_an_older_result_the_lesson_says_what_a_gate_is() -> None:
    uses = tuple(replace(use, gate=use.criterion.id == "framing") for use in LESSON.uses)
    shown = card(finished(), replace(LESSON, uses=uses), VI)
    assert [one.id for one in shown.gates] == ["framing"]
    assert shown.pictures == ()
