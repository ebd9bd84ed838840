"""What carries a job to a machine that has time for it: the promise every engine keeps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

STAGE, NORMAL, RESCORING = 1, 10, 100  # priorities: on a stage, a learner's take, a class judged again


@dataclass(frozen=True, slots=True)
class Job:
    """One analysis to be done; ids only, so that engines never hold a name or a word of a learner.

    `generation` counts how often a person asked for it; `owner` is the learner's id; a lower `priority`
    goes first.
    """

    analysis_id: str
    generation: int
    owner: str
    priority: int

    @property
    def key(self) -> str:
        """What makes submitting it twice the same as once."""
        return f"{self.analysis_id}:{self.generation}"


class TryAgain(Exception):
    """Raised by work on a passing trouble, as a bucket that does not answer: run it again after `after_s`."""

    def __init__(self, after_s: float) -> None:
        super().__init__(f"again in {after_s:g} s")
        self.after_s = after_s


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
