"""`coach demo`: a class to look at, with invented learners whose takes are really scored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import typer

from coach.assembly import Workplace, parts, workplace
from coach.capture.probe import probe
from coach.cli.attempt import PartsFor, score_at
from coach.domain.analysis import RESCORING
from coach.domain.errors import JobError, ModelMissing
from coach.domain.evidence import Observed
from coach.domain.media import Take
from coach.domain.people import DEMONSTRATION, Learner
from coach.i18n import Speaker
from coach.jobs.by_itself import score_and_wait, wait_for
from coach.jobs.child import environment
from coach.jobs.demonstration import take_away
from coach.pipeline.gathering import is_known
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


def show() -> None:
    """Make the class anew; say what was done."""
    at = workplace()
    made = make(at, datetime.now(UTC))
    typer.echo(Speaker(at.settings.language).say("demo.made", learners=len(CLASS), takes=len(made)))


def make(at: Workplace, now: datetime) -> tuple[Attempt, ...]:
    """The class anew: an older one goes, nobody else's rows are touched. JobError without its media."""
    for take in (take for one in CLASS for take in one.takes):
        _file(at.settings.media, take.name)
    take_away(at.store)
    group = at.store.groups.add(DEMONSTRATION, Speaker(at.settings.language).say("demo.name"), now)
    parts_for = cache(partial(parts, at))
    made = []
    for one in CLASS:
        learner = at.store.people.add(one.name, one.address, now)
        at.store.groups.join(group.id, learner.id, "learner")
        for take in one.takes:
            attempt = hand_in(at, learner, take, now)
            score(at, attempt, parts_for)
            made.append(at.store.attempts.get(attempt.id))
    return tuple(made)


def hand_in(at: Workplace, learner: Learner, take: Practised, now: datetime) -> Attempt:
    """Hand in a take as a learner would, together with what is known of it already."""
    file = _file(at.settings.media, take.name)
    with file.open("rb") as film:
        sha256 = at.store.recordings.keep(film)
    _unpack(at, file, sha256)
    taken = NewAttempt(learner.id, LESSON, take.language, sha256, file.name)
    # Behind everybody who really practises: nobody waits for somebody who does not exist.
    return at.store.attempts.add(taken, now - timedelta(days=take.days_ago), RESCORING)


def score(at: Workplace, attempt: Attempt, parts_for: PartsFor) -> None:
    """Score it here where everything is known already; else listen and watch in a process of its own."""
    if _is_known(at, attempt, parts_for):
        if not score_at(at, attempt.id, parts_for):
            wait_for(attempt.id, at.store)
    else:
        score_and_wait(attempt.id, at.store, environment(at.settings))


def _unpack(at: Workplace, file: Path, sha256: str) -> None:
    """Put the evidence that travels with the take on the shelf, if it is of this very recording."""
    evidence, words = file.with_suffix(".evidence.json.gz"), file.with_suffix(".words.json")
    observed: list[Observed] = []
    if evidence.exists() and (parcel := read_parcel(evidence)).recording_sha256 == sha256:
        observed += parcel.observed
    if words.exists() and (correction := read_correction(words)).recording_sha256 == sha256:
        observed.append(correction.observed())
    for one in observed:
        at.store.evidence.keep(sha256, one)


def _is_known(at: Workplace, attempt: Attempt, parts_for: PartsFor) -> bool:
    """Whether every observer of this installation has observed the take already."""
    try:
        observers = parts_for(attempt.language).observers
    except ModelMissing:
        return False
    take = Take(probe(at.store.recordings.path(attempt.recording_sha256)), attempt.language)
    return is_known(take, observers, at.store.evidence)


def _file(media: Path, name: str) -> Path:
    path = media / f"{name}.mp4"
    if not path.is_file():
        raise JobError("demo.no_media", file=path.name)
    return path
