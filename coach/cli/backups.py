"""`coach backup`, `restore` and `merge`: everything in one file, back again, or beside what is there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from coach.i18n import Speaker
from coach.jobs.demonstration import take_away
from coach.settings import Settings
from coach.store import open_store
from coach.store.backup import BackedUp
from coach.store.backup import backup as back_up
from coach.store.restoring import Brought, Place
from coach.store.restoring import merge as bring_in
from coach.store.restoring import restore as bring_back

MB = 1_000_000


def backup(file: Path) -> None:
    """Write everything into a file and read it through; say what is in it."""
    settings = Settings()
    store = open_store(settings.data, settings.db, settings.blobs)
    made = back_up(store, file, datetime.now(UTC))
    speaker = Speaker(settings.language)
    typer.echo(speaker.say("backup.made", file=str(file), size=_megabytes(made), **_counts(made)))
    _tell_lost(speaker, made.lost)


def restore(file: Path, old: Path | None) -> None:
    """Bring a backup back into an empty place; say what came."""
    settings = Settings()
    place = Place(settings.data, settings.db, settings.blobs)
    brought = bring_back(file, place, datetime.now(UTC), old)
    _tell(Speaker(settings.language), "restore.done", brought, settings)


def merge(file: Path) -> None:
    """Bring another laptop's people and takes in; say what came. Its demonstration class stays behind."""
    settings = Settings()
    store = open_store(settings.data, settings.db, settings.blobs)
    brought = bring_in(file, store, datetime.now(UTC), take_away)
    _tell(Speaker(settings.language), "merge.done", brought, settings)


def _tell(speaker: Speaker, sentence: str, brought: Brought, settings: Settings) -> None:
    typer.echo(speaker.say(sentence, folder=str(settings.data), **_counts(brought)))
    if brought.forgotten:
        typer.echo(speaker.say("restore.forgotten", count=brought.forgotten))
    _tell_lost(speaker, brought.lost)


def _tell_lost(speaker: Speaker, lost: int) -> None:
    if lost:
        typer.echo(speaker.say("backup.lost", count=lost))


def _counts(told: BackedUp | Brought) -> dict[str, int]:
    return {"people": told.people, "attempts": told.attempts, "files": told.files}


def _megabytes(made: BackedUp) -> str:
    return f"{made.size / MB:.1f}"
