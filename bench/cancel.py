"""How soon a running analysis is at its end after somebody pressed Stop: ledger, process, dozens of times.

A real worker in a process of its own, its engine in a file; the analyses only compute (tests/drills). The
time runs from the call that the page makes to the state that the page reads, and to the death of the process.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure, show
from coach.jobs import cancel
from coach.store import open_store
from tests.drills.fleet import Fleet, fleet

ROUNDS = 24
PATIENCE_S = 120.0
STEP_S = 0.005


def main(rounds: int) -> None:
    """Cancel one after the other, each at another moment between two looks of the worker."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        with fleet(store) as one:
            worker = one.start().pid
            waits = [_one(one, worker, number) for number in range(rounds)]
        store.engine.dispose()
    for what, at in (("the page reads that it ended", 0), ("its process is gone", 1)):
        took = sorted(each[at] for each in waits)
        show(Figure(f"from Stop until {what}, median of {rounds}", statistics.median(took), "s"))
        show(Figure(f"from Stop until {what}, 95 of 100", statistics.quantiles(took, n=20)[-1], "s", 2.0))
        show(Figure(f"from Stop until {what}, longest", took[-1], "s", 2.0))


def _one(among: Fleet, worker: int, number: int) -> tuple[float, float]:
    one = among.hand_in("work-600.mp4")
    until(lambda: among.store.attempts.get(one).state == "running" and _children(worker) > 0)
    time.sleep(0.3 + 0.037 * number)
    pressed = time.perf_counter()
    cancel(one, among.desk, datetime.now(UTC))
    ended_s = until(lambda: among.store.attempts.get(one).state == "cancelled") - pressed
    return ended_s, until(lambda: not _children(worker)) - pressed


def until(so: Callable[[], bool]) -> float:
    """The moment at which it is so."""
    began = time.perf_counter()
    while not so():
        if time.perf_counter() - began > PATIENCE_S:
            raise SystemExit("waited in vain")
        time.sleep(STEP_S)
    return time.perf_counter()


def _children(process: int) -> int:
    """How many processes that one has; Linux."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return sum(len(one.read_text().split()) for one in tasks)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
