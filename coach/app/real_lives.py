"""The real thing: livestreams she sold in, written down by herself; others see only what she shows."""

from __future__ import annotations

from html import escape

import streamlit as st

from coach.app.demo import invented
from coach.app.here import allowed, here, now, speaker
from coach.app.suggestion import day
from coach.domain.errors import CoachError
from coach.domain.lives import PLATFORMS, RealLive, Told
from coach.domain.people import Learner

NEWEST = 5  # shown at once
WRONG = "live_wrong"  # keys of the session: what was not right, and how many were kept (a fresh form each)
KEPT = "lives_kept"


def section(current: Learner) -> tuple[RealLive, ...]:
    """What she wrote down, and the form for one more; all of hers are returned, newest first."""
    say = speaker().say
    lives = here().store.lives.of(current.id)
    st.header(say("live.title"), anchor=False)
    st.markdown(say("live.why"))
    for one in lives[:NEWEST]:
        row(one)
    if current.id not in invented():
        form(current)
    return lives


def for_trainer(whose: Learner | None) -> None:
    """For her trainer: those that she shows, and nothing to press."""
    lives = here().store.lives.shown_of(whose.id) if whose else ()
    if whose is None or not lives or not allowed("plan", here().store.who.access.person(whose.id)):
        return
    st.header(speaker().say("live.title"), anchor=False)
    for one in lives[:NEWEST]:
        with st.container(border=True, gap="xsmall"):
            in_words(one)


def in_words(one: RealLive) -> None:
    """When, where, and the numbers she gave."""
    where = speaker().say(f"live.on_{one.platform}")
    st.html(f"<p><b>{escape(day(one.held_on))}</b> · {escape(where)}</p>")
    numbers = told(one)
    if numbers:
        st.markdown(numbers)


def row(one: RealLive) -> None:
    """One of them; shown to the trainer or not; a way to remove it."""
    say = speaker().say
    with st.container(border=True, gap="xsmall"):
        in_words(one)
        shown = st.checkbox(say("live.show"), value=one.shown, key=f"show_{one.id}")
        if shown != one.shown:
            here().store.lives.show(one.id, one.learner_id, shown, now())
            st.rerun()
        with st.popover(say("live.remove"), width="stretch"):
            st.markdown(say("live.remove_sure"))
            if st.button(say("live.remove_yes"), key=f"remove_{one.id}", width="stretch"):
                here().store.lives.remove(one.id, one.learner_id)
                st.rerun()


def told(one: RealLive) -> str:
    """The numbers in words; nothing for those she left out."""
    words = speaker()
    parts = [
        words.say("live.viewers_told", number=one.viewers) if one.viewers is not None else "",
        words.say("live.orders_told", number=one.orders) if one.orders is not None else "",
        words.say("live.revenue_told", amount=words.money(one.revenue)) if one.revenue is not None else "",
    ]
    return " · ".join(part for part in parts if part)


def form(current: Learner) -> None:
    """One more: only the day and the place are needed."""
    say = speaker().say
    kept = st.session_state.get(KEPT, 0)
    wrong = st.session_state.pop(WRONG, None)
    with st.expander(say("live.add"), expanded=wrong is not None), st.form(f"live_{kept}", border=False):
        if wrong:
            st.warning(say(wrong))
        today = now().astimezone().date()
        held_on = st.date_input(
            say("live.day"), value=today, max_value=today, format="DD/MM/YYYY", key=f"day_{kept}"
        )
        platform = st.selectbox(
            say("live.platform"), PLATFORMS, format_func=lambda one: say(f"live.on_{one}"), key=f"on_{kept}"
        )
        viewers, orders, revenue = (
            st.number_input(say(f"live.{name}"), min_value=0, value=None, step=step, key=f"{name}_{kept}")
            for name, step in (("viewers", 1), ("orders", 1), ("revenue", 1000))
        )
        if st.form_submit_button(say("live.keep"), key=f"keep_{kept}", type="primary", width="stretch"):
            keep(current, Told(held_on, platform, viewers, orders, revenue))


def keep(current: Learner, one: Told) -> None:
    """Keep it, or say what is not right; what she typed stays."""
    try:
        checked = one.checked(now().astimezone().date())
    except CoachError as error:
        st.session_state[WRONG] = error.id
    else:
        here().store.lives.add(current.id, checked, now())
        st.session_state[KEPT] = st.session_state.get(KEPT, 0) + 1
    st.rerun()
