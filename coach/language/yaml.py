"""Data files for people are read here, so that a broken one is reported with its file and line."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from coach.domain.errors import LessonError


def read_yaml(path: Path) -> Any:
    """The file as plain lists and dicts. Raises LessonError when it is missing or is not YAML."""
    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as unreadable:
        raise LessonError("lesson.file.unreadable", file=path.name) from unreadable
    except MarkedYAMLError as broken:
        mark = broken.problem_mark
        line = mark.line + 1 if mark else 0
        raise LessonError("lesson.file.broken", file=path.name, line=line) from broken
    except YAMLError as broken:
        raise LessonError("lesson.file.broken", file=path.name, line=0) from broken


def nearest(word: str, known: list[str]) -> str:
    """The known word most like the given one; empty when none is."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.5)), "")
