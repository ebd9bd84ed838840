"""The kinds of condition a lesson may use, each found by the word it is written with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar, get_type_hints

from coach.domain.rubric import Condition

C = TypeVar("C", bound=type[Condition])
_KINDS: dict[str, type[Condition]] = {}


def condition(kind: str) -> Callable[[C], C]:
    """Register a frozen dataclass as the condition written `kind:` in a lesson.

    Its fields are its YAML fields (a trailing underscore is dropped, for Python's own words); its docstring
    is the author's help. Where a field is named like the kind, the other fields stand beside it
    (`{heard: price, times: 2}`); otherwise they stand inside (`{share: {of: light, ...}}`).
    """

    def register(cls: C) -> C:
        if kind in _KINDS:
            raise ValueError(f"two conditions are called {kind!r}; a changed meaning takes a new name")
        _KINDS[kind] = cls
        return cls

    return register


@cache
def kinds() -> Mapping[str, type[Condition]]:
    """Every kind of condition by the word it is written with."""
    rooms = import_module("coach.scoring")
    for module in iter_modules(rooms.__path__):
        import_module(f"coach.scoring.{module.name}")
    return dict(sorted(_KINDS.items()))


@dataclass(frozen=True, slots=True)
class YamlField:
    """One field of a condition as an author writes it, and the Python name and type behind it."""

    name: str
    attribute: str
    type: Any
    required: bool


@cache
def yaml_fields(kind: type[Condition]) -> Mapping[str, YamlField]:
    """The fields an author may write, by the word they are written with."""
    types = get_type_hints(kind)
    shown = (f for f in fields(kind) if f.metadata.get("yaml", True))  # type: ignore[arg-type]
    return {f.name.rstrip("_"): _yaml_field(f, types[f.name]) for f in shown}


def _yaml_field(field: Field[Any], type_: Any) -> YamlField:
    required = field.default is MISSING and field.default_factory is MISSING
    return YamlField(field.name.rstrip("_"), field.name, type_, required)


def is_flat(word: str, kind: type[Condition]) -> bool:
    """Whether the kind's own word carries its first field, with the other fields beside it."""
    return word in yaml_fields(kind)
