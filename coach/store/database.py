"""The database: SQLite in the data folder, or PostgreSQL by its address when many machines work together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import JobError

FILE = "coach.db"
WRITES = "writes"  # an execution option: this transaction is going to write
PRAGMAS = (
    "journal_mode=WAL",  # readers do not wait for a writer
    "foreign_keys=ON",
    "busy_timeout=30000",  # ms; a writer's turn takes 12 ms (median), so even a long queue is served in time
    "synchronous=FULL",  # nothing acknowledged is lost when the machine falls
    "secure_delete=ON",  # deleted words are overwritten
)
PATIENCE_S = 10  # for a first answer from PostgreSQL


class Sessions(sessionmaker[Session]):
    """Sessions that read (`sessions()`) and sessions that write (`sessions.begin()`).

    A writer of SQLite takes its place in the queue at once (BEGIN IMMEDIATE): one that read first and wants
    to write then would be refused when somebody else has written in between.
    """

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A session that writes: one transaction, kept at the end or undone by an exception."""
        engine: Engine = self.kw["bind"]
        with self(bind=engine.execution_options(**{WRITES: True})) as session, session.begin():
            yield session


def sessions_on(engine: Engine) -> sessionmaker[Session]:
    """Sessions of that database; rows stay readable after their session."""
    return Sessions(engine, expire_on_commit=False)


def address(folder: Path, database: str) -> URL:
    """Where the database is: `database` as a PostgreSQL address, or a file in `folder` where it is empty.

    JobError for an address that is neither PostgreSQL's nor readable.
    """
    if not database:
        return URL.create("sqlite", database=str(folder / FILE))
    try:
        url = make_url(database)
    except ArgumentError as error:
        raise JobError("store.address") from error  # never repeated: it may hold a password
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise JobError("store.address")
    return url.set(drivername="postgresql+psycopg")


def open_engine(url: URL) -> Engine:
    """Connections to that database. Words of learners stay out of its log and its errors."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _careful)
        event.listen(engine, "begin", _begin)
        return engine
    asks = {"connect_timeout": PATIENCE_S}
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=asks)


def is_sqlite(engine: Engine) -> bool:
    """Whether it is a file of this machine."""
    return engine.dialect.name == "sqlite"


def _careful(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin in `_begin`, tables' changes included
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
