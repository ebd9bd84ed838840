"""Jobs as rows in the DBOS engine's own database: how they are named, found, queued again and forgotten.

A job's first row is called `analysis_id:generation`; one that is queued again, after a trouble or a dead
worker, `analysis_id:generation#2`, `#3`, and so on, so that two machines that queue it again do it once. The
row that does the work has a `~` at its end (see dbos_worker).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dbos import DBOSClient, EnqueueOptions, WorkflowSerializationFormat, WorkflowStatus

from coach.domain import turns
from coach.jobs.engine import Job

QUEUE = "analysis"
VERSION = "1"  # of what is agreed with workers: an analysis id; the ledger says the rest
WORK = "~"
WAITING = ["ENQUEUED", "DELAYED"]
LIVE = [*WAITING, "PENDING"]
ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
LOOKED_AT = 20  # rows of one job looked for at a time; more are rare
AT_ONCE = 500  # rows removed in one transaction


@dataclass(frozen=True, slots=True)
class Record:
    """What a row's name says."""

    analysis_id: str
    generation: int
    number: int
    working: bool = False

    @staticmethod
    def of(name: str) -> Record:
        """`analysis_id:generation#number~` taken apart."""
        bare = name.removesuffix(WORK)
        key, _, number = bare.partition("#")
        analysis_id, _, generation = key.rpartition(":")
        return Record(analysis_id, int(generation), int(number or 1), bare != name)

    @property
    def key(self) -> str:
        return f"{self.analysis_id}:{self.generation}"

    @property
    def name(self) -> str:
        number = "" if self.number == 1 else f"#{self.number}"
        return f"{self.key}{number}{WORK if self.working else ''}"


class Records:
    """The rows, through the engine's public client only."""

    def __init__(self, client: DBOSClient) -> None:
        self.client = client

    def queue(self, job: Job, number: int, after_s: float = 0.0) -> None:
        """Write a waiting row; one that is there already stays as it is."""
        options: EnqueueOptions = {
            "queue_name": QUEUE,
            "workflow_name": turns.band(turns.priority_of(job.rank)),
            "workflow_id": Record(job.analysis_id, job.generation, number).name,
            "app_version": VERSION,
            "priority": job.rank,
            "authenticated_user": job.owner,
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        if after_s > 0:
            options["delay_seconds"] = after_s
        self.client.enqueue(options, job.analysis_id)

    def queue_again(self, row: WorkflowStatus, after_s: float = 0.0) -> None:
        """Write the row that follows this one; it keeps its turn."""
        self.queue(as_job(row), Record.of(row.workflow_id).number + 1, after_s)

    def of_job(self, job: Job) -> Iterator[WorkflowStatus]:
        """All rows of the job, live or ended; for a new job one quick look."""
        if not self.named([job.key]):
            return
        for start in range(1, 10**6, LOOKED_AT):
            found = self.named(_names(job, range(start, start + LOOKED_AT)))
            yield from found
            if len({Record.of(row.workflow_id).number for row in found}) < LOOKED_AT:
                return

    def named(self, names: Sequence[str]) -> list[WorkflowStatus]:
        """Rows by name."""
        return self._list(workflow_ids=list(names))

    def waiting(self) -> list[WorkflowStatus]:
        """Rows that wait, in the order in which they will run."""
        rows = self._list(status=WAITING, name=list(turns.BANDS))
        return sorted(
            rows, key=lambda row: (row.delay_until_epoch_ms or 0, row.priority or 0, row.created_at or 0)
        )

    def live(self) -> Collection[str]:
        """The keys of all jobs that wait or run."""
        rows = self._list(status=LIVE, name=[*turns.BANDS, WORK])
        return {Record.of(row.workflow_id).key for row in rows}

    def held_by(self, workers: Sequence[str]) -> list[WorkflowStatus]:
        """Rows that these workers took and have not ended."""
        return self._list(status="PENDING", executor_id=list(workers), name=[*turns.BANDS, WORK])

    def cancel(self, rows: Collection[WorkflowStatus]) -> None:
        """End these rows; whoever still works on one can no longer end it himself."""
        if rows:
            self.client.cancel_workflows([row.workflow_id for row in rows])

    def forget(self, before: datetime) -> int:
        """Remove rows that ended before; how many."""
        removed = 0
        while rows := self._list(
            status=ENDED, completed_before=before.astimezone(UTC).isoformat(), limit=AT_ONCE
        ):
            self.client.delete_workflows([row.workflow_id for row in rows])
            removed += len(rows)
        return removed

    def _list(self, **which: object) -> list[WorkflowStatus]:
        return self.client.list_workflows(load_input=False, load_output=False, **which)  # type: ignore[arg-type]


def as_job(row: WorkflowStatus) -> Job:
    """The job a waiting row stands for."""
    record = Record.of(row.workflow_id)
    return Job(record.analysis_id, record.generation, row.authenticated_user or "", row.priority or 0)


def _names(job: Job, numbers: range) -> list[str]:
    records = [Record(job.analysis_id, job.generation, number) for number in numbers]
    return [name for record in records for name in (record.name, record.name + WORK)]
