"""Where an installation's own sentences lie, learned with the course's, until one of their learners goes."""

from __future__ import annotations

import json
from pathlib import Path

from coach.language.kept import digest
from coach.store.removals import OWN_SENTENCES

ABOUT, LEARNED = "about.json", "learned"


def place_of(data: Path, language: str) -> Path:
    """The folder of that language."""
    return data / OWN_SENTENCES / language


def understood_by(data: Path, lessons: Path, language: str, cache: Path) -> tuple[Path, Path]:
    """The folder of sentences to understand with, and that in which what was learned is kept.

    The installation's own where they were learned with just this course; a course that was changed since is
    heard as it is shipped until they are learned again.
    """
    own = place_of(data, language)
    try:
        about = json.loads((own / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return lessons, cache
    if about.get("made_from") != digest(language, lessons):
        return lessons, cache
    return own, own / LEARNED
