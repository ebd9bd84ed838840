"""Copies of the database, to pack into a backup or unpacked from one: looked at, brought up to date, gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from coach.domain.errors import JobError
from coach.store.blobs import CHUNK
from coach.store.database import FILE, address, is_sqlite, open_engine
from coach.store.joining import join
from coach.store.opening import WORK, Store
from coach.store.schema import Base
from coach.store.travelling import staying, travelling
from coach.store.upgrading import upgrade


@contextmanager
def copied(store: Store) -> Iterator[Engine]:
    """The database of this moment as an SQLite file, without what stays on this machine."""
    with _working(store.folder) as folder:
        if is_sqlite(store.engine):
            _copy(store.folder / FILE, folder / FILE)
        with opened(folder) as copy:
            if not is_sqlite(store.engine):
                upgrade(copy, folder)
                _pour(store.engine, copy)
            with copy.begin() as connection:
                for table in reversed(staying(Base.metadata)):
                    connection.execute(table.delete())
            yield copy


@contextmanager
def unpacked(database: IO[bytes], folder: Path) -> Iterator[Engine]:
    """A backup's database, checked and brought up to date, in a folder of its own for a while."""
    with _working(folder) as place:
        with (place / FILE).open("xb") as file:
            while block := database.read(CHUNK):
                file.write(block)
        with opened(place) as engine:
            if not sound(engine):
                raise JobError("backup.not_whole", file=FILE)
            upgrade(engine, place)
            yield engine


@contextmanager
def opened(folder: Path) -> Iterator[Engine]:
    """The SQLite database in that folder, for a while."""
    engine = open_engine(address(folder, ""))
    try:
        yield engine
    finally:
        engine.dispose()


def settled(copy: Engine) -> Path:
    """The file of a copy that nobody uses any more; the last connection writes the log back into it."""
    copy.dispose()
    return Path(str(copy.url.database))


def sound(engine: Engine) -> bool:
    """Whether the database holds together: its pages, its indexes, and every row the one it belongs to."""
    with engine.connect() as connection:
        try:
            checked = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        except DatabaseError:
            return False
        return checked == "ok" and not connection.exec_driver_sql("PRAGMA foreign_key_check").first()


@contextmanager
def _working(folder: Path) -> Iterator[Path]:
    """A folder for a while, on the same disk and for nobody else's eyes."""
    with TemporaryDirectory(prefix=WORK, dir=folder, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _copy(database: Path, to: Path) -> None:
    """SQLite's own backup: one moment, while others go on writing."""
    with closing(sqlite3.connect(database, timeout=30)) as here, closing(sqlite3.connect(to)) as copy:
        here.backup(copy)


def _pour(source: Engine, target: Engine) -> None:
    """Everything of one moment, whatever is written meanwhile."""
    moment = source.connect().execution_options(isolation_level="REPEATABLE READ")
    with moment as here, target.begin() as copy:
        join(here, copy, travelling(Base.metadata))
