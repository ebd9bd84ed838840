"""The first screen of a result: one thing done well, one thing to do next, the points, and what to press."""

from __future__ import annotations

from html import escape

import streamlit as st

from coach.app.browser import aloud, moments
from coach.app.card import Card, Told, points_text
from coach.app.compare import earlier
from coach.app.consent import purpose_text
from coach.app.here import go, here, speaker
from coach.app.part import PART
from coach.app.reading import sentences
from coach.app.safe import plain
from coach.app.showing import can_be_shown, is_shown, may_trainers_look, show_to_trainer
from coach.app.teacher import ask_help
from coach.app.unjudged import Unjudged
from coach.app.verdict import Verdict
from coach.course.aloud import ToSay, to_say
from coach.domain.consent import SHOW_TRAINER
from coach.domain.media import ProductCard
from coach.domain.rubric import Lesson
from coach.progress.drilling import can_be_drilled
from coach.store.attempts import Attempt


def first(shown: Card, counts: Verdict, lesson: Lesson, attempt: Attempt) -> None:
    """What she should know and do, before anything else."""
    said = sentence_for(shown.next, attempt) if shown.next else None
    if shown.unjudged:
        unjudged(shown.unjudged)
    well(shown.well, attempt)
    if shown.next or not shown.unjudged:  # else what to do stands above
        after(shown.next, said, attempt)
    points(shown, counts, lesson)
    buttons(shown, counts, said, attempt)


def unjudged(left: Unjudged) -> None:
    """How much could not be judged and why, before anything else; what to do about it."""
    with st.container(key="unjudged", gap="xsmall"):
        st.header(plain(left.title), anchor=False)
        st.markdown(plain(left.why))
        st.markdown(f"**{speaker().say('card.todo')}** {plain(left.todo)}")


def well(done: Told | None, attempt: Attempt) -> None:
    """One thing done well, with its moment."""
    say = speaker().say
    with st.container(key="well", gap="xsmall"):
        label(say("card.well"))
        if done is None:
            st.markdown(say("card.well_none"))
        else:
            st.header(plain(done.prompt), anchor=False)
            st.markdown(plain(done.level))
            moments([done.best] if done.best else [], "well", attempt)


def after(wanted: Told | None, said: ToSay | None, attempt: Attempt) -> None:
    """One thing to do next, and a sentence to say aloud from her own product card."""
    say = speaker().say
    with st.container(key="next", gap="xsmall"):
        label(say("card.next"))
        if wanted is None:
            st.markdown(say("card.next_none"))
            return
        st.header(plain(wanted.prompt), anchor=False)
        st.markdown(plain(wanted.tip))
        if said:
            st.html(
                f'<p class="coach-say"><b>{escape(say("card.try"))}</b> '
                f'<span lang="{attempt.language}">«{escape(said.text)}»</span></p>'
            )
            hints(said, attempt)


def hints(said: ToSay, attempt: Attempt) -> None:
    """What she still has to fill in, and the way to her card where it could be fuller."""
    say = speaker().say
    if said.gaps:
        st.caption(say("card.try_gaps"))
    if said.missing and st.button(say("card.try_card"), key="fill_card", width="stretch"):
        go("product", lesson=attempt.lesson_id)


def sentence_for(wanted: Told, attempt: Attempt) -> ToSay | None:
    """The sentence for a criterion from her card as it is now, else as it was with this take."""
    store = here().store
    card = store.cards.of(attempt.learner_id) or attempt.card or ProductCard()
    address = store.people.get(attempt.learner_id).address
    return to_say(here().course.aloud.get(wanted.id, ()), card, attempt.language, address)


def points(shown: Card, counts: Verdict, lesson: Lesson) -> None:
    """Points of 100 on a line with the place from which the lesson is passed; a range says why it is one."""
    say = speaker().say
    text = points_text(shown.points_low, shown.points_high, speaker())
    needed = say("card.pass_line", needed=lesson.pass_points)
    low, high = round(shown.points_low), round(shown.points_high)
    of = f"{escape(say('card.of_points'))} · {escape(needed)}"
    small = " small" if shown.unjudged else ""  # so wide a range is no result
    with st.container(gap="xxsmall"):
        st.html(
            f'<p class="coach-points{small}">{escape(text)} <small>{of}</small></p>'
            f'<div class="coach-scale" aria-hidden="true"><i class="sure" style="width:{low}%"></i>'
            f'<i class="maybe" style="left:{low}%;width:{high - low}%"></i>'
            f'<i class="line" style="left:{lesson.pass_points:g}%"></i></div>'
        )
        st.markdown(f":material/check_circle: {counts.text}" if counts.counts else counts.text)
        if low != high and not shown.unjudged:
            st.caption(say("card.range"))


def buttons(shown: Card, counts: Verdict, said: ToSay | None, attempt: Attempt) -> None:
    """Hear it, try that part again, show the trainer, see how it was before."""
    say = speaker().say
    if shown.next and st.button(say("card.again_part"), key="again", type="primary", width="stretch"):
        go(drill_or_lesson(shown.next, attempt), lesson=attempt.lesson_id, **{PART: shown.next.id})
    if shown.unjudged and shown.next is None and attempt.lesson_id in here().course.lessons:
        whole_again(attempt)
    aloud(sentences(shown, counts.text, said, speaker()), "aloud")
    if can_be_shown(attempt) and st.button(say("card.show_trainer"), key="show_trainer", width="stretch"):
        show_to_trainer(attempt)
        st.rerun()
    if can_be_shown(attempt) and not may_trainers_look(attempt):  # pressing is agreeing to just this text
        st.caption(purpose_text(SHOW_TRAINER, speaker()))
    if is_shown(attempt):
        st.caption(say("card.shown_trainer"))
    ask_help(attempt)
    before = next(earlier(attempt), None)  # the last one is enough to offer it
    if before and st.button(say("card.compare"), key="compare", width="stretch"):
        go("compare", attempt=attempt.id, **{"with": before.id})


def whole_again(attempt: Attempt) -> None:
    """Where most is open there is no part to practise: the lesson again."""
    if st.button(speaker().say("card.again"), key="again_whole", type="primary", width="stretch"):
        go("lesson", lesson=attempt.lesson_id)


def drill_or_lesson(wanted: Told, attempt: Attempt) -> str:
    """The page on which one criterion is practised: its short drill, where a short take can show it."""
    lesson = here().course.lessons.get(attempt.lesson_id)
    return "drill" if lesson and wanted.id in can_be_drilled(lesson) else "lesson"


def label(text: str) -> None:
    """A small heading."""
    st.html(f'<p class="coach-label">{escape(text)}</p>', width="content")
