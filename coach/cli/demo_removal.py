"""`coach demo --remove`: takes the demonstration class away; needs neither the course nor a recogniser."""

from __future__ import annotations

import typer

from coach.i18n import Speaker
from coach.jobs.demonstration import take_away
from coach.settings import Settings
from coach.store import open_store


def show() -> None:
    """Take the class away; say so."""
    settings = Settings()
    take_away(open_store(settings.data, settings.db, settings.blobs))
    typer.echo(Speaker(settings.language).say("demo.removed"))
