"""A machine's troubles, a full disk or a locked database, told as what they are wherever they happen."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from coach.domain.errors import JobError


@contextmanager
def machine_troubles() -> Iterator[None]:
    """Turn a full disk, too little memory or a locked database into a JobError."""
    try:
        yield
    except MemoryError as error:
        raise JobError("machine.memory") from error
    except OperationalError as error:
        raise JobError(_database_trouble(error)) from error
    except OSError as error:
        trouble = _file_trouble(error)
        if trouble is error:
            raise
        raise trouble from error


def _file_trouble(error: OSError) -> Exception:
    """A disk's or a permission's fault as a JobError; anything else is a bug and stays what it is."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return JobError("disk.full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.EMFILE):
        return JobError("machine.files", detail=error.strerror or "")
    return error


def _database_trouble(error: OperationalError) -> str:
    full = isinstance(error.orig, sqlite3.OperationalError) and "full" in str(error.orig)
    return "disk.full" if full else "store.busy"
