"""Practising one part of a lesson again: what to do this time and the sentence to say, above all else."""

from __future__ import annotations

from html import escape

import streamlit as st

from coach.app.here import here, language, speaker
from coach.app.room import spoken_so_far
from coach.app.safe import plain
from coach.course.aloud import ToSay, to_say
from coach.domain.media import ProductCard
from coach.domain.people import Learner
from coach.domain.rubric import Criterion, Lesson

PART = "part"  # in the page's address: which criterion is practised


def part(lesson: Lesson, current: Learner) -> None:
    """The one thing to do this time, if the address names one of this lesson."""
    wanted = wanted_part(lesson)
    if wanted is None:
        return
    said = sentence(wanted, current)
    with st.container(key="next", gap="xsmall"):
        st.html(f'<p class="coach-label">{escape(speaker().say("card.this_time"))}</p>', width="content")
        st.header(plain(wanted.prompt.get(language()) or wanted.prompt["vi"]), anchor=False)
        st.markdown(plain(wanted.tip.get(language()) or wanted.tip["vi"]))
        if said:
            text = f"<b>{escape(speaker().say('card.try'))}</b> «{escape(said.text)}»"
            st.html(f'<p class="coach-say">{text}</p>')


def wanted_part(lesson: Lesson) -> Criterion | None:
    """The criterion that the address names, if it is one of this lesson."""
    named = st.query_params.get(PART)
    return next((one.criterion for one in lesson.uses if one.criterion.id == named), None)


def sentence(wanted: Criterion, current: Learner) -> ToSay | None:
    """The sentence to say for a criterion, from her product card."""
    card = here().store.cards.of(current.id) or ProductCard()
    return to_say(here().course.aloud.get(wanted.id, ()), card, spoken_so_far(), current.address)
