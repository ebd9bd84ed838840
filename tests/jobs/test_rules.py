"""What becomes of an analysis, whose turn it is, and what its learner reads: pure rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.analysis import Analysis, Worker
from coach.jobs.fair import in_turn
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
    st.tuples(st.sampled_from("abc"), st.sampled_from([1, 10, 100]), st.sampled_from(["waiting", "running"])),
    max_size=12,
).map(
    lambda rows: [
        analysis(id=f"{n:02}", owner=who, priority=first, state=state, queued_at=NOON + timedelta(seconds=n))
        for n, (who, first, state) in enumerate(rows)
    ]
)


@settings(deadline=None)
@given(queues)
def test_all_that_wait_get_their_turn_and_only_they(queue: list[Analysis]) -> None:
    turn = in_turn(queue)
    assert sorted(one.id for one in turn) == [one.id for one in queue if one.state == "waiting"]
    assert [one.priority for one in turn] == sorted(one.priority for one in turn)


@settings(deadline=None)
@given(queues)
def test_a_learners_own_takes_keep_their_order(queue: list[Analysis]) -> None:
    turn = in_turn(queue)
    for who in "abc":
        own = [(one.priority, one.queued_at) for one in turn if one.owner == who]
        assert own == sorted(own)


def test_one_take_behind_somebodys_forty_is_among_the_next_two() -> None:
    forty = [analysis(id=f"a{n:02}", owner="a", queued_at=NOON + timedelta(seconds=n)) for n in range(40)]
    forty[0] = analysis(id="a00", owner="a", state="running")
    b = [analysis(id=f"b{n}", owner="b", queued_at=NOON + timedelta(minutes=2 + n)) for n in range(4)]
    c = analysis(id="c", owner="c", queued_at=NOON + timedelta(minutes=9))
    assert [one.id for one in in_turn([*forty, *b, c])][:4] == ["b0", "c", "a01", "b1"]


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
