"""The one thing to practise next, with its reason and a button; the same on every page that shows one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Literal

import streamlit as st

from coach.app.here import here, now, speaker, told
from coach.domain.rubric import Lesson
from coach.progress.next_step import NextStep, next_step
from coach.progress.standing import Standing, in_order
from coach.progress.takes import Taken


def suggestion(
    standings: Mapping[str, Standing], takes: Sequence[Taken], take_up: Callable[[str], None]
) -> None:
    """What to practise next; two buttons only where one step may be taken in two ways."""
    say = speaker().say
    lessons = in_order(here().course.lessons.values())
    one = next_step(lessons, standings, takes, now().astimezone().date())
    with st.container(key="next_lesson", gap="small"):
        if one is None:
            st.markdown(say("course.done"))
            return
        rests = one.why == "rest"
        st.markdown(f"**{say('next.rest_title' if rests else 'course.next')}**")
        st.markdown(reason(one))
        for lesson in (here().course.lessons[known] for known in one.lessons):
            kind: Literal["primary", "secondary"] = "secondary" if rests else "primary"
            if st.button(numbered(lesson), key=f"next_{lesson.id}", type=kind, width="stretch"):
                take_up(lesson.id)
            st.markdown(told(lesson.rule_of_thumb))


def reason(one: NextStep) -> str:
    """Why just this, in a sentence."""
    skill = speaker().say(f"skill.{one.skill}") if one.skill else ""
    return speaker().say(f"next.{one.why}", day=day(one.on), skill=skill)


def day(on: date) -> str:
    """A day in words."""
    return speaker().date(datetime.combine(on, time(12)).astimezone())


def numbered(lesson: Lesson) -> str:
    """The lesson's title with its number in the course."""
    title = told(lesson.title)
    return speaker().say("course.lesson", step=lesson.step, title=title) if lesson.step > 0 else title
