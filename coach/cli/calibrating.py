"""`coach calibration`: agreement of trainers and machine, and what is learned from corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import typer

from coach.assembly import Workplace, workplace
from coach.domain.review import Review
from coach.i18n import Speaker
from coach.reports.agreeing import told
from coach.review.pairing import compared
from coach.review.recalibration import Learned, Scope, learn
from coach.store.recalibrations import Version


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


def learn_all() -> None:
    """Learn each criterion that somebody reviewed: everywhere if trainers agree, else class by class."""
    at = workplace()
    reviews, now = at.store.reviews.all(), datetime.now(UTC)
    made = [
        version
        for criterion in sorted({one.criterion for one in reviews})
        for version in _learned(at, reviews, criterion, now)
    ]
    speaker = Speaker(at.settings.language)
    for version in made:
        typer.echo(_told(at, version, speaker))
    if not made:
        typer.echo(speaker.say("calibration.nothing_new"))


def _learned(at: Workplace, reviews: Sequence[Review], criterion: str, now: datetime) -> list[Version]:
    common = learn(reviews, criterion)
    if common.scope is Scope.EVERYWHERE:
        return _kept(at, common, None, now)
    return [
        version
        for group in at.store.groups.of_kind("class")
        for version in _kept(at, _of_group(at, reviews, criterion, group.id), group.id, now)
    ]


def _of_group(at: Workplace, reviews: Sequence[Review], criterion: str, group_id: str) -> Learned:
    """What this class's own takes teach; what agrees only here holds only here."""
    members = {member.learner.id for member in at.store.groups.members(group_id)}
    takes = {attempt.id for learner in members for attempt in at.store.attempts.of(learner)}
    own = learn([one for one in reviews if one.attempt_id in takes], criterion)
    return replace(own, scope=Scope.GROUP)


def _kept(at: Workplace, learned: Learned, group_id: str | None, now: datetime) -> list[Version]:
    version = at.store.recalibrations.add(learned, group_id, now)
    return [version] if version else []


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
