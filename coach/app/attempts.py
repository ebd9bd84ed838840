"""Earlier attempts, newest first, each with what came of it."""

from __future__ import annotations

import streamlit as st

from coach.app.card import points_text
from coach.app.here import go, here, learner, now, speaker, told
from coach.jobs.child import stopped
from coach.store.attempts import Attempt


def show() -> None:
    """The page of what was done before."""
    current = learner()
    if current is None:
        go("who")
        return
    say = speaker().say
    st.title(say("attempts.title"), anchor=False)
    done = here().store.attempts.of(current.id)
    if not done:
        st.markdown(say("attempts.none"))
    for attempt in done:
        row(attempt)
    st.divider()
    if done and st.button(say("growth.title"), key="growth", width="stretch"):
        go("growth")
    if st.button(say("attempts.practise"), key="practise", type="primary", width="stretch"):
        go("lesson")


def row(attempt: Attempt) -> None:
    """One attempt: when, which lesson, what came of it, and the way to it."""
    say = speaker().say
    with st.container(border=True, gap="xsmall"):
        st.subheader(told(here().course.lesson(attempt.lesson_id).title), anchor=False)
        st.markdown(f"{speaker().day_and_hour(attempt.created_at)}  \n**{outcome(attempt)}**")
        if st.button(say("attempts.open"), key=f"open_{attempt.id}", width="stretch"):
            go("scorecard" if attempt.state == "done" else "progress", attempt=attempt.id)
        if attempt.result is not None and st.button(
            say("report.keep"), key=f"report_{attempt.id}", width="stretch"
        ):
            go("report", attempt=attempt.id)


def outcome(attempt: Attempt) -> str:
    """Points, or how it stands."""
    say = speaker().say
    if attempt.result is not None:
        points = attempt.result["points"]
        return say("attempts.points", points=points_text(points["low"], points["high"], speaker()))
    failed = attempt.state == "failed" or stopped(attempt, now())
    return say("attempts.failed" if failed else "attempts.under_way")
