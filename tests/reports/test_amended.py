"""A trainer's word counts in the points, and the machine's is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.desk import CONFIRMED, DISMISSED, MACHINES, Decision, of_claim, of_criterion
from coach.reports.amended import amended
from tests.app.makers import LESSON, finished

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CAPPED = replace(LESSON, claim_cap=40.0)


def said(subject: str, value: str) -> Decision:
    return Decision("a", "t", subject, value, NOW)


@given(st.dictionaries(st.sampled_from(("place", "maker", "steps", "intro")), st.integers(0, 4)))
def test_taking_everything_back_is_what_the_machine_said(given_levels: dict[str, int]) -> None:
    decided = [said(of_criterion(one), str(level)) for one, level in given_levels.items()]
    once = amended(finished(), LESSON, decided)
    assert amended(once, LESSON, decided) == once
    levels = {one["criterion"]: one["level_low"] for one in once["judgements"]}
    assert all(levels[one] == level for one, level in given_levels.items())
    back = amended(once, LESSON, [said(of_criterion(one), MACHINES) for one in given_levels])
    assert back == amended(finished(), LESSON, ())


def test_a_confirmed_claim_caps_the_points_and_a_dismissed_one_does_not() -> None:
    result = finished()
    result["claims"][0]["severity"] = "block"
    subject = of_claim("health", 5.0)
    assert amended(result, CAPPED, [said(subject, CONFIRMED)])["points"]["high"] == 40.0
    assert amended(result, CAPPED, [said(subject, DISMISSED)])["points"]["high"] > 40.0
