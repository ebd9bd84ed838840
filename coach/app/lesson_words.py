"""The words and numbers of a lesson or a criterion, in plain fields, a tab a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from coach.app.here import here, speaker
from coach.app.here import told as in_language
from coach.app.lesson_desk import keep_changed, opened
from coach.course.drafting import content_of
from coach.course.editing import Path, flow, put, remove, scalar
from coach.course.lessons import NOTES, TEXTS
from coach.course.page import LANGUAGES

NAMES = {"vi": "Tiếng Việt", "en": "English", "id": "Indonesia"}
OF_CRITERION = ("prompt", "tip", "model")
LONGEST_S, MOST_WEIGHT = 3600, 10
TALL_PX, SHORT_PX = 110, 80


def words(kind: str, path: str) -> None:
    """Every sentence of the file in each language."""
    content = mapping(path)
    if content is None:
        st.warning(speaker().say("lessons.by_hand_first"))
        return
    places = _of_lesson() if kind == "lessons" else _of_criterion(content)
    st.caption(speaker().say("lessons.kept_as_you_go"))
    for language, tab in zip(LANGUAGES, st.tabs([NAMES[one] for one in LANGUAGES]), strict=True):
        with tab:
            for label, place in places:
                field(path, label, (*place, language), content)


def mapping(path: str) -> Mapping[str, Any] | None:
    """The plain values of the open file; None where it is no mapping just now."""
    content = content_of(opened(path).text)
    return content if isinstance(content, Mapping) else None


def field(path: str, label: str, place: Path, content: Mapping[str, Any]) -> None:
    """One sentence; kept as soon as she leaves the field."""
    one, before = opened(path), str(value_at(content, place) or "")
    key = f"lessons:{path}:{one.round}:{'.'.join(map(str, place))}"

    def written() -> None:
        text = " ".join(str(st.session_state[key]).split())
        keep_changed(path, lambda file: with_words(file, place, text))

    if key not in st.session_state:
        st.session_state[key] = before
    st.text_area(label, key=key, height=TALL_PX if len(before) > 60 else SHORT_PX, on_change=written)


def with_words(file: str, place: Path, text: str) -> str:
    """The file with that sentence; an empty one is taken away, and with its last language the whole field."""
    if text:
        parent = value_at(content_of(file), place[:-1])
        if parent is None:
            return put(file, place[:-1], flow({str(place[-1]): text}))
        return put(file, place, scalar(text))
    rest = value_at(content_of(file), place[:-1])
    alone = isinstance(rest, Mapping) and set(rest) <= {place[-1]}
    return remove(file, place[:-1] if alone else place)


def value_at(content: Any, place: Path) -> Any:
    """What stands there; None where nothing does."""
    for part in place:
        if isinstance(content, Mapping):
            content = content.get(str(part))
        elif isinstance(content, list) and isinstance(part, int) and part < len(content):
            content = content[part]
        else:
            return None
    return content


def numbers(path: str) -> None:
    """A lesson's seconds, points and weights."""
    content, say = mapping(path), speaker().say
    if content is None:
        st.warning(say("lessons.by_hand_first"))
        return
    number(path, say("lessons.shortest"), ("practice_s", 0), content, LONGEST_S)
    number(path, say("lessons.longest"), ("practice_s", 1), content, LONGEST_S)
    number(path, say("lessons.pass_points"), ("pass_points",), content, 100)
    st.subheader(say("lessons.weights"), anchor=False)
    st.caption(say("lessons.weights_how"))
    known = here().course.criteria
    for order, use in enumerate(content.get("criteria") or ()):
        name = str(use.get("id", "")) if isinstance(use, Mapping) else ""
        label = in_language(known[name].prompt) if name in known else name
        number(path, label, ("criteria", order, "weight"), content, MOST_WEIGHT)


def number(path: str, label: str, place: Path, content: Mapping[str, Any], most: int) -> None:
    """One whole number."""
    one, before = opened(path), value_at(content, place)
    key = f"lessons:{path}:{one.round}:{'.'.join(map(str, place))}"
    if not isinstance(before, int | float):
        return
    _numbered(label, key, before, most, lambda value: _put_number(path, place, value))


def _numbered(label: str, key: str, before: float, most: int, keep: Callable[[int], object]) -> None:
    if key not in st.session_state:
        st.session_state[key] = min(int(before), most)

    def changed() -> None:
        keep(int(st.session_state[key]))

    st.number_input(label, min_value=0, max_value=most, key=key, on_change=changed)


def _put_number(path: str, place: Path, value: int) -> None:
    keep_changed(path, lambda file: put(file, place, str(value)))


def _of_lesson() -> list[tuple[str, Path]]:
    return [(speaker().say(f"lessons.field.{name}"), (name,)) for name in (*TEXTS, *NOTES)]


def _of_criterion(content: Mapping[str, Any]) -> list[tuple[str, Path]]:
    say = speaker().say
    found: list[tuple[str, Path]] = [(say(f"lessons.field.{name}"), (name,)) for name in OF_CRITERION]
    levels = content.get("levels")
    for level in levels if isinstance(levels, Mapping) else ():
        found.append((say("lessons.field.level", level=str(level)), ("levels", str(level))))
    return found
