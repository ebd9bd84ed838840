"""What a worker does beside its work: says that it lives, notices who no longer does, finds what was lost."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from coach.domain.analysis import BEATS_EVERY_S
from coach.jobs.engine import JobEngine
from coach.jobs.ledger import job_of
from coach.store import Store

log = logging.getLogger(__name__)

SWEEPS_EVERY_S = 10.0


@contextmanager
def alive(store: Store, worker_id: str, slots: int = 1) -> Iterator[None]:
    """Within, the worker says every few seconds that it lives; afterwards, that it is gone."""
    store.workers.beat(worker_id, slots, store.workers.clock())
    ended = threading.Event()
    beating = repeating(
        lambda: store.workers.beat(worker_id, slots, store.workers.clock()), BEATS_EVERY_S, ended
    )
    try:
        yield
    finally:
        ended.set()
        beating.join()
        store.workers.leave(worker_id, store.workers.clock())


def repeating(do: Callable[[], object], every_s: float, ended: threading.Event) -> threading.Thread:
    """Do it again and again in a thread of its own; a database that is away for a while ends nothing."""

    def loop() -> None:
        while not ended.wait(every_s):
            try:
                do()
            except (SQLAlchemyError, OSError) as error:
                log.warning("upkeep_trouble error=%s", type(error).__name__)
            except Exception:
                log.exception("upkeep_broke")

    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    return thread


class Sweeper:
    """Every worker sweeps; that several do is harmless, as each step is a guarded change."""

    def __init__(self, store: Store, engine: JobEngine) -> None:
        self._store = store
        self._engine = engine
        self._recovered: set[tuple[str, datetime]] = set()  # a worker and its last sign of life
        self._missing: frozenset[str] = frozenset()  # the engine did not know them at the last look

    def sweep(self) -> None:
        """Give up dead workers, hand in what the engine does not know, forget whom nobody remembers."""
        self._reap()
        self._hand_in()
        self._store.workers.forget(self._store.workers.clock())

    def _reap(self) -> None:
        now = self._store.workers.clock()
        put_back = self._store.analyses.put_back_orphans(now)
        dead = {(one.id, one.beat_at) for one in self._store.workers.all() if not one.is_alive(now)}
        if new := dead - self._recovered:
            recovered = self._engine.recover(sorted(one for one, _ in new))
            log.info("gave_up workers=%s put_back=%s recovered=%s", len(new), put_back, recovered)
        self._recovered = dead

    def _hand_in(self) -> None:
        """What waits and is unknown twice in a row was lost between ledger and engine, or by the engine."""
        jobs = tuple(map(job_of, self._store.analyses.waiting()))
        unknown = frozenset(job.analysis_id for job in set(jobs) - self._engine.known(jobs))
        for one in self._store.analyses.deliver_anew(unknown & self._missing):
            self._engine.submit(job_of(one))
            log.info("handed_in_again analysis=%s delivery=%s", one.id, one.delivery)
        self._missing = unknown - self._missing
