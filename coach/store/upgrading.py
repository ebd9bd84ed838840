"""Brings the tables up to date, one process at a time, and checks that no row lost the row it belongs to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from coach.domain.errors import JobError
from coach.store.database import WRITES, is_sqlite

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x63_68_6F_74  # "chot": which advisory lock of PostgreSQL is ours


def upgrade(engine: Engine, folder: Path) -> None:
    """Bring the tables to the newest version; nothing is changed when a step fails.

    JobError when the tables were made by a newer version of this program.
    """
    with _alone(engine, folder), _without_cascades(engine) as connection:
        _known(connection)
        command.upgrade(configured(connection), "head")
        if is_sqlite(engine) and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise JobError("store.unusable", folder=str(folder))


def configured(connection: Connection) -> Config:
    """What Alembic needs to know to work on that connection."""
    config = _config()
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The newest version of the tables that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _alone(engine: Engine, folder: Path) -> Iterator[None]:
    """One process at a time; the lock dies with its process. PostgreSQL's is taken in the transaction."""
    if not is_sqlite(engine):
        yield
        return
    with closing(sqlite3.connect(folder / "opening.lock", timeout=60, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def _without_cascades(engine: Engine) -> Iterator[Connection]:
    """A transaction in which SQLite may put a changed table in an old one's place.

    Alembic copies the table and drops the old one; with foreign keys on, dropping it would delete every row
    that belongs to its rows. The switch works only outside a transaction.
    """
    if not is_sqlite(engine):
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            yield connection
        return
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            cursor.execute("PRAGMA foreign_keys=ON")


def _known(connection: Connection) -> None:
    here = MigrationContext.configure(connection).get_current_revision()
    if here and here not in {one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()}:
        raise JobError("store.newer")
