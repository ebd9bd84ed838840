"""Brings a backup back: into an empty folder, into PostgreSQL, or into what is there already."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, func, select

from coach.domain.errors import JobError
from coach.store.archive import DATABASE, Archive, reading
from coach.store.blobs import Blobs
from coach.store.copies import opened, settled, unpacked
from coach.store.database import FILE, WRITES, sessions_on
from coach.store.joining import Tally, join
from coach.store.opening import Store, files, open_store, usable
from coach.store.schema import AttemptRow, Base, LearnerRow
from coach.store.space import check_room
from coach.store.travelling import INSTALLATION, named, travelling


@dataclass(frozen=True, slots=True)
class Place:
    """Where an installation keeps what it remembers, as its settings say."""

    folder: Path
    database: str = ""
    blobs: str = ""

    def open(self) -> Store:
        """Open the store there."""
        return open_store(self.folder, self.database, self.blobs)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a restore or a merge brought. `forgotten`: people and takes deleted again, as before."""

    people: int
    attempts: int
    files: int
    lost: int
    rows: Tally
    forgotten: int


def restore(backup: Path, place: Place, now: datetime, old: Path | None = None) -> Brought:
    """Bring a backup into a place where nobody is yet; JobError where somebody is, or when it is not whole.

    `old`, a data folder used until now: what was deleted there since the backup is deleted again.
    """
    usable(place.folder)
    if not place.database and (place.folder / FILE).exists():
        raise JobError("restore.not_empty", folder=str(place.folder))
    with reading(backup) as archive, unpacked(archive.open(DATABASE), place.folder) as copy:
        check_room(place.folder, 0 if place.blobs else archive.manifest.size)
        if place.database:
            _nobody_in(place)
        brought = _bring_files(archive, copy, files(place.folder, place.blobs))
        _put(copy, place)
        store = place.open()
        try:
            forgotten = _forget_again(store, now, old)
            people, attempts = _count(store.engine)
        finally:
            store.engine.dispose()
        return Brought(people, attempts, brought, len(archive.manifest.lost), Tally(), forgotten)


def merge(backup: Path, store: Store, now: datetime, first: Callable[[Store], None]) -> Brought:
    """Bring another installation's people and takes in beside those who are here.

    `first` may take something out of what is brought. Files come before rows, and rows all at once, so that a
    take never lacks its film; the same backup once more changes nothing.
    """
    with reading(backup) as archive, unpacked(archive.open(DATABASE), store.folder) as copy:
        check_room(store.folder, archive.manifest.size)
        apart = open_store(settled(copy).parent)
        first(apart)
        apart.engine.dispose()
        brought = _bring_files(archive, copy, (store.recordings, store.photos.files))
        before = _count(store.engine)
        rows = _join(copy, store.engine, moving=False)
        forgotten = _forget_again(store, now, None)
        people, attempts = (b - a for a, b in zip(before, _count(store.engine), strict=True))
        return Brought(people, attempts, brought, len(archive.manifest.lost), rows, forgotten)


def _bring_files(archive: Archive, copy: Engine, into: tuple[Blobs, Blobs]) -> int:
    """Keep the files that rows name; how many those are."""
    with copy.connect() as connection:
        wanted = named(connection, travelling(Base.metadata))
    count = 0
    for kind, blobs in zip(("recordings", "photos"), into, strict=True):
        for sha256 in archive.manifest.of(kind):
            if sha256 in wanted:
                with archive.open(f"{kind}/{sha256}") as stream:
                    blobs.keep(stream)  # type: ignore[arg-type]
                count += 1
    return count


def _put(copy: Engine, place: Place) -> None:
    """The database goes to its place last and at once, so that half a restore is never taken for a whole."""
    if place.database:
        store = place.open()
        try:
            _join(copy, store.engine, moving=True)
        finally:
            store.engine.dispose()
    else:
        settled(copy).replace(place.folder / FILE)


def _join(copy: Engine, target: Engine, moving: bool) -> Tally:
    tables = [one for one in travelling(Base.metadata) if moving or one.name not in INSTALLATION]
    with copy.connect() as source, target.execution_options(**{WRITES: True}).begin() as here:
        return join(source, here, tables)


def _nobody_in(place: Place) -> None:
    store = place.open()
    try:
        if any(_count(store.engine)):
            raise JobError("restore.not_empty", folder=str(place.folder))
    finally:
        store.engine.dispose()


def _count(engine: Engine) -> tuple[int, int]:
    with engine.connect() as connection:
        people = connection.scalar(select(func.count()).select_from(LearnerRow)) or 0
        return people, connection.scalar(select(func.count()).select_from(AttemptRow)) or 0


def _forget_again(store: Store, now: datetime, old: Path | None) -> int:
    """What was deleted for ever does not come back with a backup."""
    if importlib.util.find_spec("coach.store.tombstones") is None:
        return 0
    stones = importlib.import_module("coach.store.tombstones")
    here = stones.Tombstones(sessions_on(store.engine))
    if old and (old / FILE).is_file():
        with opened(old) as engine:
            here.keep(stones.Tombstones(sessions_on(engine)).all())
    return int(stones.replay(here, store.forgetting, now))
