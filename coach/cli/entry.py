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
jobs = typer.Typer(help="See which takes wait to be scored, try dead ones again, stop one.")
app.add_typer(lessons, name="lessons")
app.add_typer(jobs, name="jobs")
app.add_typer(models, name="models")


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
Port = Annotated[int | None, typer.Option(help="The port of the app on this machine.")]
Browser = Annotated[bool, typer.Option(help="Open a browser window.")]
AttemptId = Annotated[str, typer.Argument(help="As `coach jobs` lists it; its beginning is enough.")]
Out = Annotated[Path | None, typer.Option("--out", help="Also write the report's files into this folder.")]


def main() -> None:
    """Run the command line. Words are UTF-8 wherever they go, also into a pipe on Windows."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    app()


@app.callback(invoke_without_command=True)
def open_app(context: typer.Context, port: Port = None, browser: Browser = True) -> None:
    """Chốt Đơn: practise selling by livestream. Without a command, the app opens in your browser."""
    if context.invoked_subcommand is None:
        _open(port, browser, with_worker=True)


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
def serve(port: Port = None, browser: Browser = True) -> None:
    """Open the app alone; takes are scored by `coach worker`, here or on other machines."""
    _open(port, browser, with_worker=False)


def _open(port: int | None, browser: bool, with_worker: bool) -> None:
    from coach.server import serve as serve_app
    from coach.settings import Settings

    with told_kindly():
        serve_app(port or Settings().port, browser, with_worker)


@app.command()
def worker(
    slots: Annotated[int, typer.Option(help="How many takes to score at a time.", min=1)] = 1,
    beside_app: Annotated[bool, typer.Option("--beside-app", hidden=True)] = False,
) -> None:
    """Score takes on this machine until stopped."""
    from coach.cli import worker as working

    with told_kindly():
        working.work(slots, beside_app)


@app.command(hidden=True)
def analyse(analysis_id: str, fence: int, worker: str) -> None:
    """The process of one analysis, started by a worker; it leaves when the worker is gone."""
    from coach.jobs.lifeline import hold

    hold()
    from coach.cli import attempt
    from coach.domain.analysis import Claim

    raise typer.Exit(attempt.analyse(Claim(analysis_id, fence, worker)))


@jobs.callback(invoke_without_command=True)
def jobs_list(context: typer.Context) -> None:
    """List what waits and runs, who works, and what died."""
    if context.invoked_subcommand is None:
        from coach.cli import jobs as ledger

        with told_kindly():
            ledger.show()


@jobs.command("dead")
def jobs_dead() -> None:
    """List takes whose scoring failed or died, and why."""
    from coach.cli import jobs as ledger

    with told_kindly():
        ledger.dead()


@jobs.command("again")
def jobs_again(attempt_id: AttemptId) -> None:
    """Score a take once more; `all` for every one in the list of the dead."""
    from coach.cli import jobs as ledger

    with told_kindly():
        ledger.again(attempt_id)


@jobs.command("cancel")
def jobs_cancel(attempt_id: AttemptId) -> None:
    """Stop scoring a take; its recording stays."""
    from coach.cli import jobs as ledger

    with told_kindly():
        ledger.stop(attempt_id)


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
