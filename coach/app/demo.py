"""The demonstration class: listed apart from the people of this machine, and marked wherever it is shown."""

from __future__ import annotations

import streamlit as st

from coach.app.asking import OF
from coach.app.here import LEARNER, allowed, go, here, language, learner, recognise, speaker, take
from coach.domain.errors import CoachError
from coach.domain.people import DEMONSTRATION, Learner
from coach.i18n import Speaker

FROM_DESK = "demo_from_desk"  # the session's key: a trainer came here from her desk


def invented() -> frozenset[str]:
    """Ids of the learners who do not exist."""
    return here().store.groups.ids_in(DEMONSTRATION)


def badge() -> None:
    """Mark the page where it shows somebody of the demonstration class."""
    if _shown() not in invented():
        return
    say = speaker().say
    with st.container(key="demonstration", horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(say("demo.name"), color="orange", width="content")
        st.caption(say("demo.badge_why"))
    if st.session_state.get(FROM_DESK) and st.button(say("demo.to_desk"), key="demo_to_desk"):
        go("waiting")


def _shown() -> str:
    """Whose take the address names, or whom; else who is practising."""
    attempt_id = st.query_params.get("attempt")
    if attempt_id:
        try:
            return here().store.attempts.get(attempt_id).learner_id
        except CoachError:
            return ""
    if st.query_params.get(OF):
        return st.query_params[OF]
    current = learner()
    return current.id if current else ""


def leave() -> None:
    """Nobody practises as somebody who does not exist: back among real people, she is forgotten."""
    st.session_state.pop(FROM_DESK, None)
    if st.session_state.get(LEARNER) in invented():
        st.session_state.pop(LEARNER)


def look_around(known: tuple[Learner, ...]) -> None:
    """The learners of the class, to look at their scorecards."""
    ids = invented()
    if not ids:
        return
    st.divider()
    wanted = _one_of(known, ids, "demo.look_why")
    if wanted:
        recognise(wanted)
        go("attempts")


def point() -> None:
    """On a page of the desk that is still empty: takes of the class show a trainer what will stand there."""
    ids = invented()
    if not ids:
        return
    wanted = _one_of(here().store.people.all(), ids, "demo.point_why")
    if wanted:
        st.session_state[FROM_DESK] = True
        tried(wanted)


def tried(learner_id: str) -> None:
    """Her newest take to try everything on, where whoever is there may; else her takes, to be read."""
    takes = [one for one in here().store.attempts.of(learner_id) if one.result is not None]
    if takes and allowed("review", take(takes[0])):
        go("review", attempt=takes[0].id)
    go("attempts", **{OF: learner_id})


def _one_of(known: tuple[Learner, ...], ids: frozenset[str], why: str) -> str:
    """A button for each of them; the id of the one that was pressed."""
    say, wanted = speaker().say, ""
    st.subheader(say("demo.look"), anchor=False)
    st.caption(say(why))
    for one in (one for one in known if one.id in ids):
        called = Speaker(language(), one.address).say("who.called", name=one.name)
        if st.button(say("demo.sample", name=called), key=f"demo_{one.id}", width="stretch"):
            wanted = one.id
    return wanted
