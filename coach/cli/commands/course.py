"""The commands about the course and the recognisers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.errors import told_kindly

lessons = typer.Typer(help="Look at the course, or check a lesson you are writing.")
models = typer.Typer(help="Look at the weights of the recognisers, check them, or bring one here.")


@lessons.command("list")
def lessons_list() -> None:
    """List the lessons."""
    from coach.cli import course

    with told_kindly():
        course.show()


@lessons.command("check")
def lessons_check(path: Path) -> None:
    """Check a course folder or one of its files; every mistake with its file, line and field."""
    from coach.cli import course

    with told_kindly():
        course.check(path)


@lessons.command("learn")
def lessons_learn(
    languages: list[str],
    folder: Annotated[
        Path | None, typer.Option("--folder", help="A course folder instead of the one taught here.")
    ] = None,
) -> None:
    """Let the machine learn these languages' example sentences (minutes); all other work goes first."""
    from coach.cli import learning

    with told_kindly():
        learning.learn(languages, folder)


@models.command("list")
def models_list() -> None:
    """List the weights, which are here, and what is not possible without the others."""
    from coach.cli import weights

    with told_kindly():
        weights.show()


@models.command("verify")
def models_verify() -> None:
    """Check every weights file that is here against its known digest."""
    from coach.cli import weights

    with told_kindly():
        weights.verify()


@models.command("get")
def models_get(name: str) -> None:
    """Bring weights to this machine. Goes to the internet, and only now."""
    from coach.cli import weights

    with told_kindly():
        weights.get(name)
