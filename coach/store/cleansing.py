"""No byte left behind: the database's file is written anew without what was deleted, and logs are emptied."""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

PATIENCE_S = 5.0  # for others to finish reading; after that the daily sweep tries again


def cleanse(engine: Engine) -> bool:
    """Write the database anew; False when somebody was in the way, and it must be tried again.

    `secure_delete` alone is not enough: when a page is split, moved rows stay readable in its gap
    (bench/forgetting.py counts them). VACUUM copies living rows only, and the checkpoint empties the log.
    """
    try:
        return _sqlite(Path(str(engine.url.database))) if engine.dialect.name == "sqlite" else _server(engine)
    except (sqlite3.Error, SQLAlchemyError) as error:
        log.warning("not_cleansed error=%s", type(error).__name__)
        return False


def _sqlite(file: Path) -> bool:
    with closing(sqlite3.connect(file, timeout=PATIENCE_S, isolation_level=None)) as own:
        own.execute("PRAGMA secure_delete=ON")
        own.execute("PRAGMA temp_store=MEMORY")  # the copy must not lie about in another folder
        own.execute("VACUUM")
        busy, _, _ = own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


def _server(engine: Engine) -> bool:
    """PostgreSQL: dead rows go from its tables; its own log and backups are the host's (docs/privacy.md)."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (FULL)")
    return True


def empty_logs(folder: Path) -> None:
    """Make logs empty: the story of a crash may quote what was worked on. Who writes goes on writing."""
    for path in folder.glob("*.log*"):
        try:
            os.truncate(path, 0)
        except OSError as error:
            log.warning("log_not_emptied file=%s error=%s", path.name, type(error).__name__)
