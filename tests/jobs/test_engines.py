"""The promise of a job engine, asked of every engine: once each, fair, stoppable, and never lost."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.analysis import RESCORING, STAGE
from coach.domain.errors import JobError
from coach.jobs.engine import Job, JobEngine, TryAgain
from tests.jobs.carrier import work_on
from tests.jobs.carrying import (
    FILE,
    SERVERS,
    Place,
    carrying,
    end,
    job,
    place,
    stop_between_commits,
    until,
)
from tests.jobs.postgres import Cluster, postgres

__all__ = ["postgres"]


@pytest.fixture(params=[FILE, *(pytest.param(one, marks=pytest.mark.drill) for one in SERVERS)])
def at(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return place(request.param, tmp_path, request)


@pytest.fixture
def engine(at: Place) -> Iterator[JobEngine]:
    engine = at.engine()
    yield engine
    engine.close()


class Notes:
    """Work that only writes down what it was asked to do."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.done: list[str] = []
        self.seconds = seconds

    def __call__(self, analysis_id: str) -> None:
        self.done.append(analysis_id)
        time.sleep(self.seconds)


def test_submitted_often_it_is_done_once(engine: JobEngine) -> None:
    one, notes = job(), Notes(0.5)
    for _ in range(3):
        engine.submit(one)
    assert engine.waiting() == (one,)
    with carrying(engine, notes):
        until(lambda: bool(notes.done))
        engine.submit(one)  # while it runs
        assert engine.known([one, job()]) == {one}
        until(lambda: not engine.known([one]))
    assert notes.done == [one.analysis_id]


def test_asked_for_again_by_a_person_it_is_done_again(engine: JobEngine) -> None:
    first, notes = job(), Notes()
    second = replace(first, generation=2)
    with carrying(engine, notes):
        engine.submit(first)
        until(lambda: not engine.known([first]))
        engine.submit(second)
        until(lambda: not engine.known([second]))
    assert notes.done == [first.analysis_id] * 2


def test_what_the_ledger_still_wants_is_queued_anew(engine: JobEngine) -> None:
    """A result thrown away by the ledger, with the engine content: the sweeper submits the same job again."""
    one, notes = job(), Notes()
    with carrying(engine, notes):
        for _ in range(2):
            engine.submit(one)
            until(lambda: not engine.known([one]))
    assert len(notes.done) == 2


def test_cancelled_it_is_never_begun(engine: JobEngine) -> None:
    one, other, notes = job(), job(), Notes()
    engine.submit(one)
    engine.submit(other)
    engine.cancel(one)
    engine.cancel(job())  # nobody knows it
    assert engine.waiting() == (other,)
    with carrying(engine, notes):
        until(lambda: not engine.known([one, other]))
    assert notes.done == [other.analysis_id]


def test_cancelled_while_it_runs_it_is_not_repeated(engine: JobEngine) -> None:
    one, last = job(), job()
    begun, killed = threading.Event(), threading.Event()
    done: list[str] = []

    def work(id: str) -> None:
        done.append(id)
        if id == one.analysis_id:
            begun.set()
            killed.wait(30)  # the ledger ends the work itself
            raise TryAgain(0.1)

    engine.submit(one)
    engine.submit(last)
    with carrying(engine, work):
        begun.wait(30)
        engine.cancel(one)
        killed.set()
        until(lambda: not engine.known([one, last]))
        time.sleep(0.5)
    assert done == [one.analysis_id, last.analysis_id]


def test_one_whose_turn_is_earlier_overtakes_forty(engine: JobEngine) -> None:
    forty, one, notes = [job("an", turn=number) for number in range(40)], job("bình", turn=2), Notes(0.05)
    for each in forty:
        engine.submit(each)
    with carrying(engine, notes):
        until(lambda: len(notes.done) > 2)
        engine.submit(one)
        begun = len(notes.done)
        until(lambda: one.analysis_id in notes.done)
    assert notes.done.index(one.analysis_id) - begun <= 2


def test_waiting_tells_the_order_they_are_done_in(engine: JobEngine) -> None:
    taken = [("an", 0), ("an", 1), ("an", 2), ("bình", 0), ("bình", 1), ("chi", 0)]
    jobs = [job(owner, turn=turn) for owner, turn in taken]
    jobs += [job("chi", RESCORING), job("an", STAGE), job("dung", STAGE)]
    notes = Notes()
    for each in jobs:
        engine.submit(each)
    told = [each.analysis_id for each in engine.waiting()]
    with carrying(engine, notes):
        until(lambda: not engine.known(jobs))
    assert notes.done == told
    assert told[:2] == [jobs[7].analysis_id, jobs[8].analysis_id]
    assert told[-1] == jobs[6].analysis_id


def test_after_a_trouble_it_runs_again_later_and_others_meanwhile(engine: JobEngine) -> None:
    troubled, other = job(priority=STAGE), job()
    at: list[tuple[str, float]] = []

    def work(id: str) -> None:
        at.append((id, time.monotonic()))
        if id == troubled.analysis_id and len(at) < 4:
            raise TryAgain(1.2 if len(at) > 2 else 0.6)

    engine.submit(troubled)
    engine.submit(other)
    with carrying(engine, work):
        until(lambda: not engine.known([troubled, other]))
    first, meanwhile, second, third = at
    assert meanwhile[0] == other.analysis_id
    assert second[1] - first[1] >= 0.6
    assert third[1] - second[1] >= 1.2  # as long as the work asks each time


