"""What becomes of an analysis, whose turn it is, and what its learner reads: pure rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.analysis import Analysis, Worker
from coach.domain.turns import in_turn
from coach.jobs.engine import LONGEST_WAIT_S, broken_again_s
from coach.jobs.ledger import (
    MOST_CRASHES,
    MOST_STARTS,
    MOST_TROUBLES,
    PASSING,
    Ending,
    How,
    Limits,
    code_of,
    ending_of,
    given_up,
    next_of,
)
from coach.jobs.standing import Now, Standing, standing
from tests.jobs.made import NOON, analysis


@pytest.mark.parametrize("how", [How.CRASHED, How.OVERRAN])
def test_what_falls_three_times_is_dead_and_waits_longer_each_time_before(how: How) -> None:
    followed = [next_of(Ending(how), analysis(crashes=before)) for before in range(MOST_CRASHES)]
    assert [one.state for one in followed if one] == ["waiting", "waiting", "dead"]
    waits = [one.after_s for one in followed if one][:-1]
    assert waits == sorted(waits)
    assert waits[0] > 0
    last = followed[-1]
    assert last is not None
    assert last.why is not None
    assert last.why.id == f"job.{how}"


def test_a_full_disk_is_waited_for_without_end() -> None:
    after = next_of(Ending(How.TROUBLE, "disk.full"), analysis(troubles=1000))
    assert after is not None
    assert (after.state, after.counts) == ("waiting", "")
    assert after.why is not None


@settings(deadline=None)
@given(st.sampled_from([one for one in PASSING if one != "disk.full"]), st.integers(0, 30))
def test_other_troubles_are_waited_for_a_while(trouble: str, before: int) -> None:
    after = next_of(Ending(How.TROUBLE, trouble), analysis(troubles=before))
    assert after is not None
    assert after.state == ("failed" if before >= MOST_TROUBLES else "waiting")
    assert after.why is not None
    assert after.why.id == trouble


@pytest.mark.parametrize("how", [How.TOLD, How.LOST])
def test_what_is_told_or_not_ours_is_left_alone(how: How) -> None:
    assert next_of(Ending(how), analysis()) is None


def test_leaving_costs_the_take_nothing() -> None:
    after = next_of(Ending(How.STOPPED), analysis(crashes=2, troubles=6))
    assert after is not None
    assert (after.state, after.after_s, after.counts, after.why) == ("waiting", 0.0, "", None)


def test_every_passing_trouble_comes_back_from_its_exit_code() -> None:
    assert [ending_of(code_of(one)) for one in PASSING] == [Ending(How.TROUBLE, one) for one in PASSING]
    assert ending_of(0).how is How.TOLD
    assert ending_of(code_of("media.empty")).how is ending_of(-6).how is How.CRASHED


@settings(deadline=None)
@given(st.floats(0, 20_000), st.floats(0, 20_000))
def test_a_longer_take_may_take_longer(one_s: float, other_s: float) -> None:
    limits = Limits()
    assert limits.of(max(one_s, other_s)) >= limits.of(min(one_s, other_s)) >= limits.of(None) > 0


def test_what_was_begun_too_often_is_given_up() -> None:
    assert not given_up(analysis(attempt_no=MOST_STARTS))
    assert given_up(analysis(attempt_no=MOST_STARTS + 1))


queues = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from([1, 10, 100]),
        st.integers(0, 4),
        st.sampled_from(["waiting", "running"]),
        st.sampled_from([None, -5, 5]),
    ),
    max_size=12,
).map(
    lambda rows: [
        analysis(
            id=f"{n:02}",
            owner=who,
            priority=first,
            turn=turn,
            state=state,
            queued_at=NOON + timedelta(seconds=n),
            not_before=None if pause is None else NOON + timedelta(seconds=pause),
        )
        for n, (who, first, turn, state, pause) in enumerate(rows)
    ]
)


@settings(deadline=None)
@given(queues)
def test_all_that_wait_get_their_turn_and_only_they(queue: list[Analysis]) -> None:
    turn = in_turn(queue, NOON)
    assert sorted(one.id for one in turn) == [one.id for one in queue if one.state == "waiting"]


@settings(deadline=None)
@given(queues)
def test_first_who_is_ready_then_by_priority_then_by_turn_then_who_came_first(queue: list[Analysis]) -> None:
    ready = [one for one in in_turn(queue, NOON) if one.not_before is None or one.not_before <= NOON]
    assert list(in_turn(queue, NOON))[: len(ready)] == ready
    assert ready == sorted(ready, key=lambda one: (one.priority, one.turn, one.queued_at))


@settings(deadline=None)
@given(st.integers(1, 10**6))
def test_what_broke_waits_longer_each_time_but_is_looked_at_within_ten_minutes(times: int) -> None:
    assert 0 < broken_again_s(times) <= broken_again_s(times + 1) <= LONGEST_WAIT_S


HERE = Worker("w", 1, NOON, NOON)


@pytest.mark.parametrize(
    ("other", "workers", "room", "told"),
    [
        ({}, [HERE], True, Now.WAITING),
        ({}, [], True, Now.WAITING),  # one is just being started
        ({"queued_at": NOON - timedelta(minutes=5)}, [], True, Now.NOBODY),
        ({}, [HERE], False, Now.DISK_FULL),
        ({"error_id": "disk.full"}, [HERE], True, Now.DISK_FULL),
        ({"error_id": "store.busy"}, [HERE], True, Now.HINDERED),
        ({"crashes": 1}, [HERE], True, Now.HINDERED),
        ({"state": "running", "worker": "w"}, [HERE], True, Now.RUNNING),
        ({"state": "running", "worker": "gone"}, [HERE], True, Now.BROKEN_OFF),
        ({"state": "running", "worker": "w", "cancel_requested": True}, [HERE], True, Now.STOPPING),
        ({"state": "done"}, [], True, Now.DONE),
        ({"state": "failed"}, [], True, Now.ENDED),
        ({"state": "dead"}, [], True, Now.ENDED),
        ({"state": "cancelled"}, [], True, Now.ENDED),
    ],
)
def test_what_she_reads_is_what_is(
    other: dict[str, object], workers: list[Worker], room: bool, told: Now
) -> None:
    one = analysis(**other)
    assert standing(one, [one], workers, NOON, room).now is told


def test_so_many_go_before_hers() -> None:
    running = analysis(id="r", state="running", owner="x", worker="w")
    first, hers = (
        analysis(id=who, owner=who, queued_at=NOON + timedelta(seconds=n)) for n, who in enumerate(["y", "z"])
    )
    moving = [running, first, hers]
    assert standing(hers, moving, [HERE], NOON) == Standing(Now.WAITING, 2)
    assert standing(first, moving, [HERE], NOON) == Standing(Now.WAITING, 1)
