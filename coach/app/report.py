"""The report of a take to keep: a PDF or a page to print, made when she asks; she alone hands it on."""

from __future__ import annotations

import streamlit as st

from coach.app.here import go, here, language, now, speaker, tickets, told
from coach.app.lesson_used import lesson_of
from coach.app.progress import asked_for
from coach.app.sheet import sheet
from coach.reports.sheet import Sheet
from coach.store.attempts import Attempt
from coach.web.papers import report_address


def show() -> None:
    """The page from which a report is taken."""
    attempt = asked_for()
    if attempt is None:
        go("who")
    elif attempt.result is None:
        go("progress", attempt=attempt.id)
    else:
        ways(attempt)


def ways(attempt: Attempt) -> None:
    """What is on it, who will see it, and the two ways to take it."""
    say = speaker().say
    st.title(say("report.title"), anchor=False)
    st.markdown(f"**{told(lesson_of(attempt).title)}**  \n{speaker().date(attempt.created_at)}")
    st.markdown(say("report.what"))
    st.markdown(say("report.who"))
    file, page = (report_address(tickets(), attempt.id, kind, language(), now()) for kind in ("pdf", "page"))
    st.link_button(say("report.pdf"), file, type="primary", width="stretch")
    st.link_button(say("report.page"), page, width="stretch")
    if st.button(say("report.back"), key="back_to_result", width="stretch"):
        go("scorecard", attempt=attempt.id)


def make_sheet(attempt: Attempt, shown_in: str) -> Sheet:
    """The sheet of a scored take, in that language; for the addresses that hand it out."""
    at = here()
    lesson = lesson_of(attempt)
    owner = at.store.people.get(attempt.learner_id)
    return sheet(attempt, attempt.result or {}, lesson, owner, shown_in, at.course.labels)
