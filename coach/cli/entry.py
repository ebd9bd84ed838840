"""The commands and their options; what they do lies beside."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.commands.course import lessons, models
from coach.cli.commands.jobs import jobs, scoring
from coach.cli.commands.people import certificate, people, privacy
from coach.cli.commands.review import calibration, export
from coach.cli.errors import told_kindly
from coach.cli.options import (
    AsJson,
    Browser,
    File,
    FileOrNone,
    Lan,
    Language,
    LessonId,
    Out,
    Photos,
    Platform,
    Port,
    Spoken,
    TakeFile,
    Words,
    Zip,
)

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app.add_typer(scoring)
app.add_typer(lessons, name="lessons")
app.add_typer(jobs, name="jobs")
app.add_typer(models, name="models")
app.add_typer(privacy, name="privacy")
app.add_typer(people, name="people")
app.add_typer(export, name="export")
app.add_typer(calibration, name="calibration")
app.add_typer(certificate, name="certificate")


def main() -> None:
    """Run the command line. Words are UTF-8 wherever they go, also into a pipe on Windows."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    app()


@app.callback(invoke_without_command=True)
def open_app(context: typer.Context, port: Port = None, browser: Browser = True, lan: Lan = False) -> None:
    """Chốt Đơn: practise selling by livestream. Without a command, the app opens in your browser."""
    if context.invoked_subcommand is None:
        _open(port, browser, with_worker=True, lan=lan)


@app.command()
def score(  # noqa: PLR0913  the command's options
    lesson: LessonId,
    file: FileOrNone = None,
    language: Language = Spoken.vi,
    json: AsJson = False,
    out: Out = None,
    words: Words = None,
    take: TakeFile = None,
    photo: Photos = None,
) -> None:
    """Score a recording by a lesson: what was heard and seen, and the second each point came from."""
    from coach.cli import scoring

    with told_kindly(language):
        scoring.score(scoring.Asked(file, words, take, lesson, language, tuple(photo or ())), json, out)


@app.command()
def hear(
    language: Language = Spoken.vi,
    json: AsJson = False,
    numbers: Annotated[bool, typer.Option("--numbers", help="Print only the money of each line.")] = False,
) -> None:
    """Read lines from standard input and tell what is heard in each: labels, amounts, places."""
    from coach.cli import hearing

    with told_kindly(language):
        hearing.hear(language, json, numbers)


@app.command()
def observe(file: File, language: Language = Spoken.vi, json: AsJson = False) -> None:
    """Print the raw evidence of a recording: words, observations, and what could not be observed."""
    from coach.cli import scoring

    with told_kindly(language):
        scoring.observe(file, language, json)


@app.command()
def demo(
    remove: Annotated[bool, typer.Option("--remove", help="Only take the class away.")] = False,
) -> None:
    """Make the demonstration class anew: three invented learners with scored takes, to look around."""
    with told_kindly():
        if remove:
            from coach.cli import demo_removal

            demo_removal.show()
        else:
            from coach.cli import demo as demonstration

            demonstration.show()


@app.command()
def viewers(
    lesson: Annotated[str, typer.Option("--lesson", help="Whose viewers, for example L08.")],
    seed: Annotated[int, typer.Option("--seed", help="Another number is another evening.")] = 1,
    words: Words = None,
    take: TakeFile = None,
    language: Language = Spoken.vi,
    difficulty: Annotated[
        int | None, typer.Option("--difficulty", min=1, max=3, help="1 kind, 2 some doubt, 3 sharp.")
    ] = None,
) -> None:
    """Print what practice viewers would type beside a transcript, and which questions it answers."""
    from coach.cli import viewing

    with told_kindly(language):
        viewing.show(viewing.Asked(lesson, seed, words, take, language, difficulty))


@app.command()
def backup(file: Zip) -> None:
    """Write people, takes, recordings and photos into one file, even while the app runs, and check it."""
    from coach.cli import backups

    with told_kindly():
        backups.backup(file)


@app.command()
def restore(
    file: Zip,
    old: Annotated[
        Path | None,
        typer.Option("--old", help="The data folder used until now: what was deleted there stays deleted."),
    ] = None,
) -> None:
    """Bring a backup back into an empty data folder, or into an empty PostgreSQL installation."""
    from coach.cli import backups

    with told_kindly():
        backups.restore(file, old)


@app.command()
def merge(file: Zip) -> None:
    """Bring another laptop's people and takes in beside those here; doing it twice changes nothing."""
    from coach.cli import backups

    with told_kindly():
        backups.merge(file)


@app.command()
def serve(port: Port = None, browser: Browser = True, lan: Lan = False) -> None:
    """Open the app alone; takes are scored by `coach worker`, here or on other machines."""
    _open(port, browser, with_worker=False, lan=lan)


def _open(port: int | None, browser: bool, with_worker: bool, lan: bool) -> None:
    from coach.server import serve as serve_app
    from coach.settings import Settings

    with told_kindly():
        serve_app(port or Settings().port, browser, with_worker, lan)


@app.command()
def kit(
    folder: Annotated[Path, typer.Argument(help="An empty folder, on a USB stick for example.")],
    platform: Annotated[
        Platform | None, typer.Option(help="Which laptops it is for; this machine's kind unless said.")
    ] = None,
    python: Annotated[
        Path | None, typer.Option(help="A Python for them, as the archive that uv installs (.tar.gz).")
    ] = None,
) -> None:
    """Make a folder that installs and starts the app on a laptop without internet."""
    from coach.cli.kit import building

    with told_kindly():
        building.build(folder, platform, python)
