"""An installation's own sentences beside those of the course: written, learned with, exported, forgotten."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from coach.language import language as spoken_language
from coach.language.kept import CURVES, FILES, calibration, digest, write_calibration
from coach.language.labels import read_labels
from coach.language.recogniser import Recogniser
from coach.language.sentences import COLUMNS, Row, read_sentences
from coach.review.examples import Decision, row, sounds, unlike
from coach.review.own_sentences import Missing, Predict, errors, missing
from coach.store.offers import Offered
from coach.store.opening import Store
from coach.store.taught_folder import ABOUT, place_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of learning: how many own sentences, and the error on them before and after."""

    sentences: int
    before: float
    after: float

    @property
    def helps(self) -> bool:
        """Whether it is used: where own sentences make nothing better, the course's stay alone."""
        return self.after < self.before


def accepted(store: Store, language: str) -> tuple[Offered, ...]:
    """The sentences of that language that trainers accepted, in the order in which they did."""
    return tuple(one for one in store.offers.with_decision(Decision.ACCEPTED) if one.language == language)


def still_missing(offers: Sequence[Offered]) -> Missing:
    """What keeps these sentences from being learned."""
    return missing([one.decided_by for one in offers], [one.learner_id for one in offers])


def as_file(store: Store, language: str) -> str:
    """The accepted sentences as a file of sentences, for whoever carries them into a course."""
    return _file(_lines(store, language))


def teach(store: Store, lessons: Path, language: str) -> Taught | Missing:
    """Learn the course's sentences and the installation's own; takes scored from now on are heard so.

    Nothing changes where something is missing or the error does not fall. LessonError for a bad course.
    """
    own = accepted(store, language)
    lacking = still_missing(own)
    if not lacking.nothing:
        return lacking
    place = place_of(store.folder, language)
    work = place.with_name(f"{place.name}.{uuid4().hex[:8]}")
    try:
        told = _learned(store, lessons, language, work)
        if told.helps:
            shutil.rmtree(place, ignore_errors=True)
            work.replace(place)
            log.info("own sentences learned", extra={"language": language, "rows": told.sentences})
        return told
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _learned(store: Store, lessons: Path, language: str, work: Path) -> Taught:
    """Write the sentences of both into `work`, see whether they help, and learn them if so."""
    shipped = _copied(lessons, language, work)
    lines = unlike(_lines(store, language), {sounds(one.text) for one in shipped})
    file = work / "sentences" / f"{language}.tsv"
    with file.open("a", encoding="utf-8", newline="\n") as written:
        written.write("".join(f"{line}\n" for line in lines))
    labels, tongue = read_labels(lessons / "labels.yaml"), spoken_language(language, lessons)
    rows, known = read_sentences(file, labels), calibration(language, lessons)

    def fit(some: Sequence[Row]) -> Predict:
        return Recogniser.fit(some, labels, tongue, known).predict

    told = Taught(len(lines), *errors(rows[len(shipped) :], shipped, fit))
    if told.helps:
        write_calibration(Recogniser.fit(rows, labels, tongue, known), work)
        about = asdict(told) | {"made_from": digest(language, lessons)}
        (work / ABOUT).write_text(json.dumps(about), encoding="utf-8")
    return told


def _copied(lessons: Path, language: str, work: Path) -> tuple[Row, ...]:
    """All that understanding reads, copied; the course's own sentences."""
    for name in (*FILES, CURVES):
        of = lessons / name.format(language=language)
        if of.is_file():
            to = work / name.format(language=language)
            to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(of, to)
    return read_sentences(lessons / "sentences" / f"{language}.tsv", read_labels(lessons / "labels.yaml"))


def _lines(store: Store, language: str) -> tuple[str, ...]:
    salt = store.who.installation.salt()
    return unlike(row(one.offer, one.learner_id, salt) for one in accepted(store, language))


def _file(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in ("\t".join(COLUMNS), *lines))
