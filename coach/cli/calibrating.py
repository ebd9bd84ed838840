"""`coach calibration`: agreement of trainers and machine, and what is learned from corrections."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import typer

from coach.assembly import Workplace, workplace
from coach.i18n import Speaker
from coach.reports.agreeing import told
from coach.review.own_sentences import Missing
from coach.review.pairing import compared
from coach.store.learning import learn_all
from coach.store.recalibrations import Version
from coach.store.teaching import teach


def agreement() -> None:
    """Print every criterion that somebody scored blind."""
    at = workplace()
    speaker, blind = Speaker(at.settings.language), at.store.reviews.all(blind=True)
    criteria = sorted({one.criterion for one in blind})
    for criterion in criteria:
        typer.echo(f"{criterion}: {_prompt(at, criterion)}")
        for line in told(compared(blind, criterion), speaker):
            typer.echo(f"    {line}")
    if not criteria:
        typer.echo(speaker.say("agreement.nothing"))


def learn() -> None:
    """Learn each criterion that somebody reviewed: everywhere if trainers agree, else class by class."""
    at = workplace()
    made, speaker = learn_all(at.store, datetime.now(UTC)), Speaker(at.settings.language)
    for version in made:
        typer.echo(_told(at, version, speaker))
    if not made:
        typer.echo(speaker.say("calibration.nothing_new"))


def learn_sentences(language: str) -> None:
    """Learn the sentences that trainers accepted, if there are enough and they make it better."""
    at = workplace()
    found, say = teach(at.store, at.settings.lessons, language), Speaker(at.settings.language).say
    if isinstance(found, Missing):
        typer.echo(say("offers.lacks"))
        for name, count in asdict(found).items():
            typer.echo(f"    {say(f'offers.lacks_{name}', count=count)}")
        return
    sentence = "offers.learned" if found.helps else "offers.no_better"
    before, after = f"{found.before:.3f}", f"{found.after:.3f}"
    typer.echo(say(sentence, before=before, after=after, count=found.sentences))


def _told(at: Workplace, one: Version, speaker: Speaker) -> str:
    return speaker.say(
        "calibration.class" if one.group_id else "calibration.everywhere",
        criterion=_prompt(at, one.criterion),
        labels=one.labels,
        trainers=one.trainers,
        before=f"{one.before:.3f}",
        after=f"{one.after:.3f}",
    )


def _prompt(at: Workplace, id: str) -> str:
    known = at.course.criteria.get(id)
    return known.prompt[at.settings.language] if known else id
