"""One analysis a call, whatever its process does: ends well, falls, hangs, is called back, is nobody's."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from coach.domain.analysis import Analysis, Claim
from coach.domain.media import Notice
from coach.jobs.engine import Job, TryAgain
from coach.jobs.ledger import DISK_WAIT_S, Limits, code_of
from coach.jobs.lifeline import start
from coach.jobs.upkeep import Sweeper, alive
from coach.jobs.work import DATABASE_WAIT_S, Means, Work
from coach.store import Store, open_store
from coach.store.attempts import NewAttempt
from tests.jobs.ledgers import NOON, RESULT

Process = subprocess.Popen[bytes]
QUICK = Limits(start_s=20.0, each_s=0.0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    yield opened
    opened.engine.dispose()


@pytest.fixture
def one(store: Store) -> Analysis:
    """A take that waits."""
    hoa = store.people.add("Hoa", "cô", NOON)
    taken = NewAttempt(hoa.id, "L02", "vi", "a" * 64, "na.mp4")
    return store.analyses.newest(store.attempts.add(taken, NOON).id)


def python(does: str) -> Process:
    """A process that does that much and no more."""
    return start([sys.executable, "-I", "-S", "-c", does], {})


def work(
    store: Store,
    does: Callable[[Claim], Process],
    limits: Limits = QUICK,
    room: bool = True,
    named: str = "w",
) -> Work:
    """A worker's slot whose processes do that."""
    return Work(Means(store, does, lambda: room, limits), named, threading.Event())


def again_after_s(slot: Work, one: Analysis) -> float:
    """When the slot wants to try again."""
    with pytest.raises(TryAgain) as told:
        slot(one.id)
    return told.value.after_s


def telling(store: Store) -> Callable[[Claim], Process]:
    """Processes that tell a result."""

    def does(claim: Claim) -> Process:
        store.claims.succeed(claim, RESULT, "{}", NOON)
        return python("")

    return does


def test_a_result_ends_it(store: Store, one: Analysis) -> None:
    slot = work(store, telling(store))
    slot(one.id)
    slot(one.id)  # an engine may deliver twice
    after = store.analyses.get(one.id)
    assert (after.state, after.attempt_no) == ("done", 1)


def test_a_file_that_cannot_be_read_fails_with_its_reason(store: Store, one: Analysis) -> None:
    def does(claim: Claim) -> Process:
        store.claims.end(claim, "failed", Notice("media.empty"), NOON)
        return python("")

    work(store, does)(one.id)
    after = store.analyses.get(one.id)
    assert (after.state, after.error_id) == ("failed", "media.empty")


@pytest.mark.parametrize(
    ("does", "limits", "why"),
    [
        ("import os; os.abort()", QUICK, "job.crashed"),
        ("", QUICK, "job.crashed"),  # it ends well, but without a word
        ("while True: pass", Limits(0.2, 0.0), "job.overran"),
    ],
    ids=["native crash", "silent", "endless"],
)
def test_what_falls_three_times_is_dead_and_its_worker_lives(
    store: Store, one: Analysis, does: str, limits: Limits, why: str
) -> None:
    slot = work(store, lambda _: python(does), limits)
    assert again_after_s(slot, one) > 0
    assert again_after_s(slot, one) > 0
    slot(one.id)
    dead = store.analyses.get(one.id)
    assert (dead.state, dead.error_id, dead.attempt_no) == ("dead", why, 3)
    assert [letter.id for letter in store.analyses.dead_letters()] == [one.id]
    again = store.analyses.open(one.attempt_id, NOON)
    work(store, telling(store))(again.id)
    assert store.attempts.get(one.attempt_id).state == "done"


def test_a_passing_trouble_is_tried_again(store: Store, one: Analysis) -> None:
    slot = work(store, lambda _: python(f"raise SystemExit({code_of('store.busy')})"))
    assert again_after_s(slot, one) < again_after_s(slot, one)
    waits = store.analyses.get(one.id)
    assert (waits.state, waits.error_id, waits.troubles, waits.crashes) == ("waiting", "store.busy", 2, 0)


def test_without_room_on_the_disk_it_is_not_even_begun(store: Store, one: Analysis) -> None:
    assert again_after_s(work(store, lambda _: python(""), room=False), one) == DISK_WAIT_S
    assert store.analyses.get(one.id) == one


