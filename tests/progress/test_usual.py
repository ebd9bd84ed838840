"""What is usual is made by the first takes and stays; a take is never compared with itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.progress.usual import baseline

START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Take:
    recording_sha256: str
    created_at: datetime
    result: Mapping[str, Any] | None
    language: str = "vi"


def takes(*values: float | None) -> list[Take]:
    return [
        Take(
            f"take {day}", START + timedelta(days=day), {"usual": {} if v is None else {"pitch_movement": v}}
        )
        for day, v in enumerate(values)
    ]


def test_the_first_three_make_it_and_later_ones_leave_it() -> None:
    known = takes(2.0, 3.0, 4.0, 9.0, 9.0, 9.0)
    assert [baseline(known[at], known).get("pitch_movement") for at in range(6)] == [None, None, 2.5, 3, 3, 3]


def test_takes_without_a_value_or_in_another_language_or_unfinished_do_not_count() -> None:
    known = [*takes(None, 2.0, 4.0), Take("old", START - timedelta(days=1), {"passes": True})]
    now = Take("now", START + timedelta(days=30), None)
    assert baseline(now, known) == {"pitch_movement": 3.0}
    assert baseline(replace(now, language="en"), known) == {}
    assert baseline(now, [replace(one, result=None) for one in known]) == {}


@given(st.permutations(range(5)))
def test_the_order_they_are_kept_in_makes_no_difference(order: list[int]) -> None:
    known = takes(2.0, 5.0, 3.0, 8.0, 1.0)
    now = Take("now", START + timedelta(days=30), None)
    assert baseline(now, [known[at] for at in order]) == {"pitch_movement": 3.0}


def test_the_same_recording_counts_once_and_never_for_itself() -> None:
    known = takes(2.0, 2.0, 4.0)
    again = replace(known[0], created_at=START + timedelta(days=20))
    assert baseline(again, [*known, again]) == {"pitch_movement": 3.0}
