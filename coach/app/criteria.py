"""The criteria of a scorecard one by one, by skill: how far, why, where it was heard, and what comes next."""

from __future__ import annotations

from html import escape

import streamlit as st

from coach.app import marking
from coach.app.browser import moments
from coach.app.card import SURE, Told
from coach.app.here import go, here, learner, speaker
from coach.app.part import PART
from coach.app.safe import plain
from coach.progress.drilling import can_be_drilled
from coach.store.attempts import Attempt

SILENT = ("unknown", "left_out")  # states in which the words of a level would say more than is known


def skills(groups: tuple[tuple[str, tuple[Told, ...]], ...], attempt: Attempt) -> None:
    """Every criterion under its skill; a skill is opened by whoever wants to read on."""
    say = speaker().say
    st.header(say("card.each"), anchor=False)
    for skill, group in groups:
        told_shortly = say("skill.line", skill=say(f"skill.{skill}"), how=how_far(group))
        asks = any(marking.wanted(one, attempt) for one in group)  # her eyes are asked for: not hidden
        opened = st.expander(told_shortly, expanded=asks, key=f"skill_{skill}", on_change="rerun")
        if not opened.open:  # what nobody looks at is not sent: the first screen comes sooner
            continue
        with opened:
            if all(one.weight == 0 for one in group):
                st.caption(say("card.gates_why" if skill == "honesty" else "card.pictures_no_points"))
            for one in group:
                criterion(one, attempt)


def how_far(group: tuple[Told, ...]) -> str:
    """How many of them are at least half-way up, and how many could not be judged."""
    judged = [one for one in group if one.state in SURE]
    good = sum(one.low * 2 >= one.top for one in judged)
    left = sum(one.state == "unknown" for one in group)
    told = speaker().say("skill.good", good=good, all=len(judged)) if judged else ""
    unknown = speaker().say("skill.unknown", count=left) if left else ""
    return ", ".join(filter(None, (told, unknown))) or speaker().say("card.level_left_out")


def criterion(one: Told, attempt: Attempt) -> None:
    """One criterion."""
    with st.container(border=True, key=f"criterion_{one.id}", gap="xsmall"):
        st.subheader(plain(one.prompt), anchor=False)
        st.html(told(one))
        moments(one.moments, one.id, attempt)
        marking.pictures(one, attempt)
        drill(one, attempt)


def drill(one: Told, attempt: Attempt) -> None:
    """From a weak criterion straight to its drill, for the learner herself."""
    current, lesson = learner(), here().course.lessons.get(attempt.lesson_id)
    hers = current is not None and current.id == attempt.learner_id
    is_weak = one.state in SURE and 2 * one.low < one.top
    if not (hers and is_weak and lesson and one.id in can_be_drilled(lesson)):
        return
    if st.button(speaker().say("drill.button"), key=f"drill_{one.id}", width="stretch"):
        go("drill", lesson=lesson.id, **{PART: one.id})


def told(one: Told) -> str:
    """The level in dots and words, why, what to do where it is not known, and the next level: HTML."""
    say = speaker().say
    more = [one.level if one.state not in SILENT else "", one.reason]
    parts = [f"<p>{escape(text)}</p>" for text in more if text]
    if one.todo:
        parts.append(f'<p class="coach-todo"><b>{escape(say("card.todo"))}</b> {escape(one.todo)}</p>')
    if one.next_level and one.state in SURE:
        parts.append(
            f"<p><b>{escape(say('card.next_words', level=one.aim))}</b> {escape(one.next_level)}</p>"
        )
    head = f'<p class="coach-level">{dots(one)}<b>{escape(level_text(one))}</b></p>'
    return f'<div class="coach-told">{head}{"".join(parts)}</div>'


def dots(one: Told) -> str:
    """Full is surely reached, hatched is possible; the same stands beside it in words. HTML."""
    drawn = "".join(f'<i class="{_dot(one, at)}"></i>' for at in range(1, one.top + 1))
    return f'<span class="coach-dots" aria-hidden="true">{drawn}</span>'


def _dot(one: Told, at: int) -> str:
    if at <= one.low:
        return "full"
    if at <= one.high:
        return "unknown" if one.state == "unknown" else "maybe"
    return "empty"


def level_text(one: Told) -> str:
    """The dots in words."""
    say = speaker().say
    if one.state == "judged":
        return say("card.level", level=one.low, top=one.top)
    if one.state == "check":
        return say("card.level_check", low=one.low, high=one.high, top=one.top)
    if one.state == "unknown" and one.low > 0:
        return say("card.level_range", low=one.low, high=one.high)
    return say("card.level_unknown" if one.state == "unknown" else "card.level_left_out")
