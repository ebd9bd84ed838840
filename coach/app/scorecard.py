"""The scorecard: first one thing done well and one thing to do next, then the take and every criterion."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from coach.app.browser import moments, player
from coach.app.card import Card, Warned, card, points_text
from coach.app.criteria import criterion, gates, pictures
from coach.app.here import go, here, speaker, told
from coach.app.progress import asked_for
from coach.app.safe import plain
from coach.app.transcript import lines
from coach.app.verdict import Verdict, verdict
from coach.store.attempts import Attempt


def show() -> None:
    """The page of one finished attempt."""
    attempt = asked_for()
    if attempt is None:
        go("who")
    elif attempt.result is None:
        go("progress", attempt=attempt.id)
    else:
        whole(attempt, attempt.result)


def whole(attempt: Attempt, result: Mapping[str, Any]) -> None:
    """Everything, in the order in which it should be read."""
    lesson = here().course.lesson(attempt.lesson_id)
    shown = card(result, lesson, speaker(), here().course.labels)
    say = speaker().say
    st.title(told(lesson.title), anchor=False)
    first(shown, verdict(result, lesson, speaker()), attempt)
    st.header(say("card.film"), anchor=False)
    if attempt.film_removed_at is None:
        player(attempt, result, shown, lines(result))
    else:
        st.info(say("card.film_gone"))
    notices(shown)
    claims(shown.claims, attempt)
    st.header(say("card.each"), anchor=False)
    for one in shown.counted:
        criterion(one, attempt)
    gates(shown.gates, attempt)
    pictures(shown.pictures, attempt)
    ways(attempt)


def first(shown: Card, counts: Verdict, attempt: Attempt) -> None:
    """Points, one thing done well, one thing to do next, and the button to practise again."""
    say = speaker().say
    points(shown)
    st.markdown(f":material/check_circle: {counts.text}" if counts.counts else counts.text)
    with st.container(key="well", gap="xsmall"):
        st.html(f'<p class="coach-label">{escape(say("card.well"))}</p>', width="content")
        if shown.well is None:
            st.markdown(say("card.well_none"))
        else:
            st.subheader(plain(shown.well.prompt), anchor=False)
            st.markdown(plain(shown.well.level))
            moments([shown.well.best] if shown.well.best else [], "well", attempt)
    with st.container(key="next", gap="xsmall"):
        st.html(f'<p class="coach-label">{escape(say("card.next"))}</p>', width="content")
        if shown.next is None:
            st.markdown(say("card.next_none"))
        else:
            st.subheader(plain(shown.next.prompt), anchor=False)
            st.markdown(plain(shown.next.tip))
            st.markdown(say("card.model", model=plain(shown.next.model)))
    if st.button(say("card.again"), key="again", type="primary", width="stretch"):
        go("lesson", lesson=attempt.lesson_id)


def points(shown: Card) -> None:
    """Points of 100; a range says why it is one."""
    say = speaker().say
    text = points_text(shown.points_low, shown.points_high, speaker())
    of = escape(say("card.of_points"))
    st.html(f'<p class="coach-points">{escape(text)} <small>{of}</small></p>')
    if round(shown.points_low) != round(shown.points_high):
        st.caption(say("card.range"))


def claims(shown: tuple[Warned, ...], attempt: Attempt) -> None:
    """Words that may promise too much: a person decides, safer words beside them."""
    say = speaker().say
    if not shown:
        return
    st.header(say("card.claims"), anchor=False)
    st.markdown(say("card.claims_why"))
    for order, one in enumerate(shown):
        with st.container(border=True, gap="xsmall"):
            moments((one.moment,), f"claim_{order}", attempt)
            for safer in one.safer:
                st.markdown(say("card.safer", words=plain(safer)))


def notices(shown: Card) -> None:
    """What to know about the recording itself, and about a lesson that is no longer what it was."""
    if shown.lesson_changed:
        st.info(speaker().say("card.lesson_changed"))
    for text in shown.notices:
        st.info(text)


def ways(attempt: Attempt) -> None:
    """Where else to go from here."""
    say = speaker().say
    st.divider()
    if st.button(say("card.again"), key="again_below", width="stretch"):
        go("lesson", lesson=attempt.lesson_id)
    if st.button(say("card.earlier"), key="earlier", width="stretch"):
        go("attempts")
