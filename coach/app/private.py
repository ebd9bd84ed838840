"""Who can see a film: one wording, wherever a page says it."""

from __future__ import annotations

from html import escape

import streamlit as st

from coach.app.demo import invented
from coach.app.forget_me import delete_take
from coach.app.here import go, here, learner, person, speaker
from coach.domain.people import Learner
from coach.store.attempts import Attempt

PLACE = "who-can-see"  # on a page that holds both: where it is told in full, and where the take is deleted


def who_sees(shown: bool = False) -> str:
    """As it is on this machine: where nobody is asked for a code, whoever uses it can open everything.

    `shown`: of a take that she shows, it is not said that only she can open it.
    """
    if person().trusted:
        return speaker().say("private.shared")
    return speaker().say("private.signed_in_shown" if shown else "private.signed_in")


def seen_by(one: Attempt) -> str:
    """Who was shown the take so far, in words."""
    say = speaker().say
    if one.shown_at is None:
        return say("mydata.take.private")
    who = here().store.showing.audience(one)
    if len(who) > 1:
        return say("mydata.take.both")
    return say(f"mydata.take.{next(iter(who))}" if who else "mydata.take.shown_nobody")


def in_a_line(one: Attempt) -> None:
    """For the learner herself, one small line: who was shown her take, and the way to the rest."""
    if owner(one) is None:
        return
    way = escape(speaker().say("private.way"))
    st.html(f'<p class="coach-seen">{escape(seen_by(one))} <a href="#{PLACE}">{way}</a></p>')


def in_full(one: Attempt) -> bool:
    """Where that line leads: who can open it, and the button that deletes it; whether it was deleted."""
    current = owner(one)
    if current is None:
        return False
    st.header(speaker().say("private.title"), anchor=PLACE)
    st.markdown(f"**{seen_by(one)}** {who_sees(one.shown_at is not None)}")
    return delete_take(one, current)


def owner(one: Attempt) -> Learner | None:
    """Whoever looks at a take of her own; nobody else, and nobody of the demonstration class."""
    current = learner()
    hers = current is not None and current.id == one.learner_id and current.id not in invented()
    return current if hers else None


def gone(one: Attempt) -> None:
    """After a take was deleted: to its lesson, where another can be made."""
    go("lesson", lesson=one.lesson_id)
