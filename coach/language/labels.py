"""The labels that can be heard, as the course defines them in `labels.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.domain.errors import LessonError
from coach.language.yaml import nearest, read_yaml

FIELDS = ("id", "set", "group", "core", "alone", "definition")


@dataclass(frozen=True, slots=True)
class Label:
    """One thing to hear. Hearing it is hearing its `group` too (empty: it has none).

    `set` names the labels that were looked for together when sentences were labelled. `core` labels are the
    few that stand for all the course listens for. Where an `alone` label is heard nothing else is.
    """

    id: str
    definition: Mapping[str, str]
    group: str = ""
    set: str = ""
    core: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels, in the order of the file."""

    all: tuple[Label, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(label.id for label in self.all)

    @property
    def core(self) -> tuple[str, ...]:
        return tuple(label.id for label in self.all if label.core)

    @property
    def alone(self) -> tuple[str, ...]:
        return tuple(label.id for label in self.all if label.alone)

    @property
    def sets(self) -> frozenset[str]:
        """The names of sets of labels."""
        return frozenset(filter(None, (label.set for label in self.all)))

    def in_set(self, name: str) -> frozenset[str]:
        """The labels of a set; all labels for the empty name."""
        return frozenset(label.id for label in self.all if name in ("", label.set))

    def coarser(self, id: str) -> str:
        """The group that is heard with it; empty when there is none."""
        return next(label.group for label in self.all if label.id == id)

    def finer(self, id: str) -> tuple[str, ...]:
        """The labels whose group it is."""
        return tuple(label.id for label in self.all if label.group == id)

    def widened(self, ids: Iterable[str]) -> frozenset[str]:
        """The labels and their groups: what is true when these are."""
        given = frozenset(ids)
        groups = frozenset(filter(None, map(self.coarser, given)))
        return given if groups <= given else self.widened(given | groups)

    def deepened(self, ids: Iterable[str]) -> frozenset[str]:
        """The labels and the finer ones in them: what is false when these are."""
        given = frozenset(ids)
        inner = frozenset(finer for group in given for finer in self.finer(group))
        return given if inner <= given else self.deepened(given | inner)


def read_labels(path: Path) -> Labels:
    """Read `labels.yaml`. Raises LessonError naming file, entry, field and the nearest right word."""
    listed = read_yaml(path)
    if not isinstance(listed, list):
        raise LessonError("lesson.labels.list", file=path.name)
    labels = Labels(tuple(_label(path.name, n, entry) for n, entry in enumerate(listed, 1)))
    _check(path.name, labels)
    return labels


def _label(file: str, n: int, entry: Any) -> Label:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise LessonError("lesson.labels.no_id", file=file, entry=n)
    for field in entry:
        if field not in FIELDS:
            close = nearest(str(field), list(FIELDS))
            raise LessonError(
                "lesson.labels.unknown_field", file=file, entry=entry["id"], field=str(field), nearest=close
            )
    definition = entry.get("definition")
    if not isinstance(definition, dict) or not definition:
        raise LessonError("lesson.labels.no_definition", file=file, entry=entry["id"])
    return Label(
        entry["id"],
        {str(lang): str(text) for lang, text in definition.items()},
        entry.get("group") or "",
        entry.get("set") or "",
        bool(entry.get("core", False)),
        bool(entry.get("alone", False)),
    )


def _check(file: str, labels: Labels) -> None:
    ids = labels.ids
    for label in labels.all:
        if ids.count(label.id) > 1:
            raise LessonError("lesson.labels.twice", file=file, entry=label.id)
        if label.group and (label.group not in ids or label.group == label.id):
            close = nearest(label.group, list(ids))
            raise LessonError(
                "lesson.labels.unknown_group", file=file, entry=label.id, group=label.group, nearest=close
            )
