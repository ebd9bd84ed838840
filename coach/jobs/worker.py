"""A worker: takes analyses from an engine, as many at a time as it has slots, until it is asked to leave."""

from __future__ import annotations

import logging
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from coach.domain.analysis import Claim
from coach.jobs.engine import JobEngine
from coach.jobs.ledger import Limits
from coach.jobs.lifeline import start
from coach.jobs.upkeep import SWEEPS_EVERY_S, Sweeper, alive, repeating
from coach.jobs.work import Means, Work
from coach.store import Store
from coach.store.space import free

log = logging.getLogger(__name__)

ROOM_BYTES = 64 << 20  # of disk that an analysis may need for what it finds, and a database for its log

CommandFor = Callable[[Claim], Sequence[str]]


def new_id() -> str:
    """A name that no other worker has, also where somebody copied a machine with everything on it."""
    return f"{platform.node()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"


def analyse_command(claim: Claim) -> Sequence[str]:
    """How the process of an analysis is started."""
    return [sys.executable, "-m", "coach.cli", "analyse", claim.analysis_id, str(claim.fence), claim.worker]


def nobody(_: Claim) -> subprocess.Popen[bytes] | None:
    """No process is at work on that take."""
    return None


@dataclass(frozen=True, slots=True)
class Processes:
    """How processes of analyses are started: by which command, in which environment, within which limits.

    `warm` gives a process that can go on with the claim where there is one.
    """

    command: CommandFor = analyse_command
    environment: Mapping[str, str] | None = None
    limits: Limits = field(default_factory=Limits)
    warm: Callable[[Claim], subprocess.Popen[bytes] | None] = nobody

    def start(self, claim: Claim) -> subprocess.Popen[bytes]:
        """The claim's process, the one that followed its take if there is one; it logs where we do."""
        return self.warm(claim) or start(self.command(claim), os.environ | dict(self.environment or {}))


def run(
    store: Store, engine: JobEngine, processes: Processes, worker: tuple[str, int], stop: threading.Event
) -> None:
    """Work until `stop`; `worker` is its id and its number of slots. What is under way then waits again."""
    worker_id, slots = worker
    work = Work(means(store, processes), worker_id, stop)
    sweeper = Sweeper(store, engine)

    def keep_up() -> None:
        work.put_back_lost()
        sweeper.sweep()

    with alive(store, worker_id, slots):
        log.info("worker_started worker=%s slots=%s", worker_id, slots)
        keep_up()
        sweeping = repeating(keep_up, SWEEPS_EVERY_S, stop)
        try:
            engine.run_worker(work, worker_id, slots, stop)
        finally:
            stop.set()
            sweeping.join()
            log.info("worker_left worker=%s", worker_id)


def means(store: Store, processes: Processes) -> Means:
    """What an analysis is worked on with."""
    return Means(store, processes.start, lambda: has_room(store.folder), processes.limits)


def has_room(folder: Path) -> bool:
    """Whether the disk has room to work in."""
    return free(folder) >= ROOM_BYTES
