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
privacy = typer.Typer(help="Give people their data, delete them, and keep nothing longer than was said.")
jobs = typer.Typer(help="See which takes wait to be scored, try dead ones again, stop one.")
app.add_typer(lessons, name="lessons")
app.add_typer(jobs, name="jobs")
app.add_typer(models, name="models")
app.add_typer(privacy, name="privacy")
people = typer.Typer(
    help="Accounts of trainers, hosts and administrators; the first one switches signing in on."
)
app.add_typer(people, name="people")
export = typer.Typer(help="Write takes that learners show into a file, for a spreadsheet or a school.")
app.add_typer(export, name="export")
calibration = typer.Typer(help="How well trainers and the machine agree, and learning from corrections.")
app.add_typer(calibration, name="calibration")


class Role(StrEnum):
    """What an account may be given."""

    trainer = "trainer"
    host = "host"
    administrator = "administrator"


certificate = typer.Typer(help="Check a certificate of the course by the number on it.")
app.add_typer(certificate, name="certificate")


class Spoken(StrEnum):
    """Languages a take may be spoken in."""

    vi = "vi"
    en = "en"
    id = "id"


class Platform(StrEnum):
    """Laptops that a kit can be made for."""

    win_amd64 = "win_amd64"
    macosx_arm64 = "macosx_arm64"
    macosx_x86_64 = "macosx_x86_64"
    linux = "linux"


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
Lan = Annotated[bool, typer.Option("--lan", help="Let phones on the same Wi-Fi record and hand in takes.")]
AttemptId = Annotated[str, typer.Argument(help="As `coach jobs` lists it; its beginning is enough.")]
ExportTo = Annotated[Path, typer.Argument(help="The file to write; one that is there is never overwritten.")]
GroupId = Annotated[str | None, typer.Option("--group", help="Only takes of this class, by its id.")]
OneLesson = Annotated[str | None, typer.Option("--lesson", help="Only takes of this lesson.")]
Out = Annotated[Path | None, typer.Option("--out", help="Also write the report's files into this folder.")]


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


Zip = Annotated[Path, typer.Argument(help="The backup's file, for example D:\\class.zip.")]


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


@app.command(hidden=True)
def follow(upload_id: str) -> None:
    """The process that listens along to one recording, started by a worker; leaves when that is gone."""
    from queue import SimpleQueue

    from coach.jobs.lifeline import hold

    orders: SimpleQueue[bytes] = SimpleQueue()
    hold(told=orders.put)
    from coach.cli import following

    raise typer.Exit(following.follow(upload_id, orders))


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


@privacy.command("export")
def privacy_export(learner_id: str, to: Annotated[Path, typer.Argument(help="The zip to write.")]) -> None:
    """Write all that is kept of a person into one zip."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.export(learner_id, to)


@privacy.command("delete")
def privacy_delete(
    learner_id: str, yes: Annotated[bool, typer.Option("--yes", help="Yes, for ever.")] = False
) -> None:
    """Delete a person for ever: rows, films, photos, and what was made of them."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.delete(learner_id, yes)


@privacy.command("people")
def privacy_people() -> None:
    """List everybody's id and name, to export or delete somebody by id."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.people()


@privacy.command("sweep")
def privacy_sweep() -> None:
    """Remove films whose time is over and files that nobody needs; the app does so daily."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.sweep()


@privacy.command("audit")
def privacy_audit() -> None:
    """Check that no line of the audit was changed or taken out."""
    from coach.cli import privacy as doing

    with told_kindly():
        doing.audit()


@export.command("csv")
def export_csv(to: ExportTo, group: GroupId = None, lesson: OneLesson = None) -> None:
    """Write a table for a spreadsheet: a line a criterion, the machine's level beside the trainer's."""
    from coach.cli import export as doing
    from coach.reports.handed import Asked

    with told_kindly():
        doing.as_table(to, Asked(group, lesson))


@export.command("xapi")
def export_xapi(
    to: ExportTo,
    group: GroupId = None,
    lesson: OneLesson = None,
    home: Annotated[str | None, typer.Option(help="The school's address, as https://school.example")] = None,
) -> None:
    """Write xAPI statements for a school's learning record store."""
    from coach.cli import export as doing
    from coach.reports.handed import Asked

    with told_kindly():
        doing.as_statements(to, Asked(group, lesson), home)


@export.command("json")
def export_json(to: ExportTo, group: GroupId = None, lesson: OneLesson = None) -> None:
    """Write one JSON with every take, its evidence, and what trainers said."""
    from coach.cli import export as doing
    from coach.reports.handed import Asked

    with told_kindly():
        doing.as_bundle(to, Asked(group, lesson))


@export.command("sentences")
def export_sentences(to: ExportTo, language: Language = Spoken.vi) -> None:
    """Write the sentences that trainers accepted, as a course holds them: read each for names first."""
    from coach.cli import export as doing

    with told_kindly(language):
        doing.as_sentences(to, language)


@calibration.command("agreement")
def calibration_agreement() -> None:
    """Print for each criterion how well trainers agree among themselves, and the machine with them."""
    from coach.cli import calibrating

    with told_kindly():
        calibrating.agreement()


@calibration.command("learn")
def calibration_learn() -> None:
    """Learn from trainers' corrections; each change is a version with its error before and after."""
    from coach.cli import calibrating

    with told_kindly():
        calibrating.learn()


@calibration.command("sentences")
def calibration_sentences(language: Language = Spoken.vi) -> None:
    """Learn the sentences that trainers accepted, beside those of the course; only where that is better."""
    from coach.cli import calibrating

    with told_kindly(language):
        calibrating.learn_sentences(language)


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


@people.command("list")
def people_list() -> None:
    """List every group with its code, its people, their roles and accounts."""
    from coach.cli import people as them

    with told_kindly():
        them.show()


@people.command("add-account")
def people_add_account(
    account: str,
    name: Annotated[str, typer.Option(help="The person's name, as others say it.")],
    role: Role = Role.trainer,
    group: Annotated[str, typer.Option(help="A group's id or name; the first account names the team.")] = "",
) -> None:
    """Make an account; the password is asked for, or read from a pipe."""
    from coach.cli import people as them

    with told_kindly():
        them.add_account(name, account, role, group)


@people.command("reset-password")
def people_reset_password(account: str) -> None:
    """Give an account a new password, asked for or read from a pipe; signs it out everywhere."""
    from coach.cli import people as them

    with told_kindly():
        them.reset_password(account)


@people.command("link")
def people_link(account: str, issuer: str, subject: str) -> None:
    """Let an organisation's provider vouch for an account (docs/people.md)."""
    from coach.cli import people as them

    with told_kindly():
        them.link(account, issuer, subject)


@certificate.command("check")
def certificate_check(
    number: Annotated[str, typer.Argument(help="The number on the paper, for example 7KXM-2QPA-9RTWC.")],
) -> None:
    """Say whether a certificate is genuine, to whom it was given and when. Exit code 1 where it is not."""
    from coach.cli import certificates

    with told_kindly():
        certificates.check(number)
