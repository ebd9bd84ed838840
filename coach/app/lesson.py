"""The lesson: what is practised, and the place to hand in a recording of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st

from coach.app import teacher
from coach.app.card import modelled
from coach.app.chooser import LESSON, choose, take_up
from coach.app.here import ENTRANCE, go, here, learner, person, speaker, told
from coach.app.part import part
from coach.app.private import who_sees
from coach.app.product import goods
from coach.app.recording import picker, whose_room
from coach.app.room import spoken_in
from coach.app.safe import plain
from coach.domain.consent import RECORD
from coach.domain.people import Learner
from coach.domain.rubric import Criterion, Lesson


def show() -> None:
    """The lesson page; only for somebody who agreed to be recorded."""
    if learner() is None:
        whose_room()
    current = learner()
    if current is None or not here().store.people.has_agreed(current.id, RECORD):
        go("who")
        return
    lesson = chosen()
    if lesson is None:
        choose(current)
        ways(current)
        return
    st.markdown(speaker().say("lesson.hello", name=current.name))
    part(lesson, current)
    explain(lesson)
    record(lesson)
    warm_up(lesson)
    goods(lesson, current)
    other_ways(lesson, current)
    ways(current)


def chosen() -> Lesson | None:
    """The lesson that the address names, or the only one there is."""
    lessons: Mapping[str, Lesson] = here().course.lessons
    if len(lessons) == 1:
        return next(iter(lessons.values()))
    return lessons.get(st.query_params.get(LESSON, ""))


def explain(lesson: Lesson) -> None:
    """What is asked for, the rule to keep in mind, and a sentence to imitate."""
    say = speaker().say
    st.title(told(lesson.title), anchor=False)
    teacher.plan()
    with st.container(border=True):
        for label, text in (
            ("lesson.objective", to_her(told(lesson.objective))),
            ("lesson.rule", told(lesson.rule_of_thumb)),
            ("lesson.model", f"«{modelled(first_of(lesson).model, speaker())}»"),
        ):
            st.markdown(f"**{say(label)}**  \n{text}")


def to_her(text: str) -> str:
    """A lesson's sentence about the learner, said to her."""
    say = speaker().say
    for about, her in (
        (say("lesson.about"), say("lesson.about_her")),
        (say("lesson.about_within"), say("lesson.about_within_her")),
    ):
        text = re.sub(rf"\b{re.escape(about)}\b", her, text)
    return text


def first_of(lesson: Lesson) -> Criterion:
    """The criterion that the lesson is mostly about."""
    return max(lesson.uses, key=lambda use: use.weight).criterion


def record(lesson: Lesson) -> None:
    """Record now: the one thing to press, before all that may be read."""
    say = speaker().say
    taught = here().taught
    if taught is not None and lesson.id in taught.unsigned:
        st.warning(say("lesson.unsigned_now"))
    shortest, longest = (speaker().number(seconds) for seconds in lesson.practice_s)
    with st.container(gap="xsmall"):
        if st.button(say("lesson.record"), key="record", type="primary", width="stretch"):
            go("room", lesson=lesson.id)
        st.markdown(say("upload.how", shortest=shortest, longest=longest))


def warm_up(lesson: Lesson) -> None:
    """How to drill it without a camera, a sentence as somebody may say it, and what often goes wrong."""
    say = speaker().say
    beside = here().course.notes.get(lesson.id)
    shown = told(first_of(lesson).model)  # no sentence stands on the page twice
    texts = [("lesson.drill", to_her(told(lesson.drill)))]
    if beside and beside.worked_example and told(beside.worked_example) != shown:
        texts.append(("lesson.worked_example", modelled(beside.worked_example, speaker())))
    if beside and beside.common_mistakes:
        texts.append(("lesson.mistakes", told(beside.common_mistakes)))
    with st.expander(say("lesson.notes")):
        for label, text in texts:
            st.markdown(f"**{say(label)}**  \n{plain(text)}")


def other_ways(lesson: Lesson, current: Learner) -> None:
    """For whoever does not record right here: with a phone, or a film that is there already."""
    say = speaker().say
    st.header(say("upload.title"), anchor=False)
    if ENTRANCE.is_open and st.button(say("phone.button"), key="phone", width="stretch"):
        go("phone", lesson=lesson.id)
    picker(lesson, spoken_in("upload"), current)


def ways(current: Learner) -> None:
    """Where else to go from here."""
    say = speaker().say
    st.divider()
    several = len(here().course.lessons) > 1 and chosen() is not None
    if several and st.button(say("lesson.other"), key="other_lesson", width="stretch"):
        take_up("")
    if here().store.attempts.of(current.id) and st.button(
        say("lesson.earlier"), key="earlier", width="stretch"
    ):
        go("attempts")
    if st.button(say("mydata.title"), key="my_data", width="stretch"):
        go("my_data")
    if person().trusted and st.button(say("lesson.other_person"), key="other_person", width="stretch"):
        st.session_state.pop("learner", None)
        go("who")
    st.caption(who_sees())
