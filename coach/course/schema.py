"""JSON Schema of lesson and criterion files, so that an editor helps while an author writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from coach.course import comments, criteria, lessons
from coach.course.names import Names
from coach.course.page import LANGUAGES, REQUIRED_LANGUAGES
from coach.domain.rubric import SKILLS, Condition
from coach.scoring.fields import IntentName, Label, Measure, Rule
from coach.scoring.registry import YamlField, is_flat, kinds, yaml_fields

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string", "minLength": 1}
NUMBER: Schema = {"type": "number"}
PAIR: Schema = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
WORDS: Schema = {"$ref": "#/$defs/words"}
CONDITION: Schema = {"$ref": "#/$defs/condition"}
CONDITIONS: Schema = {"type": "array", "items": CONDITION, "minItems": 1}
LABEL: Schema = {"$ref": "#/$defs/label"}
MEASURE: Schema = {"$ref": "#/$defs/measure"}
RULE: Schema = {"$ref": "#/$defs/rule"}
INTENT: Schema = {"$ref": "#/$defs/intent"}
_SIMPLE: Mapping[Any, Schema] = {
    Condition: CONDITION,
    Label: LABEL,
    Measure: MEASURE,
    Rule: RULE,
    IntentName: INTENT,
    bool: {"type": "boolean"},
    str: TEXT,
    int: {"type": "integer"},
    float: NUMBER,
    tuple[float, float]: PAIR,
    tuple[Condition, ...]: CONDITIONS,
}


def lesson_schema() -> Schema:
    """The schema of files in lessons/lessons/."""
    known: Schema = dict.fromkeys((*lessons.TEXTS, *lessons.NOTES), WORDS)
    known |= {"id": TEXT, "product": TEXT, "practice_s": PAIR, "pass_points": NUMBER}
    known |= {"step": {"type": "integer"}, "claim_cap": NUMBER}
    known["criteria"] = {
        "type": "array",
        "items": _object({"id": TEXT, "weight": _positive()}, ("id", "weight")),
    }
    known |= {name: {"type": "array", "items": TEXT} for name in ("report_also", "gates")}
    return _file("lesson", _object(known, lessons.REQUIRED), {"words": _words()})


def criterion_schema(names: Names) -> Schema:
    """The schema of files in lessons/criteria/, with every label, slot, measure and kind of condition."""
    known: Schema = dict.fromkeys(("prompt", "tip", "model"), WORDS)
    known |= {"id": TEXT, "skill": {"enum": list(SKILLS)}, "not_measured": TEXT, "applies": CONDITION}
    levels = {str(level): {"$ref": "#/$defs/rung"} for level in range(criteria.TOP + 1)}
    known["levels"] = _object(levels, ("0",))
    return _file("criterion", _object(known, criteria.REQUIRED), _definitions(names))


def comments_schema(names: Names) -> Schema:
    """The schema of the language files in lessons/comments/."""
    level = {"type": "integer", "minimum": 1, "maximum": comments.HARDEST}
    known: Schema = dict.fromkeys(("id", "text", "answer"), TEXT)
    known |= {"intent": INTENT, "difficulty": level, "for": _several(TEXT), "asks": _several(LABEL)}
    known |= {"tone": {"enum": list(comments.TONES)}, "region": {"enum": list(comments.REGIONS)}}
    reaction = {"when": {"enum": list(comments.REACTIONS)}, "text": TEXT, "region": known["region"]}
    content = {
        "comments": _several(_object(known, comments.NEEDS)),
        "reactions": _several(_object(reaction, ("when", "text"))),
        "names": _several(TEXT),
    }
    listed = {"label": {"enum": sorted(names.heard)}, "intent": {"enum": sorted(names.intents)}}
    return _file("comments", _object(content, tuple(content)), listed)


def _several(one: Schema) -> Schema:
    return {"type": "array", "items": one, "minItems": 1}


def _definitions(names: Names) -> Schema:
    rung = _object({"when": CONDITIONS, "applies": CONDITION} | _each_language(), REQUIRED_LANGUAGES)
    shared: Schema = {
        "words": _words(),
        "rung": rung,
        "label": {"enum": sorted(names.heard)},
        "measure": {"enum": sorted(names.measures)},
        "rule": {"enum": sorted(names.rules)},
        "intent": {"enum": sorted(names.intents)},
        "condition": {"oneOf": [{"$ref": f"#/$defs/{word}"} for word in kinds()]},
    }
    return shared | {word: _kind(word, kind) for word, kind in kinds().items()}


def _kind(word: str, kind: type[Condition]) -> Schema:
    fields = yaml_fields(kind).values()
    inside = _object({f.name: _field(f) for f in fields}, [f.name for f in fields if f.required])
    written = inside if is_flat(word, kind) else _object({word: inside}, (word,))
    return written | {"description": cleandoc(kind.__doc__ or "")}


def _field(field: YamlField) -> Schema:
    type_ = field.type
    if get_origin(type_) in (Union, UnionType):
        (type_,) = (part for part in get_args(type_) if part is not NoneType)
    if type_ in _SIMPLE:
        return _SIMPLE[type_]
    if get_origin(type_) is Literal:
        return {"enum": list(get_args(type_))}
    one = _SIMPLE[get_args(type_)[0]]
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _each_language() -> Schema:
    return dict.fromkeys(LANGUAGES, TEXT)


def _words() -> Schema:
    return _object(_each_language(), REQUIRED_LANGUAGES)


def _positive() -> Schema:
    return {"type": "number", "exclusiveMinimum": 0}


def _object(properties: Schema, required: Collection[str]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _file(title: str, content: Schema, definitions: Schema) -> Schema:
    return {"$schema": DRAFT, "title": title, **content, "$defs": definitions}
