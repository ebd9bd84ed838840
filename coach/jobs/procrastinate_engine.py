"""Jobs carried by Procrastinate: the second engine, PostgreSQL only; workers hear at once of a new job."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import psycopg
import psycopg_pool
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as Row

from coach.domain.errors import JobError
from coach.domain.turns import BANDS
from coach.jobs.engine import Job, TryAgain, broken_again_s
from coach.jobs.names import only_one, plain
from coach.jobs.procrastinate_rows import TASK, NamedWorkers, Rows, as_job, opened

log = logging.getLogger(__name__)
logging.getLogger("procrastinate").setLevel(logging.WARNING)  # else it writes a line a job

KEPT = timedelta(days=30)  # how long rows of jobs that ended are kept
HOUR_S = 3600.0
GRACE_S, PATIENCE_S = 10.0, 30.0
LOOK_S = 0.2  # how soon a stop is noticed
NEVER_S = 10.0 * 365 * 86400  # our own heartbeats tell who is dead, not this engine's
AWAY = (ConnectorException, psycopg.OperationalError, psycopg_pool.PoolTimeout)


class ProcrastinateEngine:
    """Keeps the promise of `JobEngine` with Procrastinate; `url` is `postgresql://...`."""

    def __init__(self, url: str, poll_s: float = 1.0, patience_s: float = PATIENCE_S) -> None:
        self.url, self.poll_s, self.patience_s = plain(url), poll_s, patience_s
        self._opened = threading.Lock()
        self._app: App | None = None

    def submit(self, job: Job) -> None:
        with _troubles():
            rows = self._rows()
            if not rows.of_job(job):
                rows.queue(job)

    def cancel(self, job: Job) -> None:
        with _troubles():
            rows = self._rows()
            for row in rows.of_job(job):
                rows.manager.cancel_job_by_id(row.id or 0, abort=True)

    def run_worker(
        self, work: Callable[[str], None], worker_id: str, slots: int, stop: threading.Event
    ) -> None:
        with only_one(self.url, worker_id, self.patience_s):
            while not stop.is_set():
                try:
                    self.recover([worker_id])  # what it held when it, or its connection, last fell
                    asyncio.run(_work_until(stop, self._app_for(work), worker_id, slots, self.poll_s))
                except (JobError, *AWAY):
                    log.warning("engine_away", extra={"worker": worker_id}, exc_info=True)
                    stop.wait(self.poll_s)

    def recover(self, dead_workers: Sequence[str]) -> int:
        with _troubles():
            return self._rows().requeue(dead_workers) if dead_workers else 0

    def known(self, jobs: Collection[Job]) -> frozenset[Job]:
        with _troubles():
            live = {row.lock for row in self._rows().live()}
        return frozenset(job for job in jobs if job.key in live)

    def waiting(self) -> tuple[Job, ...]:
        with _troubles():
            return tuple(as_job(row) for row in self._rows().waiting(datetime.now(UTC)))

    def forget(self, before: datetime) -> None:
        """Remove rows of jobs that ended before."""
        asyncio.run(_forget(App(connector=PsycopgConnector(conninfo=self.url)), before))

    def close(self) -> None:
        with self._opened:
            if self._app:
                self._app.close()
            self._app = None

    def _rows(self) -> Rows:
        with self._opened:
            self._app = self._app or opened(self.url)
            return Rows(self._app)

    def _app_for(self, work: Callable[[str], None]) -> App:
        app = App(connector=PsycopgConnector(conninfo=self.url, min_size=1))

        @app.task(name=TASK, retry=Again())
        def analyse(analysis_id: str, **_: object) -> None:
            work(analysis_id)

        return app


class Again(BaseRetryStrategy):
    """Every trouble is tried again; the ledger says when it is enough."""

    def get_retry_decision(self, *, exception: BaseException, job: Row) -> RetryDecision | None:
        known = exception.after_s if isinstance(exception, TryAgain) else None
        pause_s = broken_again_s(job.attempts + 1) if known is None else known
        return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=pause_s))


async def _work_until(stop: threading.Event, app: App, worker_id: str, slots: int, poll_s: float) -> None:
    """One connected life of a worker; ends when told, or when the database goes away."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(slots + 1))
    app.job_manager = NamedWorkers(app, worker_id)
    async with app.open_async():
        working = asyncio.create_task(
            app.run_worker_async(
                queues=list(BANDS),
                name=worker_id,
                concurrency=slots,
                fetch_job_polling_interval=poll_s,
                shutdown_graceful_timeout=GRACE_S,
                stalled_worker_timeout=NEVER_S,
                install_signal_handlers=False,
            )
        )
        await _watch(stop, working, app)


async def _watch(stop: threading.Event, working: asyncio.Task[None], app: App) -> None:
    tidied = 0.0
    while not stop.is_set() and not working.done():
        if time.monotonic() > tidied + HOUR_S or not tidied:
            tidied = time.monotonic()
            await _remove_old(app, datetime.now(UTC) - KEPT)
        await asyncio.wait({working}, timeout=LOOK_S)
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working


async def _forget(app: App, before: datetime) -> None:
    async with app.open_async():
        await _remove_old(app, before)


async def _remove_old(app: App, before: datetime) -> None:
    hours = int((datetime.now(UTC) - before) / timedelta(hours=1))
    await app.job_manager.delete_old_jobs(
        hours, include_failed=True, include_cancelled=True, include_aborted=True
    )


@contextmanager
def _troubles() -> Iterator[None]:
    """A database that is away is the machine's trouble, not a bug."""
    try:
        yield
    except AWAY as error:
        raise JobError("engine.unreachable") from error
