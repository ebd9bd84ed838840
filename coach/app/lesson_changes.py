"""A draft beside what is taught now, in words: each sentence, weight and condition before and after."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import ndiff
from pathlib import PurePosixPath
from typing import Any

import streamlit as st

from coach.app.here import here, speaker
from coach.app.here import told as in_language
from coach.app.ladder_form import called
from coach.app.safe import plain
from coach.course.changed import Changed, Place, changed_rows, changes
from coach.course.drafting import content_of, rows_of
from coach.course.lessons import NOTES, TEXTS
from coach.scoring.registry import kinds, yaml_fields

AT_ONCE = 30  # changes told a file
LINES = 40  # changed lines shown of a file that cannot be told in words
NAMES = {"vi": "Tiếng Việt", "en": "English", "id": "Indonesia"}
FIELDS = frozenset((*TEXTS, *NOTES, "prompt", "tip", "model"))
COMMENT = {"text": "lessons.col_text", "intent": "lessons.intent"} | {
    name: f"lessons.col_{name}" for name in ("answer", "asks", "for", "region", "tone")
}
OTHERS = {
    ("practice_s", 0): "lessons.shortest",
    ("practice_s", 1): "lessons.longest",
    ("pass_points",): "lessons.pass_points",
}


def show(path: str, before: str, after: str) -> None:
    """All that differs; where that is nothing a reader would see, the lines themselves."""
    found = found_in(path, before, after)
    if not found:
        st.caption(speaker().say("lessons.change_lines"))
        st.code("\n".join(difference(before, after)), language=None, wrap_lines=True)
        return
    for one in found[:AT_ONCE]:
        st.markdown(in_words(path, one))
    if len(found) > AT_ONCE:
        st.caption(speaker().say("lessons.change_more", count=len(found) - AT_ONCE))


def found_in(path: str, before: str, after: str) -> list[Changed]:
    """Value by value; nothing for a file of another kind, or one that reads badly."""
    kind = PurePosixPath(path).parent.as_posix()
    if kind == "sentences":
        return changed_rows(rows_of(before), rows_of(after))
    if kind not in ("lessons", "criteria", "comments"):
        return []
    then, now = content_of(before) if before else {}, content_of(after)
    return [] if then is None or now is None else list(changes(then, now))


def in_words(path: str, one: Changed) -> str:
    """One change: what it is, how it was, how it is now."""
    say, label = speaker().say, plain(label_of(path, one.place))
    lines = [f"**{label}**"]
    if one.before is not None:
        lines.append(f"{say('lessons.change_before')} {plain(value_told(one.before)) or '-'}")
    now = f"**{plain(value_told(one.after))}**" if one.after is not None else say("lessons.change_gone")
    lines.append(f"{say('lessons.change_now')} {now}")
    return "  \n".join(lines)


def label_of(path: str, place: Place) -> str:
    """What stands at that place of a file, as the fields of the editor call it."""
    say, kind = speaker().say, PurePosixPath(path).parent.as_posix()
    spoken = NAMES.get(str(place[-1]), "") if place else ""
    inner = place[:-1] if spoken else place
    if kind == "sentences":
        return say("lessons.change_sentence", text=str(place[0]))
    if kind == "comments" and len(place) > 1:
        field = say(COMMENT[str(place[2])]) if len(place) > 2 and str(place[2]) in COMMENT else ""
        return " · ".join(filter(None, (say("lessons.change_comment", name=str(place[1])), field)))
    return " · ".join(filter(None, (_label(inner), spoken)))


def _label(place: Place) -> str:
    say = speaker().say
    if place in OTHERS:
        return say(OTHERS[place])
    if len(place) == 1 and place[0] in FIELDS:
        return say(f"lessons.field.{place[0]}")
    if len(place) > 1 and place[0] == "criteria":
        known = here().course.criteria.get(str(place[1]))
        return say("lessons.change_weight", criterion=in_language(known.prompt) if known else str(place[1]))
    if len(place) > 1 and place[0] == "levels":
        name = "lessons.field.level" if len(place) == 2 else "lessons.change_judging"
        return say(name, level=str(place[1]))
    return say("lessons.change_other", place=".".join(map(str, place)))


def value_told(value: Any) -> str:
    """A sentence or number as it is, a condition in the words of the editor."""
    if isinstance(value, Mapping) and "text" in value and "true" in value:
        return speaker().say("lessons.change_means", true=value["true"] or "-", false=value["false"] or "-")
    if isinstance(value, Mapping) and "text" in value:
        return str(value["text"])
    if isinstance(value, Mapping):
        return ", ".join(f"{_name(str(key))}: {value_told(inside)}" for key, inside in value.items())
    if isinstance(value, list):
        return ", ".join(value_told(one) for one in value)
    if isinstance(value, str) and value in here().course.labels:
        return in_language(here().course.labels[value]).split(";")[0].rstrip(".")
    return str(value)


def _name(key: str) -> str:
    """A key of a condition in words, where there are such."""
    known = key in kinds() or any(key in yaml_fields(kind) for kind in kinds().values())
    return called(key) if known else key


def difference(before: str, after: str) -> list[str]:
    """Lines that went and lines that came, for whoever writes files by hand."""
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > 2000:  # comparing every line with every line would take minutes
        gone, come = set(old) - set(new), set(new) - set(old)
        lines = [f"- {one}" for one in old if one in gone] + [f"+ {one}" for one in new if one in come]
    else:
        lines = [one for one in ndiff(old, new) if one[:2] in ("- ", "+ ")]
    return lines[:LINES] + (["…"] if len(lines) > LINES else [])
