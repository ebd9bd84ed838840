"""An expected failure becomes one kind sentence on stderr and its exit code; a bug keeps its traceback."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from tomllib import TOMLDecodeError

import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from coach.domain.errors import CoachError, JobError
from coach.i18n import Speaker
from coach.settings import FILE, Settings

USAGE = 2  # the exit code of a wrong option


@contextmanager
def told_kindly(language: str | None = None) -> Iterator[None]:
    """Say a CoachError in that language (or the screens') and leave with its exit code."""
    try:
        with machine_troubles():
            yield
    except CoachError as error:
        typer.echo(Speaker(language or _screens()).say(error.id, **error.values), err=True)
        raise typer.Exit(error.exit_code) from error
    except (ValidationError, TOMLDecodeError) as error:
        told = Speaker(language or "vi").say("settings.wrong", field=_wrong_field(error), file=str(FILE))
        typer.echo(told, err=True)
        raise typer.Exit(USAGE) from error


def _screens() -> str:
    """The language of the screens; Vietnamese where the settings cannot be read."""
    try:
        return Settings().language
    except (ValidationError, TOMLDecodeError):
        return "vi"


def _wrong_field(error: ValidationError | TOMLDecodeError) -> str:
    """COACH_THREADS, say; the file where it cannot be read at all."""
    if isinstance(error, TOMLDecodeError):
        return str(error)
    return ", ".join(f"COACH_{part['loc'][0]}".upper() for part in error.errors() if part["loc"])


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
