"""What carries a job to a machine that has time for it: the promise every engine keeps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

LONGEST_WAIT_S = 600.0  # whatever is broken is looked at again within ten minutes


@dataclass(frozen=True, slots=True)
class Job:
    """One analysis to be done; ids only, so that engines never hold a name or a word of a learner.

    `generation` counts how often it was delivered; `owner` is the learner's id; the lowest `rank` goes first
    (coach/domain/turns.py), the oldest among equals.
    """

    analysis_id: str
    generation: int
    owner: str
    rank: int

    @property
    def key(self) -> str:
        """What makes submitting it twice the same as once."""
        return f"{self.analysis_id}:{self.generation}"


class TryAgain(Exception):
    """Raised by work on a passing trouble, as a bucket that does not answer: run it again after `after_s`.

    The ledger counts, and lets it wait longer each time where that is wise; an engine adds nothing to it.
    """

    def __init__(self, after_s: float) -> None:
        super().__init__(f"again in {after_s:g} s")
        self.after_s = after_s


def broken_again_s(times: int) -> float:
    """Seconds to wait after the `times`-th error in a row that nobody foresaw: the ledger knows none."""
    return min(30.0 * 2.0 ** min(times - 1, 20), LONGEST_WAIT_S)


class JobEngine(Protocol):
    """Delivers each job to some worker at least once; the ledger makes of it exactly one result."""

    def submit(self, job: Job) -> None:
        """Queue the job; the same analysis and generation again changes nothing."""

    def cancel(self, job: Job) -> None:
        """Take it out of the queue; work that runs is stopped by the ledger, and is not repeated."""

    def run_worker(
        self, work: Callable[[str], None], worker_id: str, slots: int, stop: threading.Event
    ) -> None:
        """Do jobs, `slots` at a time, until `stop`; `work(analysis_id)` returns when the analysis ended."""

    def recover(self, dead_workers: Sequence[str]) -> int:
        """Queue again what these workers were doing; how many jobs that were."""

    def known(self, jobs: Collection[Job]) -> frozenset[Job]:
        """Those of the jobs that the engine still has waiting or running."""

    def waiting(self) -> tuple[Job, ...]:
        """Jobs that wait, in the order in which they will run."""

    def close(self) -> None:
        """Let go of connections; queued jobs stay."""
