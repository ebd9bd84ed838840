"""What the machine learned from corrections: each version with its error before and after, and undoing."""

from __future__ import annotations

import streamlit as st
from babel.numbers import format_decimal

from coach.app.here import allowed, here, now, speaker, told
from coach.app.safe import plain
from coach.domain.may import Action
from coach.review.curve import AS_IT_IS
from coach.store.learning import learn_all
from coach.store.recalibrations import Version

UNDO: Action = "plan"  # of that group; what holds everywhere is of the whole installation


def section() -> None:
    """What holds, a button to learn what is new, and one a version to let the machine stand as it is."""
    say, store = speaker().say, here().store
    st.header(say("taught.title"), anchor=False)
    st.caption(say("taught.why"))
    held = [one for one in store.recalibrations.standing() if one.curve != AS_IT_IS and mine(one)]
    for one in held:
        version(one)
    if not held:
        st.markdown(say("taught.nothing"))
    if st.button(say("taught.learn"), key="learn", width="stretch"):
        with st.spinner(say("taught.learning")):
            made = learn_all(store, now())
        if made:
            st.rerun()
        st.info(say("calibration.nothing_new"))


def mine(one: Version) -> bool:
    """Whether whoever looks has to do with it."""
    return one.group_id is None or allowed(UNDO, here().store.who.access.group(one.group_id))


def version(one: Version) -> None:
    """One in a sentence, and its undoing."""
    say, known = speaker().say, here().course.criteria.get(one.criterion)
    sentence = say(
        "calibration.class" if one.group_id else "calibration.everywhere",
        criterion=told(known.prompt) if known else one.criterion,
        labels=one.labels,
        trainers=one.trainers,
        before=error(one.before),
        after=error(one.after),
    )
    with st.container(border=True, gap="xsmall", key=f"version_{one.id}"):
        st.markdown(plain(sentence))
        args = (one,)
        st.button(say("taught.undo"), key=f"undo_{one.id}", width="stretch", on_click=undone, args=args)


def error(value: float) -> str:
    """A Brier error, 0 at best."""
    return str(format_decimal(value, format="0.000", locale=speaker().language))


def undone(one: Version) -> None:
    """From now on the machine stands as it is; old scores keep theirs."""
    if mine(one):
        here().store.recalibrations.undo(one.criterion, one.group_id, now())
