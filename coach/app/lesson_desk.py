"""What the pages for changing lessons share: the file that is open, keeping it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from coach.app.asking import own_groups
from coach.app.at_desk import reviewer
from coach.app.here import allowed, here, now, speaker
from coach.course.course import Course, look_through
from coach.course.drafting import wrong_with
from coach.domain.errors import CoachError, LessonError
from coach.domain.publishing import digest_of, digest_of_text
from coach.store.taught import FOLDER, laid_together

OPEN = "lessons_open"  # the session's key: files as they were opened here, by path
TOLD = "lessons_told"  # the session's key: what came of the last thing that was done, a message id
AT_ONCE = 8  # mistakes told at once: who mends the first ones mends the others too


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as somebody has it before her: `number` drafts were kept when she last saw it.

    `taught`: the digest of the file in force then. `round` goes up when all fields are to be drawn anew.
    """

    path: str
    text: str
    number: int
    taught: str
    round: int = 0


def opened(path: str) -> Opened:
    """The file as she has it; the newest draft, or the file in force, when she opens it."""
    kept: dict[str, Opened] = st.session_state.setdefault(OPEN, {})
    if path not in kept:
        kept[path] = _fresh(path)
    return kept[path]


def open_anew(path: str) -> None:
    """What she sees is what is kept now, also where somebody else kept it."""
    kept: dict[str, Opened] = st.session_state.setdefault(OPEN, {})
    before = kept.get(path)
    kept[path] = replace(_fresh(path), round=before.round + 1 if before else 0)


def close_all() -> None:
    """After signing or bringing in: every file is opened anew, with new fields."""
    kept: dict[str, Opened] = st.session_state.get(OPEN, {})
    for path in tuple(kept):
        open_anew(path)


def keep(path: str, text: str) -> bool:
    """Keep a draft; False where somebody else was quicker: then what she wrote stays in its field."""
    one = opened(path)
    if text == one.text:
        return True
    try:
        if one.taught != _taught(path):
            raise CoachError("lessons.changed")
        number = here().store.drafts.keep(path, text, one.number, reviewer(), now())
    except CoachError as error:
        st.session_state[TOLD] = error.id
        return False
    st.session_state[OPEN][path] = replace(one, text=text, number=number)
    return True


def keep_changed(path: str, change: Callable[[str], str]) -> bool:
    """Keep the open file with one thing changed; a text that cannot be changed there is told."""
    try:
        return keep(path, change(opened(path).text))
    except LessonError:
        st.session_state[TOLD] = "lessons.by_hand_first"
        return False


def told() -> None:
    """Say what came of the last thing that was done."""
    what = st.session_state.pop(TOLD, None)
    if what:
        (st.warning if what in WARNINGS else st.success)(speaker().say(what))


def may_sign() -> bool:
    """Whether whoever is there may publish; an administrator who teaches nobody may only prepare."""
    return allowed("sign_lessons", own_groups())


WARNINGS = frozenset({"lessons.changed", "lessons.by_hand_first", "lessons.learn_failed"})


def problems(path: str) -> tuple[LessonError, ...]:
    """What is wrong with the file as she has it."""
    return wrong_with(path, opened(path).text, here().course, here().settings.lessons)


def show_problems(found: tuple[LessonError, ...]) -> None:
    """Mistakes with file, line and the right word; all fine is said too."""
    say = speaker().say
    if not found:
        st.caption(say("lessons.reads_well"))
        return
    lines = "\n".join(f"- {say(one.id, **one.values)}" for one in found[:AT_ONCE])
    st.warning(f"{say('lessons.mistakes', count=len(found))}\n{lines}")


def drafts() -> Mapping[str, str]:
    """The texts that wait to be signed and differ from what is taught."""
    waiting = here().store.drafts.open()
    taught = here().taught
    by_hand = (
        taught.by_hand if taught else ()
    )  # taught already, but nobody is scored by it before it is signed
    return {
        path: one.text
        for path, one in waiting.items()
        if path in by_hand or digest_of_text(one.text.encode()) != _taught(path)
    }


def taught_text(path: str) -> str:
    """The file in force; empty where there is none."""
    try:
        return (here().settings.lessons / path).read_text("utf-8")
    except FileNotFoundError:
        return ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The course as it would be with the drafts: its folder, and all that is wrong with it."""

    folder: Path
    course: Course
    problems: tuple[LessonError, ...]


def drafted(texts: Mapping[str, str]) -> Drafted:
    """Laid together and looked through as a whole; once for the same drafts."""
    key = digest_of({path: digest_of_text(text.encode()) for path, text in texts.items()})
    return _drafted(key, str(here().settings.lessons), dict(texts))


@st.cache_resource(show_spinner=False, max_entries=4)
def _drafted(key: str, base: str, _texts: Mapping[str, str]) -> Drafted:
    content = {path: text.encode() for path, text in _texts.items()}
    folder = laid_together(Path(base), content, here().store.folder / FOLDER)
    languages = {Path(path).stem for path in _texts if path.startswith(("sentences/", "labels.yaml"))}
    course, wrong = look_through(folder, languages)
    return Drafted(folder, course, wrong)


def _fresh(path: str) -> Opened:
    store, taught = here().store, taught_text(path)
    draft = store.drafts.open().get(path)
    number = store.drafts.turns().get(path, 0)
    return Opened(path, draft.text if draft else taught, number, digest_of_text(taught.encode()))


def _taught(path: str) -> str:
    return digest_of_text(taught_text(path).encode())
