"""Jobs as rows in Procrastinate's tables, and which worker of ours goes by which of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import psycopg
from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job as Row
from procrastinate.manager import JobManager

from coach.domain import turns
from coach.jobs.engine import Job

TASK = "analyse"
LIVE = ("todo", "doing")
SCHEMA_LOCK = 5_411_029  # any number of our own: machines that start at once create the tables once

# Plain SQL on its tables, where it has no call for the question.
CREATE = "create table if not exists coach_worker (number bigint primary key, name text not null)"
NAME = "insert into coach_worker (number, name) values (%(number)s, %(name)s)"
HELD = """
select id from procrastinate_jobs left join coach_worker on number = worker_id
where status = 'doing' and (worker_id is null or name = any(%(names)s))
"""


class NamedWorkers(JobManager):
    """Writes down under which number a worker was registered, before it takes its first job."""

    def __init__(self, app: App, name: str) -> None:
        super().__init__(app.connector)
        self.name = name

    async def register_worker(self) -> int:
        number = await super().register_worker()
        await self.connector.execute_query_async(query=NAME, number=number, name=self.name)
        return number


def opened(url: str) -> App:
    """An app for asking and queueing; the tables are made where they are missing."""
    app = App(connector=SyncPsycopgConnector(conninfo=url, min_size=1, max_size=4))
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("select pg_advisory_lock(%s)", [SCHEMA_LOCK])
        app.open()
        if session.execute("select to_regclass('procrastinate_jobs')").fetchone() == (None,):
            app.schema_manager.apply_schema()
        session.execute(CREATE)
    return app


class Rows:
    """The rows, through the app's job manager where it can."""

    def __init__(self, app: App) -> None:
        self.app, self.manager = app, app.job_manager

    def queue(self, job: Job) -> None:
        """Write a waiting row, unless one waits already. A lower rank of ours is a higher priority of its."""
        with suppress(AlreadyEnqueued):
            self.app.configure_task(
                TASK,
                queue=turns.band(turns.priority_of(job.rank)),
                priority=-job.rank,
                lock=job.key,
                queueing_lock=job.key,
            ).defer(analysis_id=job.analysis_id, generation=job.generation, owner=job.owner)

    def of_job(self, job: Job) -> list[Row]:
        """The job's rows that wait or run."""
        return [row for status in LIVE for row in self.manager.list_jobs(status=status, lock=job.key)]

    def live(self) -> Iterable[Row]:
        """Every row that waits or runs."""
        return [row for status in LIVE for row in self.manager.list_jobs(status=status, task=TASK)]

    def waiting(self, now: datetime) -> list[Row]:
        """Rows that wait, in the order in which they will run."""
        rows = self.manager.list_jobs(status="todo", task=TASK)
        return sorted(rows, key=lambda row: (max(row.scheduled_at or now, now), -row.priority, row.id or 0))

    def requeue(self, names: Sequence[str]) -> int:
        """Queue again what workers of these names hold; how many rows."""
        found = self.manager.connector.get_sync_connector().execute_query_all(query=HELD, names=list(names))
        return sum(self._again(int(row["id"])) for row in found)

    def _again(self, id: int) -> bool:
        try:
            self.manager.retry_job_by_id(job_id=id, retry_at=datetime.now(UTC))
        except ConnectorException:  # it ended, or another machine was quicker
            return False
        return True


def as_job(row: Row) -> Job:
    """The job a row stands for."""
    told = row.task_kwargs
    return Job(str(told["analysis_id"]), int(str(told["generation"])), str(told["owner"]), -row.priority)
