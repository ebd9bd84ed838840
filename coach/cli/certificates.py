"""`coach certificate check NUMBER`: whether a certificate of the course is genuine."""

from __future__ import annotations

import typer

from coach.domain.certificates import readable
from coach.i18n import Speaker
from coach.settings import Settings
from coach.store import open_store


def check(number: str) -> None:
    """Say to whom it was given and when; leaves with 1 where no such certificate stands in the register."""
    settings = Settings()
    words = Speaker(settings.language)
    found = open_store(settings.data).certificates.check(number)
    if found is None:
        typer.echo(words.say("certificate.not_here"))
        raise typer.Exit(1)
    typer.echo(words.say("certificate.is_genuine"))
    date = words.date(found.issued_at)
    typer.echo(words.say("certificate.genuine", name=found.name, steps=found.steps, date=date))
    typer.echo(readable(found.number))
