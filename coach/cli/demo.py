"""`coach demo`: a class to look at, with invented learners whose takes are really scored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import typer

from coach.assembly import Workplace, observers, workplace
from coach.capture.probe import probe
from coach.cli.attempt import score_at
from coach.domain.errors import JobError, ModelMissing
from coach.domain.media import Take
from coach.domain.people import DEMONSTRATION, Learner
from coach.i18n import Speaker
from coach.jobs.child import score_and_wait
from coach.store.attempts import Attempt, NewAttempt
from coach.store.parcels import read_correction, read_parcel

LESSON = "L02"


@dataclass(frozen=True, slots=True)
class Practised:
    """A take of the class: its name in the media folder, the language spoken, how long ago it was made."""

    name: str
    language: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class Invented:
    """A learner of the class."""

    name: str
    address: str
    takes: tuple[Practised, ...]


CLASS = (
    Invented("Hoa", "cô", (Practised("vi_na_excellent", "vi", 2),)),
    Invented("Lan", "chị", (Practised("vi_na_poor", "vi", 3),)),
    Invented("Minh", "em", (Practised("en_na_poor", "en", 8), Practised("en_na_excellent", "en", 1))),
)


def show(only_remove: bool) -> None:
    """Make the class anew, or only take it away; say what was done."""
    at = workplace()
    say = Speaker(at.settings.language).say
    if only_remove:
        remove(at)
        typer.echo(say("demo.removed"))
    else:
        made = make(at, datetime.now(UTC))
        typer.echo(say("demo.made", learners=len(CLASS), takes=len(made)))


def make(at: Workplace, now: datetime) -> tuple[Attempt, ...]:
    """The class anew: an older one goes, nobody else's rows are touched. JobError without its media."""
    files = {take.name: _file(at.settings.media, take.name) for one in CLASS for take in one.takes}
    remove(at)
    group = at.store.groups.add(DEMONSTRATION, Speaker(at.settings.language).say("demo.name"), now)
    made = []
    for one in CLASS:
        learner = at.store.people.add(one.name, one.address, now)
        at.store.groups.join(group.id, learner.id, "learner")
        for take in one.takes:
            made.append(_practise(at, learner, take, files[take.name], now))
    return tuple(made)


def remove(at: Workplace) -> None:
    """Take the class away. Somebody who agreed to anything is a real person, and stays."""
    for group in at.store.groups.of_kind(DEMONSTRATION):
        for member in at.store.groups.members(group.id):
            if not at.store.people.has_agreed(member.learner.id):
                at.store.forgetting.forget(member.learner.id)
        at.store.groups.remove(group.id)


def _practise(at: Workplace, learner: Learner, take: Practised, file: Path, now: datetime) -> Attempt:
    """Hand in a take as a learner would, with what is known of it already, and score it."""
    with file.open("rb") as film:
        sha256 = at.store.recordings.keep(film)
    _unpack(at, file, sha256)
    taken = NewAttempt(learner.id, LESSON, take.language, sha256, file.name)
    attempt = at.store.attempts.add(taken, now - timedelta(days=take.days_ago))
    if _is_known(at, Take(probe(file), take.language)):
        score_at(at, attempt.id)
    else:
        score_and_wait(attempt.id, at.settings)
    return at.store.attempts.get(attempt.id)


def _unpack(at: Workplace, file: Path, sha256: str) -> None:
    """Put the evidence that travels with the take on the shelf; of another recording it would be worth nothing."""
    evidence, words = file.with_suffix(".evidence.json.gz"), file.with_suffix(".words.json")
    observed = []
    if evidence.exists() and (parcel := read_parcel(evidence)).recording_sha256 == sha256:
        observed += parcel.observed
    if words.exists() and (correction := read_correction(words)).recording_sha256 == sha256:
        observed.append(correction.observed())
    for one in observed:
        at.store.evidence.keep(sha256, one)


def _is_known(at: Workplace, take: Take) -> bool:
    """Whether every observer of this installation has observed the take already."""
    return all(_known(at, take))


def _known(at: Workplace, take: Take) -> Iterator[bool]:
    try:
        everybody = observers(at.settings)
    except ModelMissing:
        yield False
    else:
        yield from (
            at.store.evidence.observed(take.recording.sha256, one.key(take)) is not None for one in everybody
        )


def _file(media: Path, name: str) -> Path:
    path = media / f"{name}.mp4"
    if not path.is_file():
        raise JobError("demo.no_media", file=path.name)
    return path
