"""How a criterion is judged, level by level: each condition in fields of its own, made from its kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import streamlit as st

from coach.app.here import here, language, speaker
from coach.app.lesson_desk import keep_changed, opened
from coach.app.lesson_words import mapping
from coach.app.safe import plain
from coach.course.drafting import content_of
from coach.course.editing import flow, put_list
from coach.course.names import SLOTS
from coach.domain.rubric import Condition
from coach.scoring.fields import IntentName, Label, Measure, Rule
from coach.scoring.registry import YamlField, is_flat, kinds, yaml_fields

Plain = dict[str, Any]
NAMES_OF = (Label, Measure, Rule, IntentName)
SHORT = 60  # letters of a label's definition beside its name


def ladder(path: str) -> None:
    """Every level with its conditions."""
    content, say = mapping(path), speaker().say
    levels = content.get("levels") if content is not None else None
    if not isinstance(levels, Mapping):
        st.warning(say("lessons.by_hand_first"))
        return
    st.caption(say("lessons.ladder_how"))
    for level, rung in levels.items():
        words = rung.get(language()) or rung.get("vi", "") if isinstance(rung, Mapping) else ""
        with st.expander(plain(say("lessons.level", level=str(level), words=str(words)))):
            conditions(path, str(level), list(rung.get("when") or ()) if isinstance(rung, Mapping) else [])


def conditions(path: str, level: str, when: list[Any]) -> None:
    """The conditions of one level, and a way to add one."""
    say, key = speaker().say, f"lessons:{path}:{opened(path).round}:{level}"
    if not when:
        st.markdown(say("lessons.no_condition"))
    for order, one in enumerate(when):
        with st.container(border=True):
            _condition(path, (level, order), one, f"{key}:{order}:{len(when)}")
    by_words = sorted(kinds(), key=called)
    new = st.selectbox(say("lessons.add_kind"), by_words, format_func=called, key=f"{key}:new")
    if st.button(say("lessons.add"), key=f"{key}:add", width="stretch"):
        put_when(path, level, [*when, first_of(new)])
        st.rerun()


def _condition(path: str, at: tuple[str, int], one: Any, key: str) -> None:
    say = speaker().say
    word = next((name for name in one if name in kinds()), None) if isinstance(one, Mapping) else None
    if word is None or not _simple(word, one):
        _as_written(path, at, one, key)
    else:
        st.markdown(f"**{plain(called(word))}**", help=cleandoc(kinds()[word].__doc__ or ""))
        inside = one if is_flat(word, kinds()[word]) else one[word]
        for known in yaml_fields(kinds()[word]).values():
            _field(path, at, known, inside, f"{key}:{known.name}")
    if st.button(say("lessons.take_away"), key=f"{key}:away"):
        put_when(path, at[0], [part for i, part in enumerate(_when(path, at[0])) if i != at[1]])
        st.rerun()


def _simple(word: str, one: Mapping[str, Any]) -> bool:
    """Whether all that it says fits into fields: no condition within the condition."""
    kind = kinds()[word]
    inside = one if is_flat(word, kind) else one.get(word)
    fields = yaml_fields(kind)
    return isinstance(inside, Mapping) and all(
        name in fields and not isinstance(value, Mapping) and _bare(fields[name].type) is not Condition
        for name, value in inside.items()
    )


def _as_written(path: str, at: tuple[str, int], one: Any, key: str) -> None:
    """A condition that holds others, on one line as in the file."""
    if key not in st.session_state:
        st.session_state[key] = flow(one)

    def written() -> None:
        value = content_of(st.session_state[key])
        if value is None:
            st.session_state["lessons_told"] = "lessons.by_hand_first"
        else:
            _put_one(path, at, value)

    st.text_area(speaker().say("lessons.condition"), key=key, on_change=written)


def _field(path: str, at: tuple[str, int], known: YamlField, inside: Mapping[str, Any], key: str) -> None:
    """One field of a condition, drawn as its type asks."""
    type_, several = _bare(known.type), _several(known.type)
    value = inside.get(known.name)
    label = (
        called(known.name)
        if known.required
        else f"{called(known.name)} ({speaker().say('lessons.optional')})"
    )
    changed = partial(_changed, path, at, known.name, key)
    if type_ in NAMES_OF and several:
        options = _options(type_)
        given = [value] if isinstance(value, str) else list(value or ())
        extra = [one for one in given if one not in options]
        _start(key, given)
        st.multiselect(
            label, [*options, *extra], key=key, format_func=_told, on_change=changed, placeholder="-"
        )
    elif type_ in NAMES_OF or get_origin(type_) is Literal:
        options = list(get_args(type_)) if get_origin(type_) is Literal else _options(type_)
        _start(key, "" if value is None else str(value))
        st.selectbox(label, ["", *map(str, options)], key=key, format_func=_told, on_change=changed)
    elif type_ is bool:
        _start(key, bool(value))
        st.checkbox(label, key=key, on_change=changed)
    elif type_ in (int, float) and not several:
        _start(key, None if value is None else type_(value))
        step: float = 1 if type_ is int else 0.1
        st.number_input(label, value=None, key=key, step=step, on_change=changed)
    elif type_ is not Condition:
        _start(key, "" if value is None else flow(value))
        st.text_input(label, key=key, on_change=changed)


def _changed(path: str, at: tuple[str, int], name: str, key: str) -> None:
    value = st.session_state[key]
    if isinstance(value, str) and value.startswith("["):
        value = content_of(value) or value
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        value = value[0]
    one = _when(path, at[0])[at[1]]
    word = next(known for known in one if known in kinds())
    inside = dict(one if is_flat(word, kinds()[word]) else one[word])
    empty = value in (None, "", [], False)
    inside = {k: v for k, v in inside.items() if k != name} if empty else inside | {name: value}
    _put_one(path, at, inside if is_flat(word, kinds()[word]) else {word: inside})


def _put_one(path: str, at: tuple[str, int], value: Any) -> None:
    put_when(path, at[0], [value if i == at[1] else part for i, part in enumerate(_when(path, at[0]))])


def put_when(path: str, level: str, when: list[Any]) -> None:
    """The level with these conditions."""
    keep_changed(path, lambda file: put_list(file, ("levels", level, "when"), [flow(one) for one in when]))


def first_of(word: str) -> Plain:
    """A new condition of that kind, with something in every field it needs."""
    kind = kinds()[word]
    needed = {one.name: _example(one) for one in yaml_fields(kind).values() if one.required}
    return needed if is_flat(word, kind) else {word: needed}


def _example(known: YamlField) -> Any:
    type_ = _bare(known.type)
    if type_ in NAMES_OF:
        return next(iter(_options(type_)), "")
    if get_origin(type_) is Literal:
        return get_args(type_)[0]
    if type_ is Condition:
        heard: Any = {"heard": next(iter(here().course.labels), "")}
        return [heard] if _several(known.type) else heard
    return {bool: True, int: 1, float: 1}.get(type_, "")


def _when(path: str, level: str) -> list[Any]:
    levels = (mapping(path) or {}).get("levels", {})
    return list(levels.get(level, {}).get("when") or ())


def _options(type_: Any) -> list[str]:
    names = here().course.names
    if type_ is Label:
        return [*sorted(here().course.labels), *SLOTS]
    return sorted(names.measures if type_ is Measure else names.rules if type_ is Rule else names.intents)


def called(name: str) -> str:
    """A kind of condition, or one of its fields, in words; the name itself stays in the file."""
    return speaker().say(f"ladder.kind.{name}" if name in kinds() else f"ladder.field.{name}")


def _told(name: str) -> str:
    definition = here().course.labels.get(name, {})
    words = str(definition.get(language()) or definition.get("vi", ""))
    return f"{name} · {words[:SHORT]}" if words else name or "-"


def _bare(type_: Any) -> Any:
    """The type of one value of a field."""
    if get_origin(type_) in (Union, UnionType):
        (type_,) = (part for part in get_args(type_) if part is not NoneType)
    return get_args(type_)[0] if get_origin(type_) is tuple else type_


def _several(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _start(key: str, value: Any) -> None:
    if key not in st.session_state:
        st.session_state[key] = value
