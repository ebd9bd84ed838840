"""Drills of job engines: workers killed at random, machines gone for ever, a workshop queued at once."""

from __future__ import annotations

import itertools
import logging
import os
import random
import subprocess
import time
from pathlib import Path

import pytest

from coach.jobs.engine import Job, JobEngine
from tests.jobs.carrier import SmallLedger
from tests.jobs.carrying import SERVERS, Place, end, job, place, until
from tests.jobs.postgres import postgres

__all__ = ["postgres"]
pytestmark = pytest.mark.drill
log = logging.getLogger(__name__)  # shown by `just drills --log-cli-level=INFO`


def queued(at: Place, jobs: list[Job], chance: random.Random) -> tuple[JobEngine, SmallLedger]:
    """Jobs of a few tenths of a second each."""
    engine, ledger = at.engine(), at.ledger()
    for each in jobs:
        ledger.add([each], chance.uniform(0.1, 0.8))
        engine.submit(each)
    return engine, ledger


def killed_and_replaced(
    at: Place, workers: dict[str, subprocess.Popen[bytes]], kills: int, chance: random.Random
) -> None:
    """Kill one that is at work. Every second victim comes back under its own name; others are replaced."""
    ledger = at.ledger()
    for kill in range(kills):
        time.sleep(chance.uniform(0.0, 3.0))
        until(lambda: bool(workers.keys() & ledger.busy()), 300)
        victim = chance.choice(sorted(workers.keys() & ledger.busy()))
        end([workers.pop(victim)])
        name = f"new{kill}" if kill % 2 else victim
        workers[name] = at.worker(name)


@pytest.mark.parametrize(("kind", "number", "machines", "kills"), [
    ("dbos-postgresql", 300, 3, 10),
    ("procrastinate-postgresql", 300, 3, 10),
    ("dbos-sqlite", 30, 1, 6),
])  # fmt: skip
def test_nothing_lost_and_nothing_doubled(
    kind: str, number: int, machines: int, kills: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    chance, at = random.Random(number), place(kind, tmp_path, request)
    jobs = [job(f"p{each % 40}") for each in range(number)]
    engine, ledger = queued(at, jobs, chance)
    workers = {f"w{machine}": at.worker(f"w{machine}") for machine in range(machines)}
    try:
        killed_and_replaced(at, workers, kills, chance)
        until(lambda: len(ledger.results()) >= number and not engine.known(jobs), 900)
    finally:
        end(list(workers.values()))
    assert sorted(ledger.results()) == sorted(each.analysis_id for each in jobs)
    log.info("%s: %d jobs, %d kills, %d begun again", kind, number, kills, ledger.attempts() - number)
    engine.close()


@pytest.mark.parametrize("kind", SERVERS)
def test_a_machine_gone_for_ever(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    at = place(kind, tmp_path, request)
    jobs = [job(f"p{each}") for each in range(8)]
    engine, ledger = at.engine(), at.ledger()
    ledger.add(jobs, 3.0)
    for each in jobs:
        engine.submit(each)
    gone = at.worker("gone", slots=4)
    try:
        until(lambda: len(ledger.running()) >= 2, 300)
    finally:
        end([gone])
    others = [at.worker("other")]
    try:
        until(lambda: len(ledger.results()) == 8 and not engine.known(jobs), 300)
    finally:
        end(others)
    assert sorted(ledger.results()) == sorted(each.analysis_id for each in jobs)
    engine.close()


@pytest.mark.parametrize("kind", SERVERS)
def test_a_workshop_of_250_queued_at_once(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """First come, first served among equals, and memory of a worker does not grow with the queue."""
    at = place(kind, tmp_path, request)
    engine, ledger = at.engine(), at.ledger()
    jobs = [job(f"p{each:03}") for each in range(250)]
    ledger.add(jobs, 0.0)
    for each in jobs:
        engine.submit(each)
    assert [one.owner for one in engine.waiting()] == [one.owner for one in jobs]
    workers = [at.worker(f"w{machine}") for machine in range(3)]
    try:
        until(lambda: len(ledger.results()) >= 20, 300)
        early = [memory_mb(worker.pid) for worker in workers]
        until(lambda: len(ledger.results()) >= 250 and not engine.known(jobs), 600)
        late = [memory_mb(worker.pid) for worker in workers]
    finally:
        end(workers)
    done = ledger.results()
    place_in_queue = {each.analysis_id: number for number, each in enumerate(jobs)}
    assert sorted(done) == sorted(place_in_queue)
    # with three workers a job may overtake the few that began just before it
    assert all(place_in_queue[a] - place_in_queue[b] < 30 for a, b in itertools.pairwise(done))
    assert max(late) < max(early) * 1.3
    engine.close()


def memory_mb(process: int) -> float:
    """Resident memory of a process; skipped where the system does not tell."""
    if not os.path.exists("/proc"):
        pytest.skip("no /proc here")
    told = Path(f"/proc/{process}/status").read_text().split("VmRSS:")[1].split()[0]
    return int(told) / 1024
