"""A worker of the DBOS engine: takes the next job when it has a free hand, and does it.

The engine keeps how many jobs a worker may take at once in one row for all machines, but a laptop has one
hand and a server eight. So a worker takes one job at a time. With one hand it does it there and then; with
more it hands it to a free one as a second durable row, and takes the next only when a hand is free again. No
job waits in a busy machine.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from dbos import DBOS, DBOSConfig, SetWorkflowID

from coach.domain.turns import BANDS
from coach.jobs.dbos_records import QUEUE, WORK, Record, Records
from coach.jobs.engine import TryAgain, broken_again_s

log = logging.getLogger(__name__)

LOOK_S = 0.2  # how soon a stop is noticed while all hands are busy
HOUR_S = 3600.0


class Hands:
    """Counts who is busy."""

    def __init__(self, slots: int) -> None:
        self.free = slots
        self.changed = threading.Condition()

    def take(self) -> None:
        with self.changed:
            self.free -= 1

    def give_back(self) -> None:
        with self.changed:
            self.free += 1
            self.changed.notify_all()

    def wait_for_one(self, stop: threading.Event) -> None:
        """Return when a hand is free or the worker shall stop."""
        with self.changed:
            while self.free < 1 and not stop.is_set():
                self.changed.wait(LOOK_S)


class DbosWorker:
    """One process's worker; DBOS allows one a process."""

    def __init__(
        self, records: Records, work: Callable[[str], None], hands: Hands, stop: threading.Event
    ) -> None:
        self.records, self.work, self.hands, self.stop = records, work, hands, stop

    def run(self, config: DBOSConfig, poll_s: float, hourly: Callable[[], None], grace_s: float) -> None:
        """Work until `stop`; what runs then has `grace_s` to end, or is done anew by the next worker."""
        DBOS(config=config)
        self._register()
        DBOS.launch()
        try:
            DBOS.register_queue(
                QUEUE, worker_concurrency=1, polling_interval_sec=poll_s, on_conflict="always_update"
            )
            hourly()
            while not self.stop.wait(HOUR_S):
                hourly()
        finally:
            DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=int(grace_s))

    def _register(self) -> None:
        take = self._take if self.hands.free > 1 else self._do
        for band in BANDS:
            # the ledger counts attempts, so the engine need not; a row is never begun twice anyway
            DBOS.workflow(name=band, max_recovery_attempts=None)(_plain(take))
        self._start = DBOS.workflow(name=WORK, max_recovery_attempts=None)(_plain(self._in_hand))

    def _take(self, analysis_id: str) -> None:
        """Hand the job to a free hand and return when there is another."""
        self.hands.take()
        try:
            with SetWorkflowID((DBOS.workflow_id or "") + WORK):
                DBOS.start_workflow(self._start, analysis_id)
        except BaseException:
            self.hands.give_back()
            raise
        self.hands.wait_for_one(self.stop)

    def _in_hand(self, analysis_id: str) -> None:
        try:
            self._do(analysis_id)
        finally:
            self.hands.give_back()

    def _do(self, analysis_id: str) -> None:
        """Do the job; after a trouble it is queued again under its next name."""
        name = DBOS.workflow_id or ""
        try:
            if self.stop.is_set():
                raise TryAgain(0.0)
            self.work(analysis_id)
        except TryAgain as trouble:
            self._again(name, trouble.after_s)
        except Exception:
            log.exception("work_broke", extra={"analysis": analysis_id})
            self._again(name, broken_again_s(Record.of(name).number))

    def _again(self, name: str, after_s: float) -> None:
        """Queue the job again, unless it was cancelled or given to another worker meanwhile."""
        taken = name.removesuffix(WORK)
        rows = {row.workflow_id: row for row in self.records.named([taken, taken + WORK])}
        if any(row.status == "CANCELLED" for row in rows.values()):
            return
        self.records.queue_again(rows[taken], after_s)


def _plain(method: Callable[[str], None]) -> Callable[[str], None]:
    """A function of its own: the engine writes what it knows of a workflow onto the function."""

    def workflow(analysis_id: str) -> None:
        method(analysis_id)

    return workflow
