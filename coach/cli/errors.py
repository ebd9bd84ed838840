"""An expected failure becomes one kind sentence on stderr and its exit code; a bug keeps its traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tomllib import TOMLDecodeError

import typer
from pydantic import ValidationError

from coach.domain.errors import CoachError
from coach.i18n import Speaker
from coach.jobs.troubles import machine_troubles
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
