"""The commands of those who teach: takes written out, agreement with the machine."""

from __future__ import annotations

from typing import Annotated

import typer

from coach.cli.errors import told_kindly
from coach.cli.options import ExportTo, GroupId, Language, OneLesson, Spoken

export = typer.Typer(help="Write takes that learners show into a file, for a spreadsheet or a school.")
calibration = typer.Typer(help="How well trainers and the machine agree, and learning from corrections.")


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
