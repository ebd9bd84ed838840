"""The criteria of a scorecard one by one: those with points, what must not be said, and the picture."""

from __future__ import annotations

from html import escape

import streamlit as st

from coach.app import marking
from coach.app.browser import moments
from coach.app.card import SURE, Told
from coach.app.here import speaker
from coach.app.safe import plain
from coach.store.attempts import Attempt


def criterion(one: Told, attempt: Attempt) -> None:
    """One criterion: how far, in dots and in words, what comes next, why, and where it was heard."""
    say = speaker().say
    with st.container(border=True, key=f"criterion_{one.id}", gap="xsmall"):
        st.subheader(plain(one.prompt), anchor=False)
        level(one)
        if one.state not in ("unknown", "left_out"):
            st.markdown(plain(one.level))
        if one.reason:
            st.markdown(plain(one.reason))
        moments(one.moments, one.id, attempt)
        marking.pictures(one, attempt)
        if one.next_level and one.state in ("judged", "check"):
            st.markdown(say("card.next_level", words=plain(one.next_level)))


def level(one: Told) -> None:
    """Dots and the same in words: full is surely reached, hatched is possible."""
    dots = "".join(f'<i class="{_dot(one, at)}"></i>' for at in range(1, one.top + 1))
    st.html(
        f'<p class="coach-level"><span class="coach-dots" aria-hidden="true">{dots}</span>'
        f"<b>{escape(level_text(one))}</b></p>"
    )


def _dot(one: Told, at: int) -> str:
    if at <= one.low:
        return "full"
    if at <= one.high:
        return "unknown" if one.state == "unknown" else "maybe"
    return "empty"


def level_text(one: Told) -> str:
    """The dots in words."""
    say = speaker().say
    if one.state == "judged":
        return say("card.level", level=one.low, top=one.top)
    if one.state == "check":
        return say("card.level_check", low=one.low, high=one.high, top=one.top)
    if one.state == "unknown" and one.low > 0:
        return say("card.level_range", low=one.low, high=one.high)
    return say("card.level_unknown" if one.state == "unknown" else "card.level_left_out")


def gates(shown: tuple[Told, ...], attempt: Attempt) -> None:
    """What must not be said, a line each, and the words where something was."""
    say = speaker().say
    if not shown:
        return
    st.header(say("card.gates"), anchor=False)
    st.markdown(say("card.gates_why"))
    with st.container(border=True, key="gates", gap="xsmall"):
        for one in shown:
            st.markdown(f"**{plain(one.prompt)}**")
            level(one)
            st.markdown(plain(one.level if one.state in SURE else one.reason))
            moments(one.moments, one.id, attempt)


def pictures(shown: tuple[Told, ...], attempt: Attempt) -> None:
    """Checks that count no points: mostly of the picture."""
    if shown:
        st.header(speaker().say("card.pictures"), anchor=False)
        st.markdown(speaker().say("card.pictures_no_points"))
    for one in shown:
        criterion(one, attempt)
