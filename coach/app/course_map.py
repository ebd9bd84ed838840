"""The course as a path of its steps: which are passed, which one is next; words for whoever cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from coach.app.here import speaker
from coach.domain.rubric import Lesson
from coach.progress.standing import Standing

UNTRIED = Standing()


def course_map(lessons: Iterable[Lesson], standings: Mapping[str, Standing]) -> None:
    """One round stone a step; a step that may be taken in two ways is passed by either."""
    steps: dict[int, list[Lesson]] = {}
    for lesson in lessons:
        if lesson.step > 0:
            steps.setdefault(lesson.step, []).append(lesson)
    stones = "".join(
        stone(step, [standings.get(one.id, UNTRIED) for one in ways]) for step, ways in steps.items()
    )
    st.html(f'<ol class="coach-map">{stones}</ol>')


def stone(step: int, standings: Iterable[Standing]) -> str:
    """A step: a tick when passed, half filled when met once, a thick edge when tried."""
    how = state(standings)
    sign = "✓" if how == "met" else "½" if how == "half" else ""
    told = escape(speaker().say(f"map.{how}", step=step))
    return (
        f'<li class="{how}"><b aria-hidden="true">{step}</b><i aria-hidden="true">{sign}</i>'
        f'<span class="coach-unseen">{told}</span></li>'
    )


def state(standings: Iterable[Standing]) -> str:
    """How far a step is: "met", "half", "tried" or "untried"."""
    known = list(standings)
    if any(one.passed for one in known):
        return "met"
    if any(one.met for one in known):
        return "half"
    return "tried" if any(one.tried for one in known) else "untried"
