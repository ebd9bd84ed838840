"""Opening the store: the data folder is checked, the database brought up to date, its parts handed out."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import JobError
from coach.store.attempts import Attempts
from coach.store.evidence import EvidenceShelf
from coach.store.people import People
from coach.store.recordings import Recordings

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Store:
    """The parts of an open store; each opens its own short transactions, so threads may share it."""

    folder: Path
    engine: Engine
    people: People
    attempts: Attempts
    evidence: EvidenceShelf
    recordings: Recordings


def open_store(folder: Path) -> Store:
    """Open (and make, or bring up to date) the store in `folder`; JobError when the folder cannot be used."""
    _writable(folder)
    engine = create_engine(f"sqlite:///{folder / 'coach.db'}")
    event.listen(engine, "connect", _careful)
    try:
        _migrate(engine)
    except OperationalError as error:
        raise JobError("store.unusable", folder=str(folder)) from error
    sessions = sessionmaker(engine, expire_on_commit=False)
    return _parts(folder, engine, sessions)


def _parts(folder: Path, engine: Engine, sessions: sessionmaker[Session]) -> Store:
    return Store(
        folder=folder,
        engine=engine,
        people=People(sessions),
        attempts=Attempts(sessions),
        evidence=EvidenceShelf(sessions),
        recordings=Recordings(folder / "recordings"),
    )


def _writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise JobError("store.read_only", folder=str(folder)) from error


def _careful(connection: sqlite3.Connection, _: object) -> None:
    """Nothing acknowledged is lost (FULL), readers do not wait (WAL), deleted bytes are overwritten."""
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "synchronous=FULL",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
