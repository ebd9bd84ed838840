"""Opening the store: the data folder is checked, the database brought up to date, its parts handed out."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import JobError
from coach.store.attempts import Attempts
from coach.store.cards import Cards
from coach.store.certificates import Certificates
from coach.store.evidence import EvidenceShelf
from coach.store.forgetting import Forgetting
from coach.store.groups import Groups
from coach.store.lives import Lives
from coach.store.marks import Marks
from coach.store.people import People
from coach.store.photos import Photos
from coach.store.recordings import Recordings

MIGRATIONS = Path(__file__).parent / "migrations"
ROOM = 1 << 20  # bytes: an empty store with its log takes 0.4 MB


@dataclass(frozen=True, slots=True)
class Store:
    """The parts of an open store; each opens its own short transactions, so threads may share it."""

    folder: Path
    engine: Engine
    people: People
    cards: Cards
    groups: Groups
    attempts: Attempts
    evidence: EvidenceShelf
    recordings: Recordings
    photos: Photos
    marks: Marks
    forgetting: Forgetting
    lives: Lives
    certificates: Certificates


def open_store(folder: Path) -> Store:
    """Open (and make, or bring up to date) the store in `folder`; JobError when the folder cannot be used."""
    _writable(folder)
    engine = create_engine(f"sqlite:///{folder / 'coach.db'}", hide_parameters=True)  # words stay out of logs
    event.listen(engine, "connect", _careful)
    try:
        with _alone(folder):
            _migrate(engine)
    except (OperationalError, sqlite3.OperationalError) as error:
        engine.dispose()
        raise JobError("disk.full" if _full(folder) else "store.unusable", folder=str(folder)) from error
    sessions = sessionmaker(engine, expire_on_commit=False)
    return _parts(folder, engine, sessions)


def _parts(folder: Path, engine: Engine, sessions: sessionmaker[Session]) -> Store:
    recordings = Recordings(folder / "recordings")
    photos = Recordings(folder / "photos")
    return Store(
        folder=folder,
        engine=engine,
        people=People(sessions),
        cards=Cards(sessions),
        groups=Groups(sessions),
        attempts=Attempts(sessions),
        evidence=EvidenceShelf(sessions),
        recordings=recordings,
        photos=Photos(sessions, photos),
        marks=Marks(sessions),
        forgetting=Forgetting(sessions, recordings, photos),
        lives=Lives(sessions),
        certificates=Certificates(sessions),
    )


def _full(folder: Path) -> bool:
    """Whether there is no room to work in: SQLite says many things of a full disk, "I/O error" among them."""
    return shutil.disk_usage(folder).free < ROOM


def _writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # faces and voices: nobody else's business
        probe = folder / f".writable-{uuid4().hex}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise JobError("disk.full" if full else "store.read_only", folder=str(folder)) from error


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


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time brings the tables up to date; a lock that dies with its process."""
    with closing(sqlite3.connect(folder / "opening.lock", timeout=60, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
