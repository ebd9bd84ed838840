"""Recordings as files named by their own bytes, so that a file is kept once and a changed byte is noticed."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from coach.domain.errors import JobError

CHUNK = 1 << 20  # bytes held in memory at a time


@dataclass(frozen=True, slots=True)
class Recordings:
    """A folder of recordings."""

    folder: Path

    def keep(self, stream: BinaryIO) -> str:
        """Copy a recording in and return its sha256; nothing half-written is ever found under a digest."""
        part = self.folder / f"incoming-{uuid4().hex}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            digest = _copy(stream, part)
            if not (self.folder / digest).exists():  # it may be played just now, and a copy changes nothing
                part.replace(self.folder / digest)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            raise JobError("disk.full" if full else "store.read_only", folder=str(self.folder)) from error
        finally:
            part.unlink(missing_ok=True)
        return digest

    def path(self, sha256: str) -> Path:
        """Where the recording with that digest lies; JobError when it is not here."""
        path = self.folder / sha256
        if not path.is_file():
            raise JobError("recording.gone")
        return path

    def remove(self, sha256: str) -> None:
        """Remove a recording that nobody needs any more; nothing happens where it is not here."""
        (self.folder / sha256).unlink(missing_ok=True)


def _copy(stream: BinaryIO, to: Path) -> str:
    digest = hashlib.sha256()
    with to.open("xb") as part:
        while block := stream.read(CHUNK):
            digest.update(block)
            part.write(block)
        part.flush()
        os.fsync(part.fileno())
    return digest.hexdigest()
