"""Jobs carried by DBOS Transact: in a file beside the data on one laptop, in PostgreSQL for many machines."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy import event, make_url

from coach.domain.errors import JobError
from coach.jobs.dbos_records import LIVE, VERSION, WORK, Record, Records, as_job
from coach.jobs.dbos_worker import DbosWorker, Hands
from coach.jobs.engine import Job
from coach.jobs.names import only_one, plain

APPLICATION = "chot-don"
KEPT = timedelta(days=30)  # how long rows of jobs that ended are kept
FILE_POLL_S, SERVER_POLL_S = 1.0, 0.5  # a laptop's battery; the cost of both: docs/jobs-engine.md
GRACE_S, PATIENCE_S = 10.0, 30.0
logging.getLogger("dbos").setLevel(logging.WARNING)  # else it writes the database's address into the log
BUSY_S = 30.0  # SQLite waits this long for another process's commit


class DbosEngine:
    """Keeps the promise of `JobEngine` with DBOS; `url` is `sqlite:///file` or `postgresql://...`."""

    def __init__(self, url: str, poll_s: float | None = None, patience_s: float = PATIENCE_S) -> None:
        self.in_file = url.startswith("sqlite")
        self.url = url if self.in_file else plain(url)
        self.poll_s = poll_s or (FILE_POLL_S if self.in_file else SERVER_POLL_S)
        self.patience_s = patience_s
        self._opened = threading.Lock()
        self._engine: sqlalchemy.Engine | None = None
        self._client: DBOSClient | None = None

    def submit(self, job: Job) -> None:
        with _troubles():
            records = self._records()
            rows = list(records.of_job(job))
            if not any(row.status in LIVE for row in rows):
                last = max((Record.of(row.workflow_id).number for row in rows), default=0)
                records.queue(job, last + 1)

    def cancel(self, job: Job) -> None:
        with _troubles():
            records = self._records()
            records.cancel([row for row in records.of_job(job) if row.status in LIVE])

    def run_worker(
        self, work: Callable[[str], None], worker_id: str, slots: int, stop: threading.Event
    ) -> None:
        with only_one(self.url, worker_id, self.patience_s):
            client = self._connect(patient=True)
            try:
                records = Records(client)
                requeue(records, [worker_id])  # what it did when it last fell
                worker = DbosWorker(records, work, Hands(slots), stop)
                worker.run(self._config(worker_id), self.poll_s, lambda: self._tidy(records), GRACE_S)
            finally:
                client.destroy()

    def recover(self, dead_workers: Sequence[str]) -> int:
        with _troubles():
            return requeue(self._records(), dead_workers) if dead_workers else 0

    def known(self, jobs: Collection[Job]) -> frozenset[Job]:
        with _troubles():
            live = self._records().live()
        return frozenset(job for job in jobs if job.key in live)

    def waiting(self) -> tuple[Job, ...]:
        with _troubles():
            return tuple(as_job(row) for row in self._records().waiting())

    def forget(self, before: datetime) -> int:
        """Remove rows of jobs that ended before; how many rows."""
        with _troubles():
            return self._records().forget(before)

    def close(self) -> None:
        with self._opened:
            if self._client:
                self._client.destroy()
            if self._engine:
                self._engine.dispose()
            self._client = self._engine = None

    def _tidy(self, records: Records) -> None:
        records.forget(datetime.now(UTC) - KEPT)

    def _records(self) -> Records:
        with self._opened:
            self._client = self._client or self._connect(patient=False)
            return Records(self._client)

    def _connect(self, patient: bool) -> DBOSClient:
        """A client; a patient one waits for a database that is away, as a worker must and a page must not."""
        if self.in_file and self._engine is None:
            self._engine = _file_engine(self.url)
        DBOS.migrate(self.url)
        return DBOSClient(
            system_database_url=self.url,
            system_database_engine=self._engine,
            application_name=APPLICATION,
            serializer=DBOSPortableJSONSerializer(),
            retry_connection_errors=patient,
        )

    def _config(self, worker_id: str) -> DBOSConfig:
        """Without a key for it, DBOS never calls its maker's services."""
        return {
            "name": APPLICATION,
            "system_database_url": self.url,
            "system_database_engine": self._engine,
            "application_version": VERSION,
            "executor_id": worker_id,
            "serializer": DBOSPortableJSONSerializer(),
            "run_migrations": False,
            "log_level": "ERROR",
        }


def requeue(records: Records, workers: Sequence[str]) -> int:
    """Queue again what these workers hold; several machines may do so at once, each job is queued once.

    The new row is written first: should this machine fall in between, the next one writes the same row.
    """
    held = records.held_by(workers)
    taken = {Record.of(row.workflow_id).name.removesuffix(WORK) for row in held}
    rows = {row.workflow_id: row for row in records.named([*taken, *(name + WORK for name in taken)])}
    lost = [name for name in taken if name in rows and not _done(rows.get(name + WORK))]
    for name in lost:
        records.queue_again(rows[name])
    records.cancel(held)
    return len(lost)


def _done(work: object) -> bool:
    return getattr(work, "status", None) == "SUCCESS"


def _file_engine(url: str) -> sqlalchemy.Engine:
    """Readers never wait for a writer (WAL), and writers take turns from their first statement on."""
    Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = sqlalchemy.create_engine(url, connect_args={"timeout": BUSY_S})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")

    with engine.connect():
        return engine


@contextmanager
def _troubles() -> Iterator[None]:
    """A database that is away is the machine's trouble, not a bug."""
    try:
        yield
    except (sqlalchemy.exc.OperationalError, sqlalchemy.exc.TimeoutError) as error:
        raise JobError("engine.unreachable") from error
