"""Recordings and photos as files named by their own bytes: kept once, and a changed byte is noticed."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import uuid4

from coach.domain.errors import JobError, MediaError
from coach.store.space import check_room, trouble

CHUNK = 1 << 20  # bytes held in memory at a time
DIGEST = re.compile(r"[0-9a-f]{64}")
INCOMING = "incoming-"  # how the names of files begin that are not whole yet
LEFT_BEHIND = timedelta(
    days=1
)  # nothing is taken in for longer, so an older half was left by a fallen process


class Blobs(Protocol):
    """Files of one kind, by the sha256 of their bytes; here, or in a bucket with copies here."""

    @property
    def folder(self) -> Path:
        """Where they lie on this machine."""

    def keep(self, stream: BinaryIO) -> str:
        """Copy a file in and return its sha256; nothing half-written is ever found under a digest."""

    def path(self, sha256: str) -> Path:
        """Where it lies, checked against its digest; JobError when it is gone, MediaError if damaged."""

    def exists(self, sha256: str) -> bool:
        """Whether it is kept, here or in the bucket."""

    def all(self) -> Iterator[str]:
        """The digests of all that is kept."""

    def remove(self, sha256: str) -> None:
        """Remove a file that nobody needs any more; nothing happens where it is not kept."""

    def sweep(self, now: datetime) -> int:
        """Remove what fallen processes left behind, and copies grown old; how many files."""


@dataclass(frozen=True, slots=True)
class FolderBlobs:
    """Files in a folder. `kind` begins the ids of its errors: recording, photo."""

    folder: Path
    kind: str = "recording"
    _whole: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    def keep(self, stream: BinaryIO) -> str:
        """Copy a file in; a damaged one of the same digest is replaced."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            check_room(self.folder, _left(stream))
            return self.take_in(iter(lambda: stream.read(CHUNK), b""))
        except OSError as error:
            raise JobError(trouble(error, "store.read_only"), folder=str(self.folder)) from error

    def take_in(self, blocks: Iterable[bytes], expected: str | None = None) -> str:
        """Write the blocks under their digest; MediaError when they are not the `expected` ones."""
        part = self.folder / f"{INCOMING}{uuid4().hex}"
        try:
            digest = _write(blocks, part)
            if expected not in (None, digest):
                raise MediaError(f"{self.kind}.damaged")
            if not self.is_whole(digest):  # it may be played just now, and a copy changes nothing
                part.replace(self.folder / digest)
                flush_folder(self.folder)
                self._remember(digest)
        finally:
            part.unlink(missing_ok=True)
        return digest

    def path(self, sha256: str) -> Path:
        """Where it lies. Read through once in each process, and again when the file was touched."""
        path = self.folder / sha256
        if not path.is_file():
            raise JobError(f"{self.kind}.gone")
        if not self.is_whole(sha256):
            raise MediaError(f"{self.kind}.damaged")
        return path

    def exists(self, sha256: str) -> bool:
        """Whether there is a file of that name, damaged or not."""
        return (self.folder / sha256).is_file()

    def all(self) -> Iterator[str]:
        """The digests that files are named by."""
        return (path.name for path in self.folder.glob("*") if DIGEST.fullmatch(path.name))

    def remove(self, sha256: str) -> None:
        """Remove it from the folder."""
        (self.folder / sha256).unlink(missing_ok=True)
        self._whole.pop(sha256, None)

    def sweep(self, now: datetime) -> int:
        """Remove halves that fallen processes left behind."""
        return drop_older(self.folder, now - LEFT_BEHIND, lambda name: name.startswith(INCOMING))

    def is_whole(self, sha256: str) -> bool:
        """Whether the file is here with the bytes that its name promises."""
        path = self.folder / sha256
        if not path.is_file():
            return False
        if self._whole.get(sha256) != _seen(path):
            if digest_of(path) != sha256:
                return False
            self._remember(sha256)
        return True

    def _remember(self, sha256: str) -> None:
        self._whole[sha256] = _seen(self.folder / sha256)


def digest_of(path: Path) -> str:
    """The sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def drop_older(folder: Path, than: datetime, chosen: Callable[[str], bool]) -> int:
    """Remove the folder's chosen files that nobody touched since; how many. Open ones stay on Windows."""
    dropped = 0
    for path in folder.glob("*"):
        with suppress(OSError):
            if chosen(path.name) and path.is_file() and path.stat().st_mtime < than.timestamp():
                path.unlink()
                dropped += 1
    return dropped


def flush_folder(folder: Path) -> None:
    """Make the names in a folder survive a fall of the machine; Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write(blocks: Iterable[bytes], to: Path) -> str:
    digest = hashlib.sha256()
    with to.open("xb") as part:
        for block in blocks:
            digest.update(block)
            part.write(block)
        part.flush()
        os.fsync(part.fileno())
    return digest.hexdigest()


def _seen(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def _left(stream: BinaryIO) -> int:
    """How many bytes are still to come; 0 where a stream cannot tell."""
    if not stream.seekable():
        return 0
    at = stream.tell()
    end = stream.seek(0, os.SEEK_END)
    stream.seek(at)
    return end - at
