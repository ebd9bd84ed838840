"""What her trainer said, first on the learner's own page: words, levels, a plan."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from coach.app import voices
from coach.app.at_desk import called
from coach.app.browser import moments
from coach.app.demo import invented
from coach.app.here import here, learner, now, speaker, told
from coach.app.levels import change_told
from coach.app.moments import Moment
from coach.app.noting import words_of
from coach.app.safe import plain
from coach.app.showing import is_shown
from coach.domain.desk import APPROVAL, CRITERION, MACHINES, YES, Decision
from coach.domain.rubric import Lesson
from coach.store.attempts import Attempt


def said(attempt: Attempt, lesson: Lesson) -> None:
    """All that trainers said of one take; nothing where nobody did, or somebody only tried it out."""
    if attempt.learner_id in invented():
        return
    notes = here().store.desk.notes.of(attempt.id)
    standing = here().store.desk.decisions.standing(attempt.id)
    looked = standing.get(APPROVAL)
    changes = [one for one in standing.values() if _changes(one)]
    spoken = here().store.voices.of(attempt.id)
    if not (notes or spoken or changes or (looked and looked.value == YES)):
        return
    say = speaker().say
    with st.container(key="teacher", gap="xsmall"):
        st.header(say("teacher.title"), anchor=False)
        if looked and looked.value == YES:
            st.markdown(plain(say("teacher.looked", who=called(looked.trainer_id))))
        moments(
            [_moment(one.at_s, words_of(one), called(one.trainer_id)) for one in notes], "teacher", attempt
        )
        if spoken:
            voices.heard(attempt, spoken)
        told_changes(changes, lesson, _tops(attempt))


def told_changes(changes: list[Decision], lesson: Lesson, tops: Mapping[str, int]) -> None:
    """Each level that was changed: what the machine said, what her trainer says, and why."""
    prompts = {use.criterion.id: use.criterion.prompt for use in lesson.uses}
    for one in changes:
        criterion = one.subject.removeprefix(CRITERION)
        if criterion in prompts:
            sentence = change_told(one, tops.get(criterion, 4))
            st.markdown(f"**{plain(told(prompts[criterion]))}**  \n{plain(sentence)}")


def _tops(attempt: Attempt) -> Mapping[str, int]:
    return {one["criterion"]: one.get("top", 4) for one in (attempt.result or {}).get("judgements", ())}


def _changes(one: Decision) -> bool:
    return one.subject.startswith(CRITERION) and one.value != MACHINES


def _moment(at_s: float, text: str, who: str) -> Moment:
    return Moment(at_s, f"{who}: {text}")


def ask_help(attempt: Attempt) -> None:
    """Below a take that she has shown: her trainer is asked to look at it soon."""
    current, desk = learner(), here().store.desk
    if current is None or current.id != attempt.learner_id or not is_shown(attempt):
        return
    if desk.help.asked(attempt.id):
        st.caption(speaker().say("teacher.help_asked"))
    elif st.button(speaker().say("teacher.ask_help"), key="ask_help", width="stretch"):
        desk.help.ask(attempt.id, now())
        st.rerun()


def plan() -> None:
    """What her trainer asks her to practise next, in one line; nothing without a plan."""
    current = learner()
    hers = here().store.desk.plans.of(current.id) if current else None
    if hers is None:
        return
    lesson = here().course.lessons.get(hers.lesson_id)
    parts = (hers.text, told(lesson.title) if lesson else "")
    text = " · ".join(filter(None, parts))
    st.info(
        plain(speaker().say("teacher.plan", who=called(hers.trainer_id), text=text)), icon=":material/person:"
    )
