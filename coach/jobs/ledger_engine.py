"""An engine without a queue of its own: workers look into the ledger for what is next."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from coach.domain.analysis import Analysis
from coach.jobs.engine import Job, TryAgain
from coach.jobs.fair import in_turn
from coach.jobs.ledger import job_of
from coach.store.analyses import Analyses

log = logging.getLogger(__name__)


class LedgerEngine:
    """Keeps the promise of `JobEngine` with nothing but the ledger's rows: one laptop, and tests.

    Every free slot looks once in `poll_s`; two that find the same take are told apart by the ledger's claim.
    """

    def __init__(self, analyses: Analyses, clock: Callable[[], datetime], poll_s: float = 1.0) -> None:
        self._analyses = analyses
        self._clock = clock
        self._poll_s = poll_s

    def submit(self, job: Job) -> None:
        """Its row waits already."""

    def cancel(self, job: Job) -> None:
        """Its row says so already."""

    def recover(self, dead_workers: Sequence[str]) -> int:
        """Their rows wait again already."""
        return 0

    def close(self) -> None:
        """Nothing is open."""

    def known(self, jobs: Collection[Job]) -> frozenset[Job]:
        """Those that wait or run; what is in the ledger is never lost here."""
        moving = {one.id for one in self._analyses.moving()}
        return frozenset(job for job in jobs if job.analysis_id in moving)

    def waiting(self) -> tuple[Job, ...]:
        """In the order in which they will run."""
        return tuple(map(job_of, in_turn(self._analyses.moving())))

    def run_worker(
        self, work: Callable[[str], None], worker_id: str, slots: int, stop: threading.Event
    ) -> None:
        """Do what waits, `slots` at a time, until `stop`; returns when the last one has ended."""
        taken = _Taken()
        slot = [threading.Thread(target=self._slot, args=(work, taken, stop)) for _ in range(slots)]
        for one in slot:
            one.start()
        for one in slot:
            one.join()

    def _slot(self, work: Callable[[str], None], taken: _Taken, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                if not self._one(work, taken):
                    stop.wait(self._poll_s)
            except TryAgain:
                pass  # the ledger says from when on
            except Exception:
                log.exception("slot_trouble")
                stop.wait(self._poll_s)

    def _one(self, work: Callable[[str], None], taken: _Taken) -> bool:
        """Do what is next; False where nothing is."""
        taken_id = taken.take(self._ready())
        if taken_id is None:
            return False
        try:
            work(taken_id)
        finally:
            taken.give_back(taken_id)
        return True

    def _ready(self) -> tuple[Analysis, ...]:
        now = self._clock()
        moving = self._analyses.moving()
        return tuple(one for one in in_turn(moving) if one.not_before is None or one.not_before <= now)


class _Taken:
    """What the slots of this worker are at, so that two of them never begin the same."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._lock = threading.Lock()

    def take(self, ready: Sequence[Analysis]) -> str | None:
        with self._lock:
            free = next((one.id for one in ready if one.id not in self._ids), None)
            if free is not None:
                self._ids.add(free)
            return free

    def give_back(self, id: str) -> None:
        with self._lock:
            self._ids.discard(id)
