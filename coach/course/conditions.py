"""Conditions of a ladder as they are written, turned into conditions that can be asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from coach.course.names import Names
from coach.course.page import Item, Page, nearest
from coach.domain.errors import LessonError
from coach.domain.rubric import Condition
from coach.scoring.all_of import All
from coach.scoring.answered import Answered
from coach.scoring.fields import IntentName, Label, Measure, Rule
from coach.scoring.registry import YamlField, is_flat, kinds, yaml_fields
from coach.scoring.repeat import As

NOTHING = All(())  # stands in for a condition that could not be read; its page then has a problem


@dataclass(slots=True)
class Builder:
    """Reads the conditions of one ladder. `lower` holds the rungs read so far, for `as`."""

    page: Page
    names: Names
    lower: dict[int, tuple[Condition, ...]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)  # all labels and slots the ladder asks for
    intents: set[str] = field(default_factory=set)  # whose answers it asks for

    def build(self, item: Item) -> Condition:
        """The condition, or NOTHING with the problem noted."""
        if not isinstance(item.value, Mapping) or not item.value:
            self.page.wrong(item, "when", "- {heard: origin}")
            return NOTHING
        word = next((name for name in item.value if name in kinds()), None)
        if word is None:
            first = next(iter(item.value))
            line = item.value[first].line
            self.page.problem("lesson.unknown_kind", line, kind=first, nearest=nearest(first, list(kinds())))
            return NOTHING
        return self._of_kind(word, item)

    def build_all(self, item: Item | None, name: str) -> tuple[Condition, ...]:
        """A list of at least one condition; nothing where the field is absent."""
        parts = self.page.items(item, name, "[{heard: origin}]")
        if item is not None and item.value == ():
            self.page.wrong(item, name, f"{name}: [{{heard: origin}}]")
        return tuple(self.build(part) for part in parts)

    def _of_kind(self, word: str, item: Item) -> Condition:
        kind = kinds()[word]
        known = yaml_fields(kind)
        before = len(self.page.problems)
        written = self._written(word, item, known)
        values = {
            known[name].attribute: self._value(known[name].type, name, i) for name, i in written.items()
        }
        if len(self.page.problems) > before:
            return NOTHING
        return self._made(kind, values, item)

    def _written(self, word: str, item: Item, known: Mapping[str, YamlField]) -> Mapping[str, Item]:
        """The fields as written: beside the kind's word, or inside it."""
        required = [f.name for f in known.values() if f.required]
        optional = [f.name for f in known.values() if not f.required]
        if is_flat(word, kinds()[word]):
            return self.page.fields(item, word, required, optional)
        inside = self.page.fields(item, word, (word,)).get(word)
        return self.page.fields(inside, word, required, optional)

    def _made(self, kind: Callable[..., Condition], values: Mapping[str, Any], item: Item) -> Condition:
        try:
            made = kind(**values)
        except LessonError as error:
            self.page.problem(error.id, item.line, **error.values)
            return NOTHING
        if isinstance(made, Answered):
            return self._with_intents(made)
        return self._with_rung(made, item) if isinstance(made, As) else made

    def _with_intents(self, made: Answered) -> Condition:
        """What answers each intent is the course's; its labels belong to the ladder's meaning."""
        asked = [str(name) for name in made.intents] or list(self.names.intents)
        known = {name: self.names.intents[name] for name in asked if name in self.names.intents}
        self.intents.update(known)
        for intent in known.values():
            self.labels.update(intent.answered_by, *intent.facts)
        return replace(made, known=known)

    def _with_rung(self, repeat: As, item: Item) -> Condition:
        if repeat.as_ in self.lower:
            return replace(repeat, rung=self.lower[repeat.as_])
        known = [str(level) for level in self.lower]
        self.page.problem("lesson.unknown_rung", item.line, level=repeat.as_, nearest=nearest("", known))
        return NOTHING

    def _value(self, type_: Any, name: str, item: Item) -> Any:
        """A field's value as its type asks; the type is the Python field's own."""
        if get_origin(type_) in (Union, UnionType):
            (type_,) = (part for part in get_args(type_) if part is not NoneType)
        if get_origin(type_) is Literal:
            return self._one_of([str(choice) for choice in get_args(type_)], name, item)
        if type_ == tuple[float, float]:
            return self.page.pair(item, name)
        if get_origin(type_) is tuple:
            return self._several(get_args(type_)[0], name, item)
        return self._single(type_, name, item)

    def _several(self, type_: Any, name: str, item: Item) -> Any:
        """A list; a single name may stand alone."""
        if type_ is Condition:
            return self.build_all(item, name)
        alone = isinstance(item.value, str)
        parts = (item,) if alone else self.page.items(item, name, "[origin]")
        return tuple(self._single(type_, name, part) for part in parts)

    def _single(self, type_: Any, name: str, item: Item) -> Any:
        if type_ is Condition:
            return self.build(item)
        if type_ is Label:
            return self._label(name, item)
        if type_ is Measure:
            return self._name(self.names.measures, "lesson.unknown_measure", name, item)
        if type_ is Rule:
            return self._name(self.names.rules, "lesson.unknown_rule", name, item)
        if type_ is IntentName:
            return self._name(self.names.intents, "lesson.unknown_intent", name, item)
        if type_ is bool:
            return self._flag(name, item)
        if type_ is str:
            return self.page.text(item, name)
        number = self.page.number(item, name)
        return int(number) if type_ is int else number

    def _label(self, name: str, item: Item) -> str:
        label = self._name(self.names.heard, "lesson.unknown_label", name, item)
        self.labels.add(label)
        return label

    def _name(self, known: Collection[str], problem: str, name: str, item: Item) -> str:
        text = self.page.text(item, name)
        if text and text not in known:
            self.page.problem(problem, item.line, name=text, nearest=nearest(text, sorted(known)))
        return text

    def _one_of(self, choices: Collection[str], name: str, item: Item) -> str:
        text = self.page.text(item, name)
        if text not in choices:
            self.page.wrong(item, name, f"{name}: {next(iter(choices))}")
        return text

    def _flag(self, name: str, item: Item) -> bool:
        if isinstance(item.value, bool):
            return item.value
        self.page.wrong(item, name, f"{name}: true")
        return False
