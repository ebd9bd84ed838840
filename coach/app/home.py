"""The first page where people sign in: what to do next, for a learner and for a trainer."""

from __future__ import annotations

from typing import Literal

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
    teaches, leads = allowed("plan", own_groups()), allowed("manage_people", own_groups())
    works = teaches or leads or allowed("host_stage", own_groups())
    st.title(say("home.hello" if works else "lesson.hello", name=current.name), anchor=False)
    agreed = here().store.people.has_agreed(current.id, RECORD)
    if st.session_state.get(AGREEING) and not agreed:
        if ask_consent(current):
            go("lesson")
        return
    desk()
    if leads and st.button(say("people.title"), key="to_people", type=_way(not teaches), width="stretch"):
        go("people")
    teacher.plan()
    if st.button(say("home.practise"), key="practise", type=_way(not works), width="stretch"):
        st.session_state[AGREEING] = True
        go("lesson" if agreed else "who")
    if here().store.attempts.of(current.id) and st.button(
        say("lesson.earlier"), key="earlier", width="stretch"
    ):
        go("attempts")
    if st.button(say("rules.title"), key="rules", width="stretch"):
        go("rules")


def _way(stands_out: bool) -> Literal["primary", "secondary"]:
    """One way stands out: a trainer's is the takes that wait."""
    return "primary" if stands_out else "secondary"


def desk() -> None:
    """The ways of whoever teaches or hosts."""
    if allowed("plan", own_groups()):
        if st.button(speaker().say("waiting.title"), key="to_waiting", type="primary", width="stretch"):
            go("waiting")
        if st.button(speaker().say("classroom.title"), key="to_classroom", width="stretch"):
            go("classroom")
    lessons()
    hosts = allowed("host_stage", own_groups())
    if hosts and st.button(speaker().say("after.title"), key="to_workshops", width="stretch"):
        go("workshops")


def lessons() -> None:
    """The way to the course, for whoever may change it."""
    may = allowed("edit_lessons", own_groups())
    if may and st.button(speaker().say("lessons.title"), key="to_lessons", width="stretch"):
        go("lessons")
