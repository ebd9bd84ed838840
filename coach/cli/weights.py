"""`coach models`: which weights are here, whether they are whole, and bringing more."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table

from coach import models
from coach.domain.errors import ModelMissing
from coach.i18n import Speaker
from coach.models import Row, State
from coach.settings import Settings

MB = 1_000_000


def show() -> None:
    """Print each set of weights, whether it is here, and what is not possible without it."""
    settings = Settings()
    _table(models.status(settings.cache), Speaker(settings.language))


def verify() -> None:
    """Read all weights that are here and compare their digests; leaves with 4 when one is damaged."""
    settings = Settings()
    rows = models.status(settings.cache, thorough=True)
    _table(rows, Speaker(settings.language))
    if any(row.state is State.DAMAGED for row in rows):
        raise typer.Exit(ModelMissing.exit_code)


def get(name: str) -> None:
    """Bring one set of weights into the cache, with a progress bar."""
    settings = Settings()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(name, total=None)
        path = models.get(
            name,
            settings.cache,
            lambda done, total: bar.update(task, completed=done, total=total or None),
        )
    typer.echo(str(path))


def _table(rows: list[Row], speaker: Speaker) -> None:
    table = Table(box=None, pad_edge=False)
    for row in rows:
        size = f"{row.size / MB:,.0f} MB" if row.size else ""
        lacking = "" if row.state in (State.READY, State.INSTALLED) else speaker.say(row.disables)
        table.add_row(row.name, speaker.say(f"models.{row.state.value}"), size, row.licence, lacking)
    Console().print(table)
