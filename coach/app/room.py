"""The practice room: before simulated viewers, with a look before the start, and nothing ever lost."""

from __future__ import annotations

import streamlit as st

from coach.app.chooser import LESSON
from coach.app.here import go, here, language, learner, speaker, told
from coach.app.private import who_sees
from coach.app.recording import recorder, whose_room
from coach.domain.consent import RECORD
from coach.domain.rubric import Lesson
from coach.i18n import LANGUAGES

SPOKEN, CHOSEN = "spoken", "spoken_as_chosen"  # the radio's key, and the session's: her choice on any page


def show() -> None:
    """The page of the room; only for somebody who agreed to be recorded."""
    if learner() is None:
        whose_room()
    current = learner()
    if current is None or not here().store.people.has_agreed(current.id, RECORD):
        go("who")
        return
    lesson = here().course.lessons.get(st.query_params.get(LESSON, ""))
    if lesson is None:
        go("lesson")
        return
    st.title(told(lesson.title), anchor=False)
    recorder(lesson, spoken_in("room"), current)  # the question first: it decides how she is heard
    ways(lesson)


def spoken_so_far() -> str:
    """The language she chose to speak, on this page or another, before a reload too; else the page's."""
    if (before := st.query_params.get(SPOKEN, "")) in LANGUAGES:
        st.session_state.setdefault(CHOSEN, before)
    return str(st.session_state.get(CHOSEN, language()))


def spoken_in(page: str) -> str:
    """Which language she speaks in the recording; most people speak what they read.

    What she chose on one page holds on the next, and in the address where the page is loaded anew.
    """
    say = speaker().say
    before = spoken_so_far()

    def chosen() -> None:
        st.session_state[CHOSEN] = st.session_state[SPOKEN]

    spoken = st.radio(
        say(f"{page}.spoken"),
        LANGUAGES,
        index=LANGUAGES.index(before),
        format_func=lambda one: say(f"upload.spoken.{one}"),
        key=SPOKEN,
        on_change=chosen,
        horizontal=True,
    )
    if CHOSEN in st.session_state:
        st.query_params[SPOKEN] = spoken
    return spoken


def ways(lesson: Lesson) -> None:
    """Back, and what the viewers here are."""
    say = speaker().say
    st.caption(f"{say('room.not_real')} {who_sees()}")
    if st.button(say("room.back"), key="back_to_lesson", width="stretch"):
        go("lesson", lesson=lesson.id)
