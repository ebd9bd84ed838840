"""Starts who listens along to a recording that comes in, and lets the analysis wait for the last words."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, cast

from filelock import FileLock, Timeout

from coach.domain.analysis import Claim
from coach.domain.errors import CoachError
from coach.jobs.lifeline import end, start
from coach.jobs.standby import CommandFor, Standby
from coach.store import Store
from coach.store.uploads import Upload

log = logging.getLogger(__name__)

LOOKS_EVERY_S = 1.0
FIRST_BYTES = 30_000  # less is not yet worth a process
FRESH_S = 10.0  # what did not grow for so long is not being recorded just now
TRIES = 2  # a recording that made two processes fall is left to the analysis
FINISHES_WITHIN_S = 60.0  # so long the analysis waits for who listened along


def follow_command(upload_id: str) -> Sequence[str]:
    """How the process that listens along is started; for `ANYBODY` it waits until it is told to whom."""
    return [sys.executable, "-m", "coach.cli", "follow", upload_id]


def order(claim: Claim) -> bytes:
    """A claim as a line for the process that listened along."""
    return json.dumps(asdict(claim)).encode() + b"\n"


def ordered(line: bytes) -> Claim:
    """The claim in such a line."""
    return Claim(**json.loads(line))


class Followers:
    """Processes that listen along, `most` at a time; they leave when we do."""

    def __init__(
        self,
        store: Store,
        environment: Mapping[str, str],
        command: CommandFor = follow_command,
        most: int = 1,
    ) -> None:
        self._store, self._command, self._most = store, command, most
        self._environment = os.environ | dict(environment)
        self._standby = Standby(store, self._environment, command)
        self._working: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()  # slots of the worker borrow what we look after
        self._tried: Counter[str] = Counter()

    def look(self) -> None:
        """Start a process for what began to come in; forget those that have ended."""
        with self._lock:
            self._look()

    def lend(self, claim: Claim) -> subprocess.Popen[bytes] | None:
        """The process that followed the claim's take and scores it now: what it needs is loaded."""
        attempt_id = self._store.analyses.get(claim.analysis_id).attempt_id
        with self._lock:
            if attempt_id not in self._working or not Door(self._store.folder, attempt_id).shut():
                return None
            process = self._working.pop(attempt_id)
        try:
            pipe = cast(IO[bytes], process.stdin)
            pipe.write(order(claim))
            pipe.flush()
        except OSError:  # it has just left
            end(process)
            return None
        return process

    def _look(self) -> None:
        for one, process in list(self._working.items()):
            if process.poll() is not None:
                end(self._working.pop(one))
                Door(self._store.folder, one).shut()
                log.info("follower_left recording=%s code=%s", one[:8], process.returncode)
        for upload in self._growing():
            if len(self._working) >= self._most and not self._makes_room(upload):
                return
            self._tried[upload.id] += 1
            self._working[upload.id] = self._follower(upload.id)
            log.info("follower_started recording=%s", upload.id[:8])
        if self._most and not self._working:  # beside a volunteer it would take her seconds
            self._standby.look()

    def _follower(self, upload_id: str) -> subprocess.Popen[bytes]:
        waiting = self._standby.send(upload_id) if self._store.workshops.on_stage(upload_id) else None
        return waiting or start(self._command(upload_id), self._environment)

    def close(self) -> None:
        """End them all; what they heard is kept."""
        with self._lock:
            for process in self._working.values():
                end(process)
            self._working.clear()
            self._standby.close()

    def _growing(self) -> Sequence[Upload]:
        """Recordings that are being made just now; a film that was chosen has a name, and is whole."""
        with suppress(CoachError, OSError):
            wanted = [one for one in self._store.uploads.all() if self._wanted(one)]
            return sorted(wanted, key=lambda one: not self._store.workshops.on_stage(one.id))
        return []

    def _makes_room(self, upload: Upload) -> bool:
        """A stage comes first: who listens to somebody else leaves, and what was heard there is kept."""
        on_stage = self._store.workshops.on_stage
        if not on_stage(upload.id):
            return False
        for one in [one for one in self._working if not on_stage(one)]:
            end(self._working.pop(one))
            return True
        return False

    def _wanted(self, one: Upload) -> bool:
        part = self._store.uploads.part(one.id).stat()
        enough = part.st_size >= FIRST_BYTES or self._store.workshops.on_stage(one.id)
        fresh = enough and time.time() - part.st_mtime < FRESH_S
        free = one.id not in self._working and self._tried[one.id] < TRIES
        return fresh and free and not one.name and not self._store.followed.fell_behind(one.id)


class Door:
    """Open while a process that follows may still be asked to score: it is shut once, by whoever comes first.

    So nobody asks a process that is just leaving, and nobody leaves who was asked.
    """

    def __init__(self, folder: Path, id: str) -> None:
        self._path = folder / "following" / f"{id}.door"

    def open(self) -> None:
        """From now on."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()

    def shut(self) -> bool:
        """Whether it was open until now."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True


def lock_of(folder: Path, id: str) -> FileLock:
    """Held by the process that listens along; it goes with the process, however that ends."""
    place = folder / "following"
    place.mkdir(parents=True, exist_ok=True)
    return FileLock(place / f"{id}.lock")


def wait_for_follower(folder: Path, id: str, waiting: Callable[[], None]) -> bool:
    """Wait until who listened along has told the last words; False where that takes too long."""
    lock = lock_of(folder, id)
    if not Path(lock.lock_file).exists():
        return True
    until_s = time.monotonic() + FINISHES_WITHIN_S
    while time.monotonic() < until_s:
        try:
            with lock.acquire(blocking=False):
                Path(lock.lock_file).unlink(missing_ok=True)
                return True
        except Timeout:
            waiting()
            time.sleep(0.1)
    return False
