"""Deleting one take, or everything about oneself: two plain steps, so that no slip of a finger does it."""

from __future__ import annotations

import streamlit as st

from coach.app.here import LEARNER, go, here, now, speaker
from coach.domain.people import Learner
from coach.i18n import Speaker
from coach.store.attempts import Attempt

SURE = "sure_to_delete"  # the session's key: what was asked for, a take's id or ME
ME = "me"
FAREWELL = "farewell"  # the session's key: what the first page says once, to somebody who is gone


def delete_take(one: Attempt, current: Learner) -> bool:
    """The button, then the question; whether the take was deleted."""
    if not asked(one.id, "mydata.take.delete", f"delete_{one.id}"):
        return False
    if not confirmed("mydata.take.sure", one.id, 0):
        return False
    here().store.forgetting.forget_take(one.id, current.id, now())
    return True


def delete_me(current: Learner, takes: int) -> None:
    """The button, then the question; afterwards nobody is signed in any more."""
    say = speaker().say
    st.header(say("mydata.delete"), anchor=False)
    st.markdown(say("mydata.delete.why"))
    if not asked(ME, "mydata.delete.press", "delete_me") or not confirmed("mydata.delete.sure", ME, takes):
        return
    words: Speaker = speaker()  # her form of address goes with her
    whole = here().store.forgetting.forget(current.id, current.id, now())
    st.session_state.pop(LEARNER, None)
    st.session_state[FAREWELL] = words.say("mydata.delete.gone" if whole else "mydata.delete.nearly")
    go("who")


def farewell() -> None:
    """On the first page: what was done."""
    told = st.session_state.pop(FAREWELL, "")
    if told:
        st.success(told)


def asked(what: str, label: str, key: str) -> bool:
    """First step: whether deleting this was asked for, now or before this redraw."""
    if st.session_state.get(SURE) == what:
        return True
    if st.button(speaker().say(label), key=key, width="stretch"):
        st.session_state[SURE] = what
        st.rerun()
    return False


def confirmed(question: str, what: str, count: int) -> bool:
    """Second step: what it means, and two buttons of which the safe one comes last and is not red."""
    say = speaker().say
    st.warning(say(question, count=count))
    with st.container(key=f"sure_{what}"):
        if st.button(say("mydata.yes"), key=f"yes_{what}", width="stretch"):
            st.session_state.pop(SURE, None)
            return True
    if st.button(say("mydata.no"), key=f"no_{what}", type="primary", width="stretch"):
        st.session_state.pop(SURE, None)
        st.rerun()
    return False
