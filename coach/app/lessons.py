"""The course as trainers change it: words, ladders, example sentences, comments; signed, then it counts."""

from __future__ import annotations

import streamlit as st

from coach.app import ladder_form, lesson_signing, lesson_tables, lesson_versions, lesson_words
from coach.app.at_desk import called
from coach.app.here import go, here, speaker
from coach.app.here import told as in_language
from coach.app.lesson_desk import drafts, open_anew, opened, problems, show_problems, told
from coach.app.lesson_yaml import by_hand
from coach.app.safe import plain
from coach.course.page import LANGUAGES

VIEW, KIND, WHICH = "view", "kind", "which"  # in the page's address
VIEWS = ("change", "sign", "versions", "files")
KINDS = ("criteria", "lessons", "sentences", "comments")
NAMES = {"vi": "Tiếng Việt", "en": "English", "id": "Indonesia"}


def show() -> None:
    """What is taught now, then one of four things to do."""
    say = speaker().say
    st.title(say("lessons.title"), anchor=False)
    with st.container(
        key="lessons_standing"
    ):  # whatever stands in here, the fields below stay where they are
        standing()
        told()
    view = picked(VIEW, VIEWS, "lessons.view")
    if view == "change":
        change()
        st.button(say("lessons.to_sign"), key="lessons_on", width="stretch", on_click=_view, args=("sign",))
    elif view == "sign":
        lesson_signing.show()
    elif view == "versions":
        lesson_versions.versions()
    else:
        lesson_versions.files()
    st.divider()
    if st.button(say("rules.back"), key="lessons_back", width="stretch"):
        go("who")


def standing() -> None:
    """Which version is taught, and what keeps lessons from counting."""
    say, taught = speaker().say, here().taught
    version = taught.version if taught else None
    waiting = len(drafts())
    if taught is None or version is None or not version.files:
        st.markdown(say("lessons.as_it_came" if not waiting else "lessons.as_it_came_still"))
    elif taught.refused is None:
        who, day = called(version.signed_by), speaker().day_and_hour(version.made_at)
        st.markdown(plain(say("lessons.in_force", who=who, at=day, count=len(version.files))))
    if taught is not None and taught.refused is not None:
        why = say(taught.refused.id, **taught.refused.values)
        st.warning(plain(say("lessons.refused", why=why)))
    if waiting:
        st.info(say("lessons.waiting", count=waiting))
        if st.session_state.get(f"lessons_{VIEW}", st.query_params.get(VIEW)) != "sign":
            label = say("lessons.to_sign")
            st.button(label, key="lessons_to_sign", width="stretch", on_click=_view, args=("sign",))
    if taught is not None and taught.unsigned:
        lesson_signing.unsigned(taught)


def _view(name: str) -> None:
    """Another of the four things to do."""
    st.session_state[f"lessons_{VIEW}"] = name


def picked(name: str, options: tuple[str, ...], prefix: str) -> str:
    """One of a few, kept in the address."""
    wanted, key = st.query_params.get(name, options[0]), f"lessons_{name}"
    first = wanted if wanted in options else options[0]
    chosen = st.segmented_control(
        speaker().say(f"{prefix}.which"),
        options,
        default=first if key not in st.session_state else None,
        format_func=lambda one: speaker().say(f"{prefix}.{one}"),
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    st.query_params[name] = str(chosen)
    return str(chosen)


def change() -> None:
    """Choose what to change, then its fields."""
    kind = picked(KIND, KINDS, "lessons.kind")
    path = file_of(kind)
    if not path:
        return
    newer(path)
    if kind == "sentences":
        lesson_tables.sentences(path)
    elif kind == "comments":
        lesson_tables.comments(path)
    else:
        words(kind, path)


def words(kind: str, path: str) -> None:
    """A lesson or a criterion: its words, how it is judged, and the file itself."""
    ways = ("words", "judging", "by_hand")
    way = picked("way", ways, "lessons.way")
    if way == "by_hand":
        by_hand(path)
        return
    if way == "words":
        lesson_words.words(kind, path)
    elif kind == "lessons":
        lesson_words.numbers(path)
    else:
        ladder_form.ladder(path)
    show_problems(problems(path))


def file_of(kind: str) -> str:
    """The file that is chosen."""
    say, course = speaker().say, here().course
    if kind in ("sentences", "comments"):
        end = "tsv" if kind == "sentences" else "yaml"
        tell = {f"{kind}/{one}.{end}": NAMES[one] for one in LANGUAGES}
    elif kind == "lessons":
        tell = {
            f"lessons/{one.id}.yaml": f"{one.id} · {in_language(one.title)}"
            for one in course.lessons.values()
        }
    else:
        tell = {f"criteria/{one.id}.yaml": in_language(one.prompt) for one in course.criteria.values()}
    options = sorted(tell, key=tell.__getitem__)
    if not options:
        return ""
    named = st.query_params.get(WHICH, "")
    at = options.index(named) if named in options else 0
    label = say(f"lessons.choose_{kind}")
    path = st.selectbox(label, options, index=at, format_func=tell.__getitem__, key=f"lessons_which_{kind}")
    st.query_params[WHICH] = path
    return str(path)


def newer(path: str) -> None:
    """Somebody else kept or signed another text of this file since it was opened here."""
    say, one = speaker().say, opened(path)
    if here().store.drafts.turns().get(path, 0) == one.number:
        return
    st.warning(say("lessons.newer"))
    if st.button(say("lessons.newer_show"), key="newer_show", width="stretch"):
        open_anew(path)
        st.rerun()
