"""The commands and their options; what they do lies beside."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.errors import told_kindly

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
lessons = typer.Typer(help="Look at the course, or check a lesson you are writing.")
models = typer.Typer(help="Look at the weights of the recognisers, check them, or bring one here.")
app.add_typer(lessons, name="lessons")
app.add_typer(models, name="models")
certificate = typer.Typer(help="Check a certificate of the course by the number on it.")
app.add_typer(certificate, name="certificate")


class Spoken(StrEnum):
    """Languages a take may be spoken in."""

    vi = "vi"
    en = "en"
    id = "id"


File = Annotated[Path, typer.Argument(help="The recording: mp4, mov, mkv, webm, mp3, wav, m4a ...")]
FileOrNone = Annotated[
    Path | None, typer.Argument(help="The recording: mp4, mov, mkv, webm, mp3, wav, m4a ...")
]
Words = Annotated[
    Path | None,
    typer.Option("--words", help="Instead of a recording, its words: text, [m:ss] before a part, or JSON."),
]
TakeFile = Annotated[
    Path | None, typer.Option("--take", help="Comments shown, product card and photos, as YAML or JSON.")
]
Photos = Annotated[
    list[Path] | None,
    typer.Option("--photo", help="A photo of the product; give up to three, one each time."),
]
LessonId = Annotated[str, typer.Option("--lesson", help="Which lesson to score by, for example L02.")]
Language = Annotated[Spoken, typer.Option("--language", help="The language spoken in the recording.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Out = Annotated[Path | None, typer.Option("--out", help="Also write the report's files into this folder.")]


def main() -> None:
    """Run the command line. Words are UTF-8 wherever they go, also into a pipe on Windows."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    app()


@app.callback(invoke_without_command=True)
def open_app(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(help="The port of the app on this machine.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
) -> None:
    """Chốt Đơn: practise selling by livestream. Without a command, the app opens in your browser."""
    if context.invoked_subcommand is None:
        from coach.server import serve
        from coach.settings import Settings

        with told_kindly():
            serve(port or Settings().port, browser)


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


@app.command("score-attempt", hidden=True)
def score_attempt(attempt_id: str) -> None:
    """A job's own process: score an attempt that the app has kept."""
    from coach.cli import attempt

    attempt.score(attempt_id)


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


@certificate.command("check")
def certificate_check(
    number: Annotated[str, typer.Argument(help="The number on the paper, for example 7KXM-2QPA-9RTWC.")],
) -> None:
    """Say whether a certificate is genuine, to whom it was given and when. Exit code 1 where it is not."""
    from coach.cli import certificates

    with told_kindly():
        certificates.check(number)
