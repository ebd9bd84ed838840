"""The scorecard: first one thing done well and one thing to do next, then the take and every criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from coach.app import teacher
from coach.app.browser import moments, player
from coach.app.card import Card, Warned, card
from coach.app.correcting import TOLD, outcome, take_back
from coach.app.criteria import skills
from coach.app.first import first
from coach.app.here import go, here, learner, speaker, told
from coach.app.lesson_used import lesson_of
from coach.app.moments import CORRECTED
from coach.app.private import gone, in_a_line, in_full
from coach.app.progress import asked_for
from coach.app.safe import plain
from coach.app.verdict import verdict
from coach.progress.drilling import can_be_drilled
from coach.store.attempts import Attempt

AT_ONCE = 2  # claims shown before one asks for more
QUOTES = "'\"“”‘’«» "  # some safer words are written in quotes already


def show() -> None:
    """The page of one finished attempt."""
    attempt = asked_for()
    if attempt is None:
        go("who")
    elif attempt.result is None:
        go("progress", attempt=attempt.id)
    elif is_own_drill(attempt):  # of a minute on one thing no points of 100 are told
        go("drill", lesson=attempt.lesson_id, part=attempt.drill)
    else:
        whole(attempt, attempt.result)


def is_own_drill(attempt: Attempt) -> bool:
    """Whether she looks at a drill of hers that can still be drilled."""
    current, lesson = learner(), here().course.lessons.get(attempt.lesson_id)
    hers = current is not None and current.id == attempt.learner_id
    return hers and lesson is not None and attempt.drill in can_be_drilled(lesson)


def whole(attempt: Attempt, result: Mapping[str, Any]) -> None:
    """Everything, in the order in which it should be read."""
    lesson = lesson_of(attempt)
    shown = card(result, lesson, speaker(), here().course.labels)
    st.title(plain(told(lesson.title)), anchor=False)
    teacher.said(attempt, lesson)
    in_a_line(attempt)
    first(shown, verdict(result, lesson, speaker()), lesson, attempt)
    st.header(speaker().say("card.film"), anchor=False)
    if attempt.film_removed_at is None:
        player(attempt, shown)
        outcome(attempt)
    else:
        st.info(speaker().say("card.film_gone"))
    notices(shown, attempt)
    claims(shown.claims, attempt)
    skills(shown.skills, attempt)
    ways(attempt)
    if in_full(attempt):
        gone(attempt)


def claims(shown: tuple[Warned, ...], attempt: Attempt) -> None:
    """Words that may promise too much: a person decides, safer words beside them; the first few at once."""
    say = speaker().say
    if not shown:
        return
    st.header(say("card.claims"), anchor=False)
    st.markdown(say("card.claims_why"))
    for order, one in enumerate(shown[:AT_ONCE]):
        claim(one, order, attempt)
    if rest := shown[AT_ONCE:]:
        more = st.expander(say("card.claims_more", count=len(rest)), key="claims_more", on_change="rerun")
        with more:
            for order, one in enumerate(rest if more.open else (), AT_ONCE):
                claim(one, order, attempt)


def claim(one: Warned, order: int, attempt: Attempt) -> None:
    """One of them."""
    with st.container(border=True, gap="xsmall"):
        moments((one.moment,), f"claim_{order}", attempt)
        for safer in one.safer:
            st.markdown(speaker().say("card.safer", words=plain(safer.strip(QUOTES))))


def notices(shown: Card, attempt: Attempt) -> None:
    """What to know about the recording itself, and about a lesson that is no longer what it was."""
    say = speaker().say
    if shown.lesson_changed:
        st.info(say("card.lesson_changed"))
    elif lesson_is_old(attempt):
        st.info(say("card.lesson_was"))
    for text in shown.notices:
        st.info(text)
    mended_here = any(one.said is not None for one in here().store.corrections.of(attempt.id))
    undo = mended_here and is_mended(attempt)
    if undo and st.button(say("correction.take_back"), key="take_back", width="stretch"):
        st.session_state[TOLD] = take_back(attempt)
        st.rerun()


def is_mended(attempt: Attempt) -> bool:
    """Whether a person's words count in this result."""
    return any(notice["id"] == CORRECTED for notice in (attempt.result or {}).get("notices", ()))


def lesson_is_old(attempt: Attempt) -> bool:
    """Whether the lesson reads otherwise today, or is no longer taught."""
    today = here().course.lessons.get(attempt.lesson_id)
    return today is None or today.digest != attempt.lesson_digest


def ways(attempt: Attempt) -> None:
    """Where else to go from here."""
    say = speaker().say
    st.divider()
    taught = attempt.lesson_id in here().course.lessons
    if taught and st.button(say("card.again"), key="again_below", width="stretch"):
        go("lesson", lesson=attempt.lesson_id)
    if st.button(say("report.keep"), key="keep_report", width="stretch"):
        go("report", attempt=attempt.id)
    if st.button(say("card.earlier"), key="earlier", width="stretch"):
        go("attempts")
