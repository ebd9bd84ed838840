"""`coach lessons learn`: the machine learns example sentences, and gives way to all other work."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import typer

from coach.assembly import workplace
from coach.i18n import Speaker
from coach.language import kept
from coach.settings import Settings

KINDER = 10  # steps of priority below what scores takes: learners go first


def learn(languages: list[str], folder: Path | None) -> None:
    """Learn these languages' sentences, of the course as it is taught or of a folder, into the cache."""
    with suppress(AttributeError, OSError):  # Windows has no niceness
        os.nice(KINDER)
    settings = Settings()
    course = folder or workplace(settings).settings.lessons
    for language in languages:
        curves = learned(language, course, settings.cache)
        typer.echo(Speaker(settings.language).say("lessons.learned", language=language, file=str(curves)))


def learned(language: str, course: Path, cache: Path) -> Path:
    """Learn, and lay the curves that were found meanwhile beside it; the course's folder stays as it is."""
    with tempfile.TemporaryDirectory() as apart:
        copy = Path(apart) / "lessons"
        shutil.copytree(course, copy)
        curves = kept.write_calibration(kept.recogniser(language, copy, cache), copy)
        beside = cache / f"curves-{language}-{kept.identity(language, copy)}.json"
        part = beside.with_suffix(".part")
        shutil.copyfile(curves, part)
        part.replace(beside)
    return beside