def test_a_disk_that_fills_up_in_the_middle_is_told_and_waited_for(store: Store, one: Analysis) -> None:
    slot = work(store, lambda _: python(f"raise SystemExit({code_of('disk.full')})"))
    assert again_after_s(slot, one) == DISK_WAIT_S
    waits = store.analyses.get(one.id)
    assert (waits.state, waits.error_id, waits.troubles) == ("waiting", "disk.full", 0)


def running(store: Store, slot: Work, one: Analysis) -> threading.Thread:
    """The slot at work on it in a thread."""

    def quietly() -> None:
        with suppress(TryAgain):
            slot(one.id)

    thread = threading.Thread(target=quietly)
    thread.start()
    while store.analyses.get(one.id).state != "running":
        time.sleep(0.02)
    return thread


def endless(started: list[Process]) -> Callable[[Claim], Process]:
    def does(claim: Claim) -> Process:
        started.append(python("while True: pass"))
        return started[-1]

    return does


def test_what_runs_is_called_back(store: Store, one: Analysis) -> None:
    processes: list[Process] = []
    with alive(store, "w"):
        thread = running(store, work(store, endless(processes)), one)
        assert store.analyses.cancel(one.id, NOON) == "running"
        thread.join(120)
    assert store.analyses.get(one.id).state == "cancelled"
    assert processes[0].returncode


def test_what_somebody_else_took_over_is_let_go(store: Store, one: Analysis) -> None:
    """A worker that slept past its time: what it runs is ended, and the other's work stands."""
    processes: list[Process] = []
    thread = running(store, work(store, endless(processes)), one)
    other = store.claims.start(one.id, "other", store.workers.clock())
    assert other is not None
    thread.join(120)
    assert processes[0].returncode
    assert store.claims.succeed(other, RESULT, "{}", NOON)


def test_what_a_database_took_out_of_our_hands_waits_again(store: Store, one: Analysis) -> None:
    def away(claim: Claim) -> Process:
        slot.put_back_lost()  # a sweep of the same worker in that moment lets what is in hand alone
        raise OperationalError("select 1", {}, ConnectionError())

    slot = work(store, away)
    assert again_after_s(slot, one) == DATABASE_WAIT_S
    assert store.analyses.get(one.id).state == "running"  # nobody could write that nobody is at it
    work(store, away, named="another").put_back_lost()
    assert store.analyses.get(one.id).state == "running"  # not theirs to say
    slot.put_back_lost()
    told = store.analyses.get(one.id)
    assert (told.state, told.worker, told.crashes) == ("waiting", None, 0)


def test_who_leaves_puts_back_what_is_under_way(store: Store, one: Analysis) -> None:
    stop, processes = threading.Event(), list[Process]()
    slot = Work(Means(store, endless(processes), lambda: True, QUICK), "w", stop)
    thread = running(store, slot, one)
    stop.set()
    thread.join(120)
    after = store.analyses.get(one.id)
    assert (after.state, after.crashes, after.troubles) == ("waiting", 0, 0)


@dataclass
class Forgetful:
    """An engine that lost its queue, and notes what it is asked."""

    submitted: list[str] = field(default_factory=list)
    recovered: list[str] = field(default_factory=list)

    def known(self, jobs: Collection[Job]) -> frozenset[Job]:
        return frozenset()

    def submit(self, job: Job) -> None:
        self.submitted.append(job.key)

    def recover(self, dead_workers: Sequence[str]) -> int:
        self.recovered += dead_workers
        return len(dead_workers)

    def cancel(self, job: Job) -> None:
        raise AssertionError("a sweep cancels nothing")

    def waiting(self) -> tuple[Job, ...]:
        return ()

    def run_worker(
        self, work: Callable[[str], None], worker_id: str, slots: int, stop: threading.Event
    ) -> None:
        raise AssertionError("a sweep works on nothing")

    def close(self) -> None:
        """Nothing is open."""


def test_what_the_engine_lost_is_handed_in_again_under_another_key(store: Store, one: Analysis) -> None:
    engine = Forgetful()
    sweeper = Sweeper(store, engine)
    sweeper.sweep()
    assert engine.submitted == []  # whoever hands it in may be about to
    sweeper.sweep()
    assert engine.submitted == [f"{one.id}:2"]


def test_a_dead_worker_is_told_to_the_engine_once(store: Store, one: Analysis) -> None:
    engine = Forgetful()
    sweeper, now = Sweeper(store, engine), store.workers.clock()
    store.workers.beat("gone", 1, now)
    store.claims.start(one.id, "gone", now)
    store.workers.leave("gone", now)
    for _ in range(3):
        sweeper.sweep()
    assert engine.recovered == ["gone"]
    assert store.analyses.get(one.id).state == "waiting"
