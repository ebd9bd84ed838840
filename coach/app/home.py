"""The first page where people sign in: what to do next, for a learner and for a trainer."""

from __future__ import annotations

import streamlit as st

from coach.app import teacher
from coach.app.agreeing import ask_consent
from coach.app.asking import own_groups
from coach.app.here import allowed, go, here, learner, speaker
from coach.domain.consent import RECORD

AGREEING = "agreeing"  # the session's key: she wants to practise and is asked for her consent


def show() -> None:
    """A greeting and one large button for each way on."""
    current = learner()
    if current is None:
        return
    say = speaker().say
    st.title(say("lesson.hello", name=current.name), anchor=False)
    agreed = here().store.people.has_agreed(current.id, RECORD)
    if st.session_state.get(AGREEING) and not agreed:
        if ask_consent(current):
            go("lesson")
        return
    if allowed("manage_people", own_groups()) and st.button(
        say("people.title"), key="to_people", type="primary", width="stretch"
    ):
        go("people")
    desk()
    teacher.plan()
    if st.button(say("home.practise"), key="practise", type="primary", width="stretch"):
        st.session_state[AGREEING] = True
        go("lesson" if agreed else "who")
    if here().store.attempts.of(current.id) and st.button(
        say("lesson.earlier"), key="earlier", width="stretch"
    ):
        go("attempts")
    if st.button(say("rules.title"), key="rules", width="stretch"):
        go("rules")


def desk() -> None:
    """The ways of whoever teaches."""
    if not allowed("plan", own_groups()):
        lessons()
        return
    if st.button(speaker().say("waiting.title"), key="to_waiting", type="primary", width="stretch"):
        go("waiting")
    if st.button(speaker().say("after.title"), key="to_workshops", width="stretch"):
        go("workshops")
    if st.button(speaker().say("classroom.title"), key="to_classroom", width="stretch"):
        go("classroom")
    lessons()


def lessons() -> None:
    """The way to the course, for whoever may change it."""
    may = allowed("edit_lessons", own_groups())
    if may and st.button(speaker().say("lessons.title"), key="to_lessons", width="stretch"):
        go("lessons")
