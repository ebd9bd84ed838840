"""Scoring one take at once, without app or engine: what the demonstration class needs."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

from coach.domain.analysis import MOVING
from coach.jobs.engine import TryAgain
from coach.jobs.upkeep import alive
from coach.jobs.work import Work
from coach.jobs.worker import Processes, means, new_id
from coach.store import Store

LOOKS_EVERY_S = 0.5


def score_and_wait(attempt_id: str, store: Store, environment: Mapping[str, str]) -> None:
    """Score the attempt in a process of its own, or wait where a worker is at it, until it has ended."""
    worker_id = new_id()
    with alive(store, worker_id):
        work = Work(means(store, Processes(environment=environment)), worker_id, threading.Event())
        while store.attempts.get(attempt_id).state in MOVING:
            try:
                work(store.analyses.newest(attempt_id).id)
                time.sleep(LOOKS_EVERY_S)
            except TryAgain as trouble:
                time.sleep(trouble.after_s)


def wait_for(attempt_id: str, store: Store) -> None:
    """Return when whoever is at it has ended."""
    while store.attempts.get(attempt_id).state in MOVING:
        time.sleep(LOOKS_EVERY_S)
