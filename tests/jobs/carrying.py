"""Helpers for tests of engines: a worker in a thread, workers as processes, waiting until something is so."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from coach.domain.analysis import NORMAL
from coach.domain.turns import rank
from coach.jobs.engine import Job, JobEngine
from tests.jobs.carrier import SmallLedger, engine_named
from tests.jobs.postgres import Cluster

FILE = "dbos-sqlite"
SERVERS = ["dbos-postgresql", "procrastinate-postgresql"]  # all but a small dose of these is drilled


@dataclass(frozen=True)
class Place:
    """An empty installation: which engine, where its jobs are, where the small ledger is."""

    name: str
    url: str
    ledger_url: str

    def engine(self) -> JobEngine:
        return engine_named(self.name, self.url)

    def ledger(self) -> SmallLedger:
        ledger = SmallLedger(self.ledger_url)
        ledger.create()
        return ledger

    def worker(self, id: str, slots: int = 1) -> subprocess.Popen[bytes]:
        arguments = [self.name, self.url, self.ledger_url, id, str(slots)]
        return subprocess.Popen([sys.executable, "-m", "tests.jobs.carrier", *arguments])


def place(kind: str, folder: Path, request: pytest.FixtureRequest) -> Place:
    """An empty installation of this kind; skipped where PostgreSQL is needed and absent."""
    name, _, database = kind.partition("-")
    if database == "sqlite":
        return Place(name, f"sqlite:///{folder}/engine.db", f"sqlite:///{folder}/ledger.db")
    cluster: Cluster = request.getfixturevalue("postgres")
    url = cluster.new()
    return Place(name, url, url)


def job(owner: str = "an", priority: int = NORMAL, turn: int = 0) -> Job:
    return Job(uuid.uuid4().hex, 1, owner, rank(priority, turn))


@contextmanager
def carrying(
    engine: JobEngine, work: Callable[[str], None], worker: str = "w1", slots: int = 1
) -> Iterator[None]:
    """A worker in a thread of this process while the block runs; what broke it is raised here."""
    stop, broken = threading.Event(), list[BaseException]()

    def run() -> None:
        try:
            engine.run_worker(work, worker, slots, stop)
        except BaseException as error:
            broken.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)
    if broken:
        raise broken[0]


def until(so: Callable[[], bool], seconds: float = 60.0) -> None:
    """Return when it is so; fail when it is not after so many seconds."""
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def stop_between_commits(worker: subprocess.Popen[bytes], at: Place) -> None:
    """Stop the process where it holds no file's lock, which in a stopped process would keep everybody out."""
    while True:
        worker.send_signal(signal.SIGSTOP)
        if all(_can_write(url) for url in (at.url, at.ledger_url) if url.startswith("sqlite")):
            return
        worker.send_signal(signal.SIGCONT)
        time.sleep(0.05)


def _can_write(url: str) -> bool:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0.2, isolation_level=None)) as file:
        try:
            file.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        return True


def end(workers: Sequence[subprocess.Popen[bytes]]) -> None:
    """Kill what still runs."""
    for worker in workers:
        worker.kill()
        worker.wait(30)
