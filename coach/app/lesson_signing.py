"""What waits to be signed: read once more, checked as a whole, tried on kept takes, then signed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from coach.app import lesson_changes
from coach.app.at_desk import reviewer
from coach.app.here import here, now, speaker
from coach.app.here import told as in_language
from coach.app.lesson_desk import (
    TOLD,
    Drafted,
    close_all,
    drafted,
    drafts,
    may_sign,
    open_anew,
    show_problems,
    taught_text,
)
from coach.app.lesson_learning import learned, learning
from coach.app.lesson_preview import preview
from coach.app.safe import plain
from coach.domain.errors import CoachError
from coach.domain.publishing import MAY_CHANGE, Signing, digest_of, digest_of_text
from coach.store.taught import Taught

FILES = 6  # named at once
NOTE_LONGEST = 300


def show() -> None:
    """The drafts; without any that is said."""
    texts = drafts()
    if not texts:
        st.info(speaker().say("lessons.no_drafts"))
        return
    st.markdown(speaker().say("lessons.sign_steps"))
    for path, text in texts.items():
        change(path, text)
    with st.spinner(speaker().say("lessons.checking")):
        together = drafted(texts)
    whole(together, texts)


def whole(together: Drafted, texts: Mapping[str, str]) -> None:
    """All drafts as one course: mistakes, what the machine must learn, the preview, the signature."""
    show_problems(together.problems)
    if together.problems:
        return
    anew = frozenset(Path(path).stem for path in texts if path.startswith("sentences/"))
    unlearned = learning(together.folder, anew)
    if not unlearned:
        key = digest_of({path: digest_of_text(text.encode()) for path, text in texts.items()})
        preview(together, key, anew)
        sign(texts)


def change(path: str, text: str) -> None:
    """One file: its changed lines, and the way to give the draft up."""
    say = speaker().say
    with st.expander(plain(say("lessons.changed_file", file=name_of(path))), expanded=len(text) < 20_000):
        lesson_changes.show(path, taught_text(path), text)
        if st.button(say("lessons.give_up"), key=f"give_up:{path}", width="stretch"):
            give_up(path)


def name_of(path: str) -> str:
    """A file as trainers know it: the name of its lesson or criterion, else its path."""
    kind, _, name = path.partition("/")
    course, name = here().course, Path(name).stem
    if kind == "lessons" and name in course.lessons:
        return f"{speaker().say('lessons.one_lesson')} {in_language(course.lessons[name].title)}"
    if kind == "criteria" and name in course.criteria:
        return f"{speaker().say('lessons.choose_criteria')} «{in_language(course.criteria[name].prompt)}»"
    if kind in ("sentences", "comments"):
        return f"{speaker().say(f'lessons.kind.{kind}')} ({name})"
    return path


def give_up(path: str) -> None:
    """The file reads as taught again; what was written stays in the store."""
    store = here().store
    try:
        store.drafts.give_up(path, store.drafts.open()[path].number, reviewer(), now())
        st.session_state[TOLD] = "lessons.given_up"
    except (CoachError, KeyError):
        st.session_state[TOLD] = "lessons.changed"
    open_anew(path)
    st.rerun()


def sign(texts: Mapping[str, str]) -> None:
    """Why, and the signature: from then on takes are scored by it."""
    say = speaker().say
    st.header(say("lessons.sign"), anchor=False)
    if not may_sign():
        st.info(say("lessons.only_trainers_sign"))
        return
    st.markdown(say("lessons.sign_what", count=len(texts)))
    note = st.text_input(say("lessons.note"), key="lessons_note", max_chars=NOTE_LONGEST, autocomplete="off")
    if st.button(say("lessons.sign_go"), key="lessons_sign_go", type="primary", width="stretch"):
        publish(texts, note.strip())


def publish(texts: Mapping[str, str], note: str) -> None:
    """Sign exactly what was shown; CoachError of somebody who was quicker is told."""
    store, at = here().store, here()
    base = at.taught.base if at.taught else at.settings.lessons
    signed = with_curves(texts)
    known = {path: base / path for path in signed if path not in (at.taught.by_hand if at.taught else ())}
    came = {path: digest_of_text(one.read_bytes()) for path, one in known.items() if one.is_file()}
    numbers = {path: one.number for path, one in store.drafts.open().items() if texts.get(path) == one.text}
    seen = at.taught.newest if at.taught else store.versions.newest()
    asked = Signing(signed, came, note, reviewer(), seen, numbers)
    try:
        if numbers.keys() != texts.keys():
            raise CoachError("lessons.changed")
        store.versions.sign(asked, now())
        st.session_state[TOLD] = "lessons.signed"
    except CoachError as error:
        st.session_state[TOLD] = error.id
    here.look()
    close_all()
    st.rerun()


def with_curves(texts: Mapping[str, str]) -> dict[str, str]:
    """Beside changed sentences what was found out while learning them, so that other machines need not."""
    found = dict(texts)
    folder = drafted(texts).folder
    for path in texts:
        if path.startswith("sentences/") and (curve := learned(Path(path).stem, folder)):
            found[f"curves/{Path(path).stem}.json"] = curve
    return found


def unsigned(taught: Taught) -> None:
    """Files that somebody changed by hand: what that means, and the way to have them signed."""
    say, files = speaker().say, taught.by_hand
    count, listed = len(taught.unsigned), ", ".join(files[:FILES])
    st.warning(plain(say("lessons.unsigned", count=count, files=listed)))
    waiting = here().store.drafts.open()
    left = [path for path in files if path not in waiting and MAY_CHANGE.fullmatch(path)]
    if left and st.button(say("lessons.take_in"), key="lessons_take_in", width="stretch"):
        for path in left:
            take_in(path, taught.base / path)
        st.session_state.setdefault(TOLD, "lessons.taken_in")
        st.rerun()


def take_in(path: str, file: Path) -> None:
    """A file changed by hand becomes a draft, to be looked at and signed like any other."""
    store = here().store
    try:
        text = file.read_text("utf-8")
        store.drafts.keep(path, text, store.drafts.turns().get(path, 0), reviewer(), now())
        open_anew(path)
    except (CoachError, OSError, UnicodeDecodeError):
        st.session_state[TOLD] = "lessons.changed"
