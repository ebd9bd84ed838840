"""`coach lessons`: the course at a glance, and every mistake in a lesson that is being written."""

from __future__ import annotations

from pathlib import Path

import typer

from coach.course import check as problems_in
from coach.course import load
from coach.course.advice import advice
from coach.domain.errors import LessonError
from coach.i18n import Speaker
from coach.settings import Settings


def show() -> None:
    """Print each lesson's id, title and criteria."""
    settings = Settings()
    for lesson in load(settings.lessons).lessons.values():
        typer.echo(f"{lesson.id}  {lesson.title[settings.language]}")
        for use in lesson.uses:
            typer.echo(f"     {use.weight:g}  {use.criterion.id}: {use.criterion.prompt[settings.language]}")


def check(path: Path) -> None:
    """Print every mistake; leaves with a lesson's exit code when there is one."""
    speaker = Speaker(Settings().language)
    problems = problems_in(path)
    for problem in problems:
        typer.echo(speaker.say(problem.id, **problem.values), err=True)
    if problems:
        raise typer.Exit(LessonError.exit_code)
    for notice in advice(path, load(path)) if path.is_dir() else ():
        typer.echo(speaker.say(notice.id, **notice.values))
    typer.echo(speaker.say("lesson.all_fine"))
