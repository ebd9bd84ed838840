"""What was learned from the sentences is kept in the user's cache, and learned anew when they change."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import joblib
import numpy as np

from coach.language.calibration import Curve
from coach.language.features import Features
from coach.language.labels import Labels, read_labels
from coach.language.pupil import UNKNOWN, Calibration
from coach.language.recogniser import Hearers, Recogniser
from coach.language.second_look import of_plain, plain
from coach.language.sense import Sense
from coach.language.sentences import read_sentences
from coach.language.tongue import language as language_of

# Raise it whenever the same sentences would be understood differently.
VERSION = "7"
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
    learned = Recogniser.fit(rows, labels, spoken, calibration(language, lessons_folder))
    log.info("learned", extra={"language": language, "rows": len(rows), "not_measured": learned.not_measured})
    _keep(path, learned)
    return learned


def calibration(language: str, lessons_folder: Path) -> Calibration:
    """What lies beside the sentences, if it was found on these very sentences; else nothing."""
    path = lessons_folder / CURVES.format(language=language)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["digest"] != digest(language, lessons_folder):
            return UNKNOWN
        curves = {label: Curve(slope, offset) for label, (slope, offset) in told["curves"].items()}
        return Calibration(curves, {label: of_plain(one) for label, one in told["second"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return UNKNOWN  # it only saves time


def write_calibration(learned: Recogniser, lessons_folder: Path) -> Path:
    """Keep what held-back writers told beside the sentences it was learned from."""
    language, found = learned.language.id, learned.hearers.calibration
    curves = {label: [round(one.slope, 6), round(one.offset, 6)] for label, one in found.curves.items()}
    second = {label: plain(look) for label, look in found.second.items()}
    told = {"digest": digest(language, lessons_folder), "curves": _lines(curves), "second": _lines(second)}
    whole = ",\n".join(
        f'  "{name}": {one if name != "digest" else json.dumps(one)}' for name, one in told.items()
    )
    path = lessons_folder / CURVES.format(language=language)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{{\n{whole}\n}}\n", encoding="utf-8")
    return path


def _lines(entries: Mapping[str, Any]) -> str:
    """JSON with a line an entry, so that a change is seen where it is."""
    packed = (json.dumps(one, separators=(",", ":")) for one in entries.values())
    return (
        "{\n"
        + ",\n".join(f"    {json.dumps(k)}: {v}" for k, v in zip(entries, packed, strict=True))
        + "\n  }"
    )


def identity(language: str, lessons_folder: Path) -> str:
    """The digest together with the libraries whose objects are kept."""
    made = f"{digest(language, lessons_folder)} {version('scikit-learn')} {np.__version__}"
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
