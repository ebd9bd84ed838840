"""The worker beside the app: one a data folder, gone when the app is gone, started again when it falls."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import TimeoutExpired

from filelock import FileLock, Timeout

from coach.jobs.lifeline import end, hold, start
from coach.store import Store

log = logging.getLogger(__name__)

LOCK, LAST, LOG = "worker.lock", "worker.id", "scoring.log"
LARGEST_LOG = 5_000_000  # bytes; then a new one begins, and the last one is kept
ANOTHER_IS_HERE = 3  # exit code of a worker whose folder has one already
ANOTHER_WAIT_S = 10.0  # before looking whether that one is still here
RESTARTS_AFTER_S = (1.0, 2.0, 5.0, 15.0, 30.0)
STEADY_S = 60.0  # a worker that went on for so long did not fall because of how it begins
LEAVES_WITHIN_S = 5.0
COMMAND = (sys.executable, "-m", "coach.cli", "worker", "--beside-app")


@contextmanager
def only_one(folder: Path) -> Iterator[bool]:
    """Whether this is the folder's only worker; the lock goes with its process, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def succeed_last(store: Store, worker_id: str) -> None:
    """The worker that held the lock before is surely gone: nobody has to wait until it is given up."""
    last = store.folder / LAST
    if last.exists():
        store.workers.leave(last.read_text("utf-8").strip(), store.workers.clock())
    last.write_text(worker_id, "utf-8")


def leave_with_app(stop: threading.Event) -> None:
    """Stop when the app is gone; at the latest a few seconds later, whatever hangs."""

    def leave() -> None:
        stop.set()
        last_resort = threading.Timer(LEAVES_WITHIN_S, os._exit, (0,))
        last_resort.daemon = True
        last_resort.start()

    hold(leave)


class Embedded:
    """Held by the app: keeps a worker going in a process of its own until `close`."""

    def __init__(
        self, folder: Path, environment: Mapping[str, str], command: Sequence[str] = COMMAND
    ) -> None:
        self._folder = folder
        self._environment = os.environ | dict(environment)
        self._command = command
        self._closing = threading.Event()
        self.pid: int | None = None
        self.starts = 0
        self._thread = threading.Thread(target=self._keep_going, name="embedded", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the worker and wait until it is gone; what it had under way waits for the next one."""
        self._closing.set()
        self._thread.join()

    def _keep_going(self) -> None:
        falls = 0
        while not self._closing.is_set():
            began_s = time.monotonic()
            try:
                code = self._once()
            except OSError:
                log.exception("worker_not_started")
                code = 1
            fell = code not in (0, ANOTHER_IS_HERE)
            falls = (falls if time.monotonic() - began_s < STEADY_S else 0) + 1 if fell else 0
            wait_s = RESTARTS_AFTER_S[min(falls, len(RESTARTS_AFTER_S)) - 1] if falls else ANOTHER_WAIT_S
            if not self._closing.wait(wait_s):
                log.warning("worker_restarts code=%s falls=%s", code, falls)

    def _once(self) -> int:
        """A worker's whole life; its exit code."""
        with _log_in(self._folder).open("ab") as told:
            process = start(self._command, self._environment, told)
        self.pid, self.starts = process.pid, self.starts + 1
        while process.poll() is None and not self._closing.is_set():
            try:
                process.wait(0.5)
            except TimeoutExpired:
                continue
        if process.stdin:
            process.stdin.close()  # the app is leaving: so does the worker
        try:
            process.wait(LEAVES_WITHIN_S + 1)
        except TimeoutExpired:
            log.warning("worker_hangs")
        end(process)
        return process.returncode


def _log_in(folder: Path) -> Path:
    """Where workers tell what they do; no names and no words of learners are in it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOG
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(folder / f"{LOG}.1")
    return path
