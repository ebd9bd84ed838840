"""Data files for people are read here, so that a broken one is reported with its file and line."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar, Protocol

import yaml as libyaml
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from coach.domain.errors import LessonError

NAMED_ONCE = re.compile(r"(?:^|[\s\[{,:-])[&*][\w]")  # an anchor or an alias, or what looks like one
NO_NUMBER = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"


class Mark(Protocol):
    """Where something stands; lines are counted from 0."""

    line: int


class Node(Protocol):
    """A value as written: `id` is "mapping", "sequence" or "scalar", `tag` ends in its YAML 1.2 kind."""

    id: str
    tag: Any
    value: Any
    start_mark: Mark


class _Quick(getattr(libyaml, "CSafeLoader", libyaml.SafeLoader)):  # type: ignore[misc]
    """libyaml, thirty times as fast as Python; plain words are read as YAML 1.2 reads them."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _kind, _written, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", rf"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|{NO_NUMBER}", "-+.0123456789"),
):  # fmt: skip
    _firsts = [*_first, ""] if _kind == "null" else [*_first]
    _Quick.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(f"^(?:{_written})$"), _firsts)


def compose(text: str) -> Node | None:
    """The text's node; None where it is empty. Raises ruamel's YAMLError with the place that is wrong.

    What libyaml finds wrong, and what may hold anchors, is read again by ruamel, which tells more.
    """
    if not NAMED_ONCE.search(text):
        try:
            found: Node | None = libyaml.compose(text, Loader=_Quick)
        except libyaml.YAMLError:
            found = None
        if found is not None:
            return found
    slow: Node | None = YAML().compose(text)
    return slow


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
