"""A backup of everything while the app is running, read through before anybody is told of it."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, func, select

from coach.domain.errors import JobError, MediaError
from coach.store.archive import DATABASE, Manifest, add, add_manifest, reading
from coach.store.blobs import Blobs, flush_folder
from coach.store.copies import copied, settled, unpacked
from coach.store.opening import Store
from coach.store.schema import AttemptRow, Base
from coach.store.space import check_room, trouble
from coach.store.travelling import named, travelling
from coach.store.upgrading import newest


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What is in a backup that was made and read through."""

    people: int
    attempts: int
    files: int
    lost: int
    size: int  # bytes


def backup(store: Store, to: Path, now: datetime) -> BackedUp:
    """Write everything into the zip `to` and read it through; JobError without room, or when it is not whole.

    A file of that name is replaced only at the very end.
    """
    part = to.with_name(f".{to.name}.{uuid4().hex[:8]}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with copied(store) as copy:
            manifest = _write(store, copy, part, now)
        _look_again(part, store.folder)
        part.replace(to)
        flush_folder(to.parent)
        size = to.stat().st_size
    except OSError as error:
        raise JobError(trouble(error, "backup.cannot_write"), file=str(to)) from error
    finally:
        part.unlink(missing_ok=True)
    rows, files = manifest.rows, len(manifest.files) - 1
    return BackedUp(rows["learner"], rows["attempt"], files, len(manifest.lost), size)


def _write(store: Store, copy: Engine, part: Path, now: datetime) -> Manifest:
    manifest = Manifest(now.isoformat(), newest(), _rows(copy))
    with copy.connect() as connection:
        wanted = named(connection, travelling(Base.metadata))
        films = set(connection.scalars(select(AttemptRow.recording_sha256)))
    database = settled(copy)
    with _zip(part) as bundle:
        _add(bundle, DATABASE, database, part, manifest)
        for kind, blobs in (("recordings", store.recordings), ("photos", store.photos.files)):
            for sha256 in sorted(wanted & set(blobs.all())):
                if path := _whole(blobs, sha256):
                    _add(bundle, f"{kind}/{sha256}", path, part, manifest)
        manifest.lost.extend(sorted(films - set(manifest.of("recordings"))))
        add_manifest(bundle, manifest)
    return manifest


def _rows(engine: Engine) -> Mapping[str, int]:
    with engine.connect() as connection:
        counted = {table: select(func.count()).select_from(table) for table in travelling(Base.metadata)}
        return {table.name: connection.scalar(asked) or 0 for table, asked in counted.items()}


def _add(bundle: zipfile.ZipFile, name: str, path: Path, part: Path, manifest: Manifest) -> None:
    check_room(part.parent, path.stat().st_size)
    with path.open("rb") as file:
        manifest.files[name] = add(bundle, name, file)


def _whole(blobs: Blobs, sha256: str) -> Path | None:
    """None when it went in the meantime or is damaged: a backup of all the rest is better than none."""
    try:
        return blobs.path(sha256)
    except MediaError:
        return None
    except JobError as error:
        if error.id.endswith((".gone", ".not_there")):
            return None
        raise


@contextmanager
def _zip(part: Path) -> Iterator[zipfile.ZipFile]:
    """A new zip that only its owner may read, surely on the disk when it is closed."""
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        with zipfile.ZipFile(file, "w", allowZip64=True) as bundle:
            yield bundle
        file.flush()
        os.fsync(file.fileno())


def _look_again(part: Path, folder: Path) -> None:
    """Read the written file as a restore would; JobError when anything is not as its list says."""
    with reading(part) as archive, archive.open(DATABASE) as database, unpacked(database, folder) as engine:
        if _rows(engine) != archive.manifest.rows:
            raise JobError("backup.not_whole", file=part.name)
