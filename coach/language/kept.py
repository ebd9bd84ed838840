"""What was learned from the sentences is kept in the user's cache, and learned anew when they change."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path

import joblib
import numpy as np
import sklearn

from coach.language.calibration import Curve
from coach.language.features import Features
from coach.language.labels import Labels, read_labels
from coach.language.recogniser import Hearers, Recogniser
from coach.language.sense import Sense
from coach.language.sentences import read_sentences
from coach.language.tongue import language as language_of

# Raise it whenever the same sentences would be understood differently.
VERSION = "4"
# What understanding reads in the lessons folder.
FILES = (
    "labels.yaml",
    "places.yaml",
    "places.{language}.yaml",
    "claims.yaml",
    "certificates.yaml",
    "words/{language}.yaml",
    "sentences/{language}.tsv",
)

# How sure a score makes us, found once by holding writers back; `just learn` finds it anew.
CURVES = "curves/{language}.json"

Learned = tuple[Labels, Features, Hearers, Sense]  # what is kept; the language itself is built anew

log = logging.getLogger(__name__)


def digest(language: str, lessons_folder: Path) -> str:
    """The sha256 of all that understanding depends on: version, labels, sentences, places and claims."""
    whole = hashlib.sha256(f"language {VERSION} {language}".encode())
    for name in FILES:
        path = lessons_folder / name.format(language=language)
        content = path.read_bytes() if path.is_file() else b""
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def recogniser(language: str, lessons_folder: Path, cache_folder: Path) -> Recogniser:
    """The recogniser of that language, learned on first use (some seconds) and kept under its digest.

    Raises LessonError when the labels or sentences are not right. A kept one that is damaged is learned anew.
    """
    path = cache_folder / f"hearing-{language}-{identity(language, lessons_folder)}.joblib"
    spoken = language_of(language, lessons_folder)
    known = _kept(path)
    if known is not None:
        return Recogniser(spoken, *known)
    labels = read_labels(lessons_folder / "labels.yaml")
    rows = read_sentences(lessons_folder / "sentences" / f"{language}.tsv", labels)
    learned = Recogniser.fit(rows, labels, spoken, curves(language, lessons_folder))
    log.info("learned", extra={"language": language, "rows": len(rows), "not_measured": learned.not_measured})
    _keep(path, learned)
    return learned


def curves(language: str, lessons_folder: Path) -> dict[str, Curve]:
    """The curves that lie beside the sentences, if they were found on these very sentences; else none."""
    path = lessons_folder / CURVES.format(language=language)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["digest"] != digest(language, lessons_folder):
            return {}
        return {label: Curve(slope, offset) for label, (slope, offset) in told["curves"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # they only save time


def write_curves(learned: Recogniser, lessons_folder: Path) -> Path:
    """Keep the curves of a recogniser beside the sentences it was learned from."""
    language = learned.language.id
    pairs = zip(learned.hearers.ids, learned.hearers.curves, strict=True)
    rounded = {label: [round(curve.slope, 6), round(curve.offset, 6)] for label, curve in pairs}
    path = lessons_folder / CURVES.format(language=language)
    lines = ",\n".join(f"    {json.dumps(label)}: {json.dumps(pair)}" for label, pair in rounded.items())
    told = f'{{\n  "digest": "{digest(language, lessons_folder)}",\n  "curves": {{\n{lines}\n  }}\n}}\n'
    path.parent.mkdir(exist_ok=True)
    path.write_text(told, encoding="utf-8")
    return path


def identity(language: str, lessons_folder: Path) -> str:
    """The digest together with the libraries whose objects are kept."""
    made = f"{digest(language, lessons_folder)} {sklearn.__version__} {np.__version__}"
    return hashlib.sha256(made.encode()).hexdigest()[:24]


def _kept(path: Path) -> Learned | None:
    try:
        labels, features, hearers, sense = joblib.load(path)
    except FileNotFoundError:
        return None
    except Exception as damaged:  # a pickle of half a file can fail in any way; learning anew mends it
        log.warning("kept recogniser damaged", extra={"reason": type(damaged).__name__})
        return None
    return labels, features, hearers, sense


def _keep(path: Path, learned: Recogniser) -> None:
    """Write beside and rename, so that nobody reads half of it. A cache that refuses is no failure."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
        os.close(handle)
        joblib.dump((learned.labels, learned.features, learned.hearers, learned.sense), beside, compress=3)
        os.replace(beside, path)
    except OSError as refused:
        log.warning("recogniser not kept", extra={"reason": type(refused).__name__})
