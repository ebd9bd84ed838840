"""`coach export`: shown takes as a table, as xAPI statements, or as one JSON with evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from coach.assembly import remembered
from coach.course import load
from coach.domain.errors import CoachError
from coach.i18n import Speaker
from coach.reports.bundle import bundle
from coach.reports.files import as_json
from coach.reports.handed import Asked, Handed, handed
from coach.reports.table import ENCODING, table
from coach.reports.xapi import School, statements
from coach.settings import Settings
from coach.store import Store
from coach.store.audit import MACHINE, Did
from coach.store.teaching import as_file


def as_table(to: Path, asked: Asked) -> None:
    """Write a CSV that spreadsheets open with Vietnamese letters."""
    at, takes = _takes(to, asked)
    content = table(takes, load(at.lessons), Speaker(at.language))
    _write(at, to, content, len(takes), ENCODING)


def as_statements(to: Path, asked: Asked, home: str | None) -> None:
    """Write a JSON array of statements, as a learning record store takes them in one request."""
    at, takes = _takes(to, asked)
    told = list(statements(takes, load(at.lessons), School(home) if home else School()))
    _write(at, to, as_json(told), len(takes))


def as_bundle(to: Path, asked: Asked) -> None:
    """Write one JSON with all evidence, and the lessons as they were."""
    at, takes = _takes(to, asked)
    digests = dict.fromkeys(one.attempt.lesson_digest for one in takes if one.attempt.lesson_digest)
    lessons = {digest: at.store.attempts.lesson_used(digest) for digest in digests}
    _write(at, to, as_json(bundle(takes, lessons, datetime.now(UTC))), len(takes))


def as_sentences(to: Path, language: str) -> None:
    """Write the accepted sentences in the columns of a course's own."""
    at = _opened(to)
    content = as_file(at.store, language)
    _tell(at, Did(MACHINE, "sentences.exported", f"language:{language}"))
    to.write_text(content, encoding="utf-8", newline="")
    lines = content.count("\n") - 1
    typer.echo(Speaker(at.language).say("export.sentences_done", lines=lines, file=str(to)))


@dataclass(frozen=True, slots=True)
class _Here:
    """What this installation keeps, and where its lessons are."""

    store: Store
    lessons: Path
    language: str


def _opened(to: Path) -> _Here:
    if to.exists():
        raise CoachError("export.exists", file=str(to))
    settings = Settings()
    return _Here(remembered(settings), settings.lessons, settings.language)


def _takes(to: Path, asked: Asked) -> tuple[_Here, tuple[Handed, ...]]:
    at = _opened(to)
    return at, handed(at.store, asked)


def _write(at: _Here, to: Path, content: str, takes: int, encoding: str = "utf-8") -> None:
    """Tell the audit first: what left the machine is known even where writing broke off."""
    _tell(at, Did(MACHINE, "takes.exported", f"takes:{takes}"))
    to.write_text(content, encoding=encoding, newline="")
    typer.echo(Speaker(at.language).say("export.done", takes=takes, file=str(to)))


def _tell(at: _Here, did: Did) -> None:
    with at.store.audit.sessions.begin() as session:
        at.store.audit.note(session, did, datetime.now(UTC))
