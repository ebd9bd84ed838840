"""Earlier attempts, newest first, each with what came of it."""

from __future__ import annotations

import streamlit as st

from coach.app import demo, real_lives
from coach.app.asking import OF, own_groups
from coach.app.card import points_text
from coach.app.here import allowed, go, here, language, learner, speaker, take, told
from coach.app.lesson_used import lesson_of
from coach.app.safe import plain
from coach.domain.analysis import ENDED_BADLY
from coach.domain.errors import CoachError
from coach.domain.people import Learner
from coach.i18n import Speaker
from coach.store.attempts import Attempt


def show() -> None:
    """The page of what was done before."""
    whose = somebody() or learner()
    if whose is None:
        go("who")
        return
    say = speaker().say
    st.title(say("attempts.title"), anchor=False)
    if somebody():
        st.subheader(
            Speaker(language(), whose.address).say("who.called", name=plain(whose.name)), anchor=False
        )
    done = [one for one in here().store.attempts.of(whose.id) if allowed("see_result", take(one))]
    if not done:
        st.markdown(say("attempts.none"))
    for attempt in done:
        row(attempt)
    real_lives.for_trainer(somebody())
    st.divider()
    if somebody() and allowed("plan", own_groups()):
        if st.button(say("waiting.title"), key="to_waiting", type="primary", width="stretch"):
            go("waiting")
        if st.button(say("classroom.title"), key="to_classroom", width="stretch"):
            go("classroom")
    else:
        ways(whose, bool(done))


def ways(whose: Learner, has_practised: bool) -> None:
    """On to her progress, another take, her own data."""
    say = speaker().say
    if has_practised and st.button(say("growth.title"), key="growth", width="stretch"):
        go("growth")
    if st.button(say("attempts.practise"), key="practise", type="primary", width="stretch"):
        go("lesson")
    own = not somebody() and whose.id not in demo.invented()
    if own and st.button(say("mydata.title"), key="my_data", width="stretch"):
        go("my_data")


def somebody() -> Learner | None:
    """The learner whom a trainer looks at: the address names her; the page was asked for with her in mind."""
    try:
        return here().store.people.get(st.query_params.get(OF, ""))
    except CoachError:
        return None


def row(attempt: Attempt) -> None:
    """One attempt: when, which lesson, what came of it, and the way to it."""
    say = speaker().say
    with st.container(border=True, gap="xsmall"):
        st.subheader(told(lesson_of(attempt).title), anchor=False)
        st.markdown(f"{speaker().day_and_hour(attempt.created_at)}  \n**{outcome(attempt)}**")
        if st.button(say("attempts.open"), key=f"open_{attempt.id}", width="stretch"):
            go(page_of(attempt), attempt=attempt.id)
        if attempt.result is not None and st.button(
            say("report.keep"), key=f"report_{attempt.id}", width="stretch"
        ):
            go("report", attempt=attempt.id)


def page_of(attempt: Attempt) -> str:
    """Where it opens: before a trainer who looks at somebody's takes as one to review."""
    if attempt.state != "done":
        return "progress"
    reviews = somebody() and attempt.shown_at is not None and allowed("review", take(attempt))
    return "review" if reviews else "scorecard"


def outcome(attempt: Attempt) -> str:
    """Points, or how it stands."""
    say = speaker().say
    if attempt.result is not None:
        points = attempt.result["points"]
        return say("attempts.points", points=points_text(points["low"], points["high"], speaker()))
    return say("attempts.failed" if attempt.state in ENDED_BADLY else "attempts.under_way")
