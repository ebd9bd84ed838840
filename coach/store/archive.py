"""A backup's file: a zip with the database, recordings, photos, and a list of all with digests."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

from coach.domain.errors import JobError
from coach.store.blobs import CHUNK

MANIFEST, DATABASE = "manifest.json", "coach.db"
FORMAT = 1
NAME = re.compile(r"coach\.db|(recordings|photos)/[0-9a-f]{64}")  # anything else is not from us
MOST_MANIFEST = 64 << 20  # bytes: 400,000 files


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the backup."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `lost`: recordings that rows name and that were not there any more, or damaged."""

    made_at: str
    tables: str  # their version
    rows: Mapping[str, int]
    files: dict[str, Entry] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for entry in self.files.values())

    def of(self, kind: str) -> Iterator[str]:
        """The digests of `recordings` or `photos`."""
        return (name.partition("/")[2] for name in self.files if name.startswith(f"{kind}/"))


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that was read through: every file has the digest that its list promises."""

    manifest: Manifest
    bundle: zipfile.ZipFile

    def open(self, name: str) -> IO[bytes]:
        """One of its files, to read."""
        return self.bundle.open(name)


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """The backup at `path`, read through once; JobError when it is not one of ours, or not whole."""
    try:
        with zipfile.ZipFile(path) as bundle:
            manifest = _manifest(bundle)
            _check(bundle, manifest)
            yield Archive(manifest, bundle)
    except FileNotFoundError as error:
        raise JobError("backup.missing", file=path.name) from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise JobError("backup.not_whole", file=path.name) from error


def add(bundle: zipfile.ZipFile, name: str, stream: BinaryIO) -> Entry:
    """Write one file into the zip; films are packed already, a database is worth packing."""
    about = zipfile.ZipInfo(name)
    about.compress_type = zipfile.ZIP_DEFLATED if name == DATABASE else zipfile.ZIP_STORED
    digest, size = hashlib.sha256(), 0
    with bundle.open(about, "w", force_zip64=True) as entry:
        while block := stream.read(CHUNK):
            digest.update(block)
            size += len(block)
            entry.write(block)
    return Entry(digest.hexdigest(), size)


def add_manifest(bundle: zipfile.ZipFile, manifest: Manifest) -> None:
    """The list comes last: a zip without it was never finished."""
    bundle.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True))


def _manifest(bundle: zipfile.ZipFile) -> Manifest:
    wrong = JobError("backup.not_ours", file=Path(bundle.filename or "").name)
    try:
        if bundle.getinfo(MANIFEST).file_size > MOST_MANIFEST:
            raise wrong
        told = json.loads(bundle.read(MANIFEST))
        files = {name: Entry(**about) for name, about in told.pop("files").items()}
        manifest = Manifest(**told | {"files": files})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise wrong from error
    if manifest.format > FORMAT:
        raise JobError("store.newer")
    if DATABASE not in files or not all(NAME.fullmatch(name) for name in files):
        raise wrong
    return manifest


def _check(bundle: zipfile.ZipFile, manifest: Manifest) -> None:
    there = set(bundle.namelist()) - {MANIFEST}
    if there != set(manifest.files) or len(bundle.namelist()) != len(there) + 1:
        raise zipfile.BadZipFile("not the files of its list")
    for name, entry in manifest.files.items():
        with bundle.open(name) as file:
            if bundle.getinfo(name).file_size != entry.size or _digest(file) != entry.sha256:
                raise zipfile.BadZipFile(name)
        if name != DATABASE and not name.endswith(entry.sha256):
            raise zipfile.BadZipFile(name)


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := file.read(CHUNK):
        digest.update(block)
    return digest.hexdigest()
