"""`coach privacy`: a person's data as a file, deleting somebody, the sweep, and the audit."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import typer

from coach.domain.errors import CoachError
from coach.i18n import Speaker
from coach.settings import Settings
from coach.store import Store, open_store
from coach.web.kinds import kind
from coach.web.stills import still


def people() -> None:
    """Print everybody's id and name."""
    for one in _store().people.all():
        typer.echo(f"{one.id}  {one.name}")


def export(learner_id: str, to: Path) -> None:
    """Write her zip; nothing is overwritten."""
    if to.exists():
        raise CoachError("privacy.exists", file=str(to))
    packed = _store().exporting.pack(learner_id, still, kind, datetime.now(UTC))
    try:
        shutil.move(packed, to)
    finally:
        packed.unlink(missing_ok=True)
    typer.echo(str(to))


def delete(learner_id: str, sure: bool) -> None:
    """Delete her; without `sure` only ask."""
    store = _store()
    store.people.get(learner_id)
    if not sure:
        _say("privacy.sure", person=learner_id)
        return
    whole = store.forgetting.forget(learner_id, now=datetime.now(UTC))
    _say("privacy.deleted" if whole else "privacy.deleted_nearly", person=learner_id)


def sweep() -> None:
    """Sweep now, whether or not that was done today."""
    swept = _store().retaining.sweep(datetime.now(UTC), Settings().retention)
    _say("privacy.swept", films=swept.films, guests=swept.guests, files=swept.files)


def audit() -> None:
    """Say that the audit is whole, or leave with an error that names the line."""
    store = _store()
    broken = store.audit.broken()
    if broken is not None:
        raise CoachError("privacy.audit_broken", chain=broken[0], number=broken[1])
    _say("privacy.audit_whole", count=store.audit.count())


def _store() -> Store:
    return open_store(Settings().data)


def _say(id: str, **values: str | float) -> None:
    typer.echo(Speaker(Settings().language).say(id, **values))
