"""My progress: what to practise next, each skill as a picture, how much was practised, and the real thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape

import streamlit as st

from coach.app import real_lives
from coach.app.card import points_text
from coach.app.certificate import certificate
from coach.app.growth_chart import Axis, chart
from coach.app.here import go, here, learner, now, speaker, told
from coach.app.plant import picture, plant
from coach.app.safe import plain
from coach.app.suggestion import suggestion
from coach.domain.lives import RealLive
from coach.progress.changes import JUDGES, LISTENS, changes
from coach.progress.practice import Practice, Repeated, practice, repeated
from coach.progress.skill import Skill, skills
from coach.progress.standing import counts
from coach.progress.takes import Taken, skill_of, taken

LESSONS_COMPARED = 3  # the ones practised last; more would be a table, not a picture


@dataclass(frozen=True, slots=True)
class Grown:
    """All that the page draws. `takes`: oldest first; `changed`: by id of the take, what changed."""

    takes: tuple[Taken, ...]
    changed: dict[str, tuple[str, ...]]
    skills: tuple[Skill, ...]
    practice: Practice


def show() -> None:
    """The page of somebody's own progress."""
    current = learner()
    if current is None:
        go("who")
        return
    say = speaker().say
    attempts = here().store.attempts.of(current.id)
    seen = grown(taken(attempts, skill_of(here().course.lessons.values())), now().astimezone().date())
    st.title(say("growth.title"), anchor=False)
    suggestion(counts(attempts), seen.takes, lambda lesson: go("lesson", lesson=lesson))
    skill_pictures(seen)
    how_much(seen)
    compared(repeated(seen.takes))
    certificate(current, counts(attempts))
    lives = real_lives.section(current)
    in_time(seen, lives)
    ways()


def grown(takes: tuple[Taken, ...], today: date) -> Grown:
    """What these takes make."""
    changed = changes(takes)
    return Grown(takes, changed, skills(takes, changed), practice(takes, today))


def skill_pictures(seen: Grown) -> None:
    """A plant a skill, and under it the same in words."""
    say = speaker().say
    st.header(say("growth.skills"), anchor=False)
    if not seen.takes:
        st.markdown(say("growth.none"))
        return
    st.html(f'<div class="coach-plants">{"".join(map(one_skill, seen.skills))}</div>')
    st.caption(say("growth.how"))


def one_skill(skill: Skill) -> str:
    """One skill: picture, name, stage, band, and what can be said of it."""
    say = speaker().say
    name, stage = say(f"skill.{skill.name}"), say(f"growth.stage_{skill.stage}")
    lines = [f"<b>{escape(name)}</b>", f"<span>{escape(stage)}</span>", scale(skill), escape(in_ten(skill))]
    if skill.better:
        lines.append(f'<b class="coach-better">↑ {escape(say("growth.better"))}</b>')
    elif skill.unsure:
        lines.append(f"<small>{escape(say('growth.unsure'))}</small>")
    inside = "".join(f"<div>{line}</div>" for line in lines if line)
    return f'<article><img src="{picture(plant(skill.stage))}" alt="">{inside}</article>'


def scale(skill: Skill) -> str:
    """The band on a line; the same stands in words beside it."""
    if skill.now is None:
        return ""
    low, middle, high = (round(100 * share) for share in (skill.now.low, skill.now.middle, skill.now.high))
    return (
        f'<span class="coach-band" aria-hidden="true"><i style="left:{low}%;width:{high - low}%"></i>'
        f'<u style="left:{middle}%"></u></span>'
    )


def in_ten(skill: Skill) -> str:
    """The band in words: of ten things asked so many are done."""
    if skill.now is None:
        return speaker().say("growth.not_yet")
    low, high = round(10 * skill.now.low), round(10 * skill.now.high)
    return speaker().say("growth.in_ten" if low < high else "growth.in_ten_one", low=low, high=high)


def how_much(seen: Grown) -> None:
    """Takes, minutes, weeks in a row, the best take. What was not done is never told."""
    say, done = speaker().say, seen.practice
    if not done.takes:
        return
    st.header(say("growth.practice"), anchor=False)
    lines = [say("growth.takes", takes=done.takes, minutes=max(1, round(done.minutes)))]
    if done.weeks > 1:
        lines.append(say("growth.weeks", weeks=done.weeks))
    if done.best is not None:
        low, high = done.best.points
        best = points_text(low, high, speaker())
        lines.append(say("growth.best", lesson=lesson_title(done.best.lesson_id), points=best))
    st.markdown("  \n".join(lines))


def compared(lessons: Sequence[Repeated]) -> None:
    """The same lesson beside itself: its first and its newest take."""
    say = speaker().say
    if not lessons:
        return
    st.header(say("growth.same_lesson"), anchor=False)
    for one in lessons[:LESSONS_COMPARED]:
        first, newest = (points_text(*take.points, speaker()) for take in (one.first, one.newest))
        how = say({1: "growth.same_more", 0: "growth.same_open", -1: "growth.same_less"}[one.surely])
        both = say("growth.same_points", first=first, newest=newest)
        st.markdown(f"**{lesson_title(one.lesson_id)}**  \n{both} {how}")


def lesson_title(lesson_id: str) -> str:
    """The lesson's title; its id where it is no longer taught."""
    lesson = here().course.lessons.get(lesson_id)
    return plain(told(lesson.title)) if lesson else lesson_id


def in_time(seen: Grown, lives: Sequence[RealLive]) -> None:
    """For whoever wants to see more: each skill from take to take, real livestreams under it."""
    say = speaker().say
    drawn = [one for one in seen.skills if one.points]
    if not drawn:
        return
    beside = [(datetime.combine(one.held_on, time(12)).astimezone(), one) for one in lives]
    moments = [one.at for one in seen.takes] + [at for at, _ in beside]
    axis = Axis(min(moments), max(moments))  # the same for all, so that one day stands in one place
    more = st.expander(say("growth.in_time"), key="in_time", on_change="rerun")
    with more:
        for skill in drawn if more.open else ():
            st.markdown(f"**{say(f'skill.{skill.name}')}**")
            drawn_as = picture(chart(skill, axis, beside))
            st.html(f'<img class="coach-chart" src="{drawn_as}" alt="{escape(in_words(skill))}">')
            for line in marks_told(skill, seen):
                st.caption(line)
        if more.open:
            st.caption(say("growth.chart_lives") if lives else say("growth.chart"))


def in_words(skill: Skill) -> str:
    """The drawing in a sentence, for whoever cannot see it."""
    first, last = (round(10 * one.estimate.middle) for one in (skill.points[0], skill.points[-1]))
    return speaker().say("growth.chart_words", takes=len(skill.points), first=first, last=last)


def marks_told(skill: Skill, seen: Grown) -> list[str]:
    """Since when the machine listens or judges otherwise."""
    say = speaker().say
    when = {one.id: one.at for one in seen.takes}
    kinds = {LISTENS: "growth.mark_listens", JUDGES: "growth.mark_judges"}
    return [
        say(kinds[kind], day=speaker().date(when[take]))
        for take in skill.marks
        for kind in seen.changed.get(take, (LISTENS,))
    ]


def ways() -> None:
    """Where else to go from here."""
    say = speaker().say
    st.divider()
    if st.button(say("growth.course"), key="course", width="stretch"):
        go("lesson")
    if st.button(say("lesson.earlier"), key="earlier", width="stretch"):
        go("attempts")
