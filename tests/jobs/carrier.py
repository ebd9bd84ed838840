"""A worker process for tests of engines: synthetic work on a small ledger of its own, with fenced results.

python -m tests.jobs.carrier ENGINE ENGINE_URL LEDGER_URL WORKER SLOTS
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from coach.jobs.engine import Job, JobEngine, TryAgain

log = logging.getLogger(__name__)

TABLES = sa.MetaData()
ANALYSIS = sa.Table(
    "drill_analysis",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("state", sa.String, nullable=False, default="waiting"),
    sa.Column("fence", sa.Integer, nullable=False, default=0),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("worker", sa.String),
)
RESULT = sa.Table(  # no key on the analysis: a second result would be seen
    "drill_result",
    TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("analysis", sa.String, nullable=False),
    sa.Column("worker", sa.String, nullable=False),
)
WORKER = sa.Table(
    "drill_worker",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
)
DEAD_AFTER_S = 6.0  # a busy machine may be late with a beat


class SmallLedger:
    """What of the product's ledger matters here: attempts are fenced, only the last one's result counts."""

    def __init__(self, url: str) -> None:
        driver = url.replace("postgresql://", "postgresql+psycopg://")
        self.engine = sa.create_engine(driver, poolclass=sa.NullPool)
        if url.startswith("sqlite"):
            sa.event.listen(self.engine, "connect", _wal)

    def create(self) -> None:
        TABLES.create_all(self.engine)

    def add(self, jobs: Sequence[Job], seconds: float) -> None:
        rows = [{"id": job.analysis_id, "seconds": seconds, "owner": job.owner} for job in jobs]
        with self.engine.begin() as connection:
            connection.execute(ANALYSIS.insert(), rows)

    def begin(self, id: str, worker: str) -> tuple[int, float] | None:
        """The new fence and how long the work takes; None when it is done already."""
        take = (
            ANALYSIS.update()
            .where(ANALYSIS.c.id == id, ANALYSIS.c.state != "done")
            .values(state="running", fence=ANALYSIS.c.fence + 1, worker=worker)
            .returning(ANALYSIS.c.fence, ANALYSIS.c.seconds)
        )
        with self.engine.begin() as connection:
            row = connection.execute(take).first()
        return (row.fence, row.seconds) if row else None

    def end(self, id: str, fence: int, worker: str) -> None:
        """Write the result, unless a later attempt began."""
        mine = ANALYSIS.update().where(ANALYSIS.c.id == id, ANALYSIS.c.fence == fence).values(state="done")
        with self.engine.begin() as connection:
            if connection.execute(mine).rowcount == 1:
                connection.execute(RESULT.insert().values(analysis=id, worker=worker))

    def beat(self, worker: str) -> list[str]:
        """Say that this worker lives; who has not said so for too long."""
        now = time.time()
        with self.engine.begin() as connection:
            if connection.execute(WORKER.update().where(WORKER.c.id == worker).values(at=now)).rowcount == 0:
                connection.execute(WORKER.insert().values(id=worker, at=now))
            dead = sa.select(WORKER.c.id).where(WORKER.c.at < now - DEAD_AFTER_S)
            return list(connection.execute(dead).scalars())

    def results(self) -> list[str]:
        return self._column(sa.select(RESULT.c.analysis).order_by(RESULT.c.number))

    def running(self) -> list[str]:
        return self._column(sa.select(ANALYSIS.c.id).where(ANALYSIS.c.state == "running"))

    def busy(self) -> list[str]:
        """The workers that are at work."""
        return self._column(sa.select(ANALYSIS.c.worker).where(ANALYSIS.c.state == "running"))

    def attempts(self) -> int:
        return int(self._column(sa.select(sa.func.sum(ANALYSIS.c.fence)))[0])

    def _column(self, query: sa.Select[Any]) -> list[Any]:
        with self.engine.connect() as connection:
            return list(connection.execute(query).scalars())


def _wal(connection: Any, _: object) -> None:
    connection.execute("PRAGMA busy_timeout=30000")
    connection.execute("PRAGMA journal_mode=WAL")


def engine_named(name: str, url: str) -> JobEngine:
    """The engine with a short poll, so that tests are quick."""
    if name == "dbos":
        from coach.jobs.dbos_engine import DbosEngine

        return DbosEngine(url, poll_s=0.1, patience_s=2.0)
    from coach.jobs.procrastinate_engine import ProcrastinateEngine

    return ProcrastinateEngine(url, poll_s=0.2, patience_s=2.0)


def work_on(ledger: SmallLedger, worker: str, id: str) -> None:
    """Spend the job's seconds and write its result; a database that is away is a passing trouble."""
    try:
        begun = ledger.begin(id, worker)
        if begun:
            fence, seconds = begun
            time.sleep(seconds)
            ledger.end(id, fence, worker)
    except OperationalError as error:
        raise TryAgain(0.5) from error


def beat_and_reap(engine: JobEngine, ledger: SmallLedger, worker: str, stop: threading.Event) -> None:
    """What the product's worker does beside its work."""
    while not stop.wait(0.5):
        try:
            engine.recover(ledger.beat(worker))
        except Exception as error:  # the database is away: it will be back
            log.warning("beat missed: %s", type(error).__name__)


def main() -> None:
    name, url, ledger_url, worker, slots = sys.argv[1:6]
    engine, ledger, stop = engine_named(name, url), SmallLedger(ledger_url), threading.Event()
    ledger.beat(worker)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=beat_and_reap, args=(engine, ledger, worker, stop), daemon=True).start()
    engine.run_worker(lambda analysis_id: work_on(ledger, worker, analysis_id), worker, int(slots), stop)


if __name__ == "__main__":
    main()
