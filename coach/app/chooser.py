"""The course: which lesson comes next, then every lesson in order and how far each one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from coach.app.course_map import course_map
from coach.app.here import go, here, speaker
from coach.app.suggestion import numbered, suggestion
from coach.domain.people import Learner
from coach.domain.rubric import Lesson
from coach.progress.passing import TIMES, steps
from coach.progress.standing import Standing, counts, in_order, passed
from coach.progress.takes import skill_of, taken

LESSON = "lesson"  # in the page's address: which lesson is practised


def choose(current: Learner) -> None:
    """One suggestion, then the whole course."""
    lessons = in_order(here().course.lessons.values())
    attempts = here().store.attempts.of(current.id)
    standings = counts(attempts)
    st.title(speaker().say("lesson.which"), anchor=False)
    suggestion(standings, taken(attempts, skill_of(lessons)), take_up)
    how_far(lessons, standings)
    everything(lessons, standings)


def how_far(lessons: Iterable[Lesson], standings: Mapping[str, Standing]) -> None:
    """The course so far, in words and as a bar, and what makes a lesson passed."""
    say = speaker().say
    so_far = steps(lessons, passed(standings))
    if so_far.all:
        st.header(say("course.all"), anchor=False)
        st.progress(
            so_far.passed / so_far.all, text=say("course.passed", passed=so_far.passed, all=so_far.all)
        )
        course_map(lessons, standings)
        st.markdown(say("course.how", times=TIMES))
        if standings and st.button(say("growth.title"), key="growth", width="stretch"):
            go("growth")


def everything(lessons: Iterable[Lesson], standings: Mapping[str, Standing]) -> None:
    """One large button a lesson, and under it how often it was met."""
    with st.container(key="lessons"):
        for lesson in lessons:
            standing = standings.get(lesson.id, Standing())
            with st.container(key=f"row_{lesson.id}", gap="xsmall"):
                if st.button(numbered(lesson), key=f"lesson_{lesson.id}", width="stretch"):
                    take_up(lesson.id)
                st.markdown(standing_text(standing))
        if alternatives(lessons):
            st.markdown(speaker().say("course.choice", step=alternatives(lessons)))


def standing_text(standing: Standing) -> str:
    """How often the lesson was met, in a few words."""
    say = speaker().say
    if standing.passed:
        return f":material/check_circle: **{say('course.met')}**"
    if standing.met:
        return say("course.met_times", met=standing.met, times=TIMES)
    return say("course.tried" if standing.tried else "course.untried")


def alternatives(lessons: Iterable[Lesson]) -> int:
    """The last step that offers more than one lesson; 0 without one."""
    known = [lesson.step for lesson in lessons]
    return max((step for step in known if known.count(step) > 1), default=0)


def take_up(lesson_id: str) -> None:
    """Show that lesson, or the choice again for an empty id."""
    if lesson_id:
        st.query_params[LESSON] = lesson_id
    else:
        st.query_params.pop(LESSON, None)
    st.rerun()
