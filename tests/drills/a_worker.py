"""A worker of a drill: the real one, but its analyses are made up (`synthetic.py`).

`python -m tests.drills.a_worker SLOTS [alone|beside-app|among-many]`, with COACH_DATA. `alone` and
`beside-app` hold the folder's lock as on a laptop; `among-many` works as on a server, where a dead worker is
given up after its time. DRILL_LIMIT_S: how long an analysis may take; DRILL_WORKER: the worker's name.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from coach.assembly import desk, remembered
from coach.domain.analysis import Claim
from coach.jobs.embedded import ANOTHER_IS_HERE, leave_with_app, only_one, succeed_last
from coach.jobs.ledger import Limits
from coach.jobs.lifeline import start
from coach.jobs.worker import Processes, new_id, run
from coach.settings import Settings
from coach.store import Store
from tests.drills.synthetic import compute, seconds_of

LIMIT_S = float(os.environ.get("DRILL_LIMIT_S", "60"))


def command(claim: Claim) -> Sequence[str]:
    words = (claim.analysis_id, str(claim.fence), claim.worker)
    return [sys.executable, "-m", "tests.drills.synthetic", *words]


@dataclass(frozen=True, slots=True)
class Mixed(Processes):
    """Light takes are computed here, by the same fenced calls, and their process only ends well."""

    store: Store = field(kw_only=True)

    def start(self, claim: Claim) -> subprocess.Popen[bytes]:
        attempt = self.store.attempts.get(self.store.analyses.get(claim.analysis_id).attempt_id)
        if not attempt.file_name.startswith("light"):
            return Processes.start(self, claim)
        compute(self.store, claim, attempt, seconds_of(attempt.file_name.removesuffix(".mp4")))
        return start([sys.executable, "-I", "-S", "-c", ""], {})


def work(store: Store, slots: int, worker_id: str, stop: threading.Event) -> None:
    run(
        store,
        desk(Settings(), store).engine,
        Mixed(command, limits=Limits(LIMIT_S, 0.0), store=store),
        (worker_id, slots),
        stop,
    )


def main(slots: int, mode: str) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    stop = threading.Event()
    if mode == "beside-app":
        leave_with_app(stop)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    store, worker_id = remembered(Settings()), os.environ.get("DRILL_WORKER", new_id())
    if mode == "among-many":
        work(store, slots, worker_id, stop)
        return 0
    with only_one(store.folder) as is_only:
        if not is_only:
            return ANOTHER_IS_HERE
        succeed_last(store, worker_id)
        work(store, slots, worker_id, stop)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2]))