def test_an_error_nobody_foresaw_loses_nothing(engine: JobEngine) -> None:
    broken, other, notes = job(), job(), Notes()

    def work(id: str) -> None:
        notes(id)
        if id == broken.analysis_id:
            raise ValueError("a bug")

    engine.submit(broken)
    engine.submit(other)
    with carrying(engine, work):
        until(lambda: len(notes.done) == 2 and not engine.known([other]))
        until(lambda: engine.waiting() == (broken,))
    assert engine.known([broken]) == {broken}


def test_as_many_at_once_as_there_are_slots(engine: JobEngine) -> None:
    jobs = [job(f"p{number}") for number in range(6)]
    together, lock, busy, most = threading.Barrier(3), threading.Lock(), set[str](), [0]

    def work(id: str) -> None:
        with lock:
            busy.add(id)
            most[0] = max(most[0], len(busy))
        together.wait(60)
        time.sleep(0.2)
        with lock:
            busy.remove(id)

    for each in jobs:
        engine.submit(each)
    with carrying(engine, work, slots=3):
        until(lambda: not engine.known(jobs))
    assert most == [3]


def test_a_second_worker_of_the_same_name_is_refused(engine: JobEngine, at: Place) -> None:
    notes, second = Notes(), at.engine()
    with carrying(engine, notes):
        engine.submit(one := job())
        until(lambda: one.analysis_id in notes.done)
        with pytest.raises(JobError, match=r"engine\.twin"):
            second.run_worker(notes, "w1", 1, threading.Event())
    second.close()


def test_old_rows_are_forgotten_and_waiting_ones_kept(engine: JobEngine) -> None:
    old, waiting = job(), job()
    with carrying(engine, Notes()):
        engine.submit(old)
        until(lambda: not engine.known([old]))
    engine.submit(waiting)
    engine.forget(datetime.now(UTC) + timedelta(hours=2))  # type: ignore[attr-defined]
    assert engine.waiting() == (waiting,)


def test_killed_workers_lose_nothing_and_double_nothing(at: Place) -> None:
    """Two workers, three kills: one is replaced under its own name, one under a new one, one never."""
    jobs, chance = [job(f"p{number % 4}") for number in range(14)], random.Random(5)
    engine, ledger = at.engine(), at.ledger()
    ledger.add(jobs, 0.3)
    for each in jobs:
        engine.submit(each)
    workers = [at.worker("w1"), at.worker("w2")]
    try:
        for replacement in ("w1", "w3", None):
            until(lambda: len(ledger.running()) == len([w for w in workers if w.poll() is None]))
            victim = workers.pop(0 if replacement == "w1" else chance.randrange(len(workers)))
            victim.kill()
            victim.wait()
            if replacement:
                workers.append(at.worker(replacement))
        until(lambda: len(ledger.results()) == 14 and not engine.known(jobs))
    finally:
        end(workers)
    assert sorted(ledger.results()) == sorted(each.analysis_id for each in jobs)
    assert ledger.attempts() <= 14 + 3  # nothing is repeated but what a killed worker held
    assert engine.recover(["w1", "w2", "w3"]) == 0
    engine.close()


@pytest.mark.skipif(os.name != "posix", reason="stops a process with a signal")
def test_a_worker_that_comes_back_too_late_changes_nothing(at: Place) -> None:
    one, engine, ledger = job(), at.engine(), at.ledger()
    ledger.add([one], 1.0)
    engine.submit(one)
    workers = [at.worker("late")]
    try:
        until(lambda: ledger.running() == [one.analysis_id])
        stop_between_commits(workers[0], at)
        assert engine.recover(["late"]) == 1
        assert engine.recover(["late"]) == 0  # several may ask
        with carrying(engine, lambda analysis_id: work_on(ledger, "heir", analysis_id), "heir"):
            until(lambda: bool(ledger.results()) and not engine.known([one]))
            workers[0].send_signal(signal.SIGCONT)
            time.sleep(2.5)
    finally:
        end(workers)
    assert ledger.results() == [one.analysis_id]
    assert not engine.known([one])
    engine.close()


@pytest.mark.parametrize("kind", SERVERS)
def test_many_machines_share_the_jobs_of_a_server(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, postgres: Cluster
) -> None:
    at = place(kind, tmp_path, request)
    jobs, ledger, engine = [job(f"p{number % 2}") for number in range(4)], at.ledger(), at.engine()
    ledger.add(jobs, 0.2)
    for each in jobs:
        engine.submit(each)
    workers = [at.worker("w1"), at.worker("w2")]
    try:
        until(lambda: len(ledger.results()) == 4 and not engine.known(jobs))
    finally:
        end(workers)
    assert sorted(ledger.results()) == sorted(each.analysis_id for each in jobs)
    engine.close()


@pytest.mark.drill
@pytest.mark.parametrize("kind", SERVERS)
def test_a_database_restarted_in_the_middle(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, postgres: Cluster
) -> None:
    at = place(kind, tmp_path, request)
    jobs = [job(f"p{number}") for number in range(6)]
    engine, ledger = at.engine(), at.ledger()
    ledger.add(jobs, 0.4)
    for each in jobs:
        engine.submit(each)
    workers = [at.worker("w1")]
    try:
        until(lambda: bool(ledger.results()) and bool(ledger.running()))
        postgres.stop()
        with pytest.raises(JobError, match=r"engine\.unreachable"):
            engine.submit(job())
        postgres.start()
        until(lambda: len(ledger.results()) == 6 and not engine.known(jobs), 90)
    finally:
        end(workers)
    assert sorted(ledger.results()) == sorted(each.analysis_id for each in jobs)
    engine.close()


def test_a_job_holds_ids_only() -> None:
    assert set(Job.__slots__) == {"analysis_id", "generation", "owner", "rank"}
    assert job().key.endswith(":1")
