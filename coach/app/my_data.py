"""My data: what is kept of a learner, who can see it, and the switches and buttons that are hers alone."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import streamlit as st

from coach.app.consent import purpose_text, switch
from coach.app.demo import invented
from coach.app.forget_me import delete_me, delete_take
from coach.app.here import go, here, learner, now, person, speaker, tickets, told
from coach.app.private import seen_by
from coach.app.safe import plain
from coach.domain.consent import ANALYSE, PURPOSES, RECORD, SHOW_CLASS, SHOW_TRAINER
from coach.domain.people import Learner
from coach.store.attempts import Attempt
from coach.web.my_data import export_address

MB = 1_000_000
GONE = "take_gone"  # the session's key: a take was deleted just now


def show() -> None:
    """The page; only for somebody who is known and real."""
    current = learner()
    if current is None or current.id in invented():
        go("who")
        return
    say = speaker().say
    st.title(say("mydata.title"), anchor=False)
    st.markdown(say("mydata.intro"))
    takes = (*here().store.attempts.of(current.id), *here().store.attempts.drills(current.id))
    kept(current, takes)
    who_sees(takes, here().store.consents.in_force(current.id))
    switches(current)
    each(current, takes)
    take_along(current)
    delete_me(current, len(takes))
    st.divider()
    if st.button(say("mydata.back"), key="back_to_lesson", width="stretch"):
        go("lesson")


def kept(current: Learner, takes: tuple[Attempt, ...]) -> None:
    """What lies on this machine, in plain words."""
    say, store = speaker().say, here().store
    films = {one.recording_sha256 for one in takes if one.film_removed_at is None}
    lines = [say("mydata.kept.takes", count=len(films), size=size_mb(films)), say("mydata.kept.name")]
    photos = len(store.photos.of(current.id))
    lines += [say("mydata.kept.photos", count=photos)] if photos else []
    lines += [say("mydata.kept.card")] if store.cards.of(current.id) else []
    days = store.retaining.film_ends(current.id, now(), here().settings.retention)
    st.header(say("mydata.kept"), anchor=False)
    st.markdown("\n".join(f"- {line}" for line in lines))
    if days is not None:
        st.markdown(say("mydata.kept.until", days=round((days - now()).total_seconds() / 86400)))


def size_mb(films: Collection[str]) -> int:
    """How much the films weigh, at least 1 MB where there are any."""
    folder = here().store.recordings.folder
    size = sum((folder / one).stat().st_size for one in films if (folder / one).is_file())
    return max(round(size / MB), 1) if films else 0


def who_sees(takes: tuple[Attempt, ...], allowed: Collection[str]) -> None:
    """Everybody who can see something, and what."""
    say = speaker().say
    shown = sum(one.shown_at is not None for one in takes)
    st.header(say("mydata.who"), anchor=False)
    lines = [
        say("mydata.who.self"),
        say("mydata.who.trainer", count=shown if SHOW_TRAINER in allowed else 0),
        say("mydata.who.class", count=shown if SHOW_CLASS in allowed else 0),
    ]
    lines += [say("mydata.who.machine")] if person().trusted else []
    st.markdown("\n".join(f"- {line}" for line in lines))


def switches(current: Learner) -> None:
    """One switch a purpose, with its sentence and how it stands in words."""
    say = speaker().say
    st.header(say("mydata.allow"), anchor=False)
    st.markdown(say("mydata.allow.why"))
    allowed = here().store.consents.in_force(current.id)
    for purpose in PURPOSES:
        with st.container(border=True, gap="xsmall", key=f"purpose_{purpose}"):
            on = st.toggle(
                f"**{say(f'mydata.allow.{purpose}')}**", purpose in allowed, key=f"allow_{purpose}"
            )
            if on != (purpose in allowed):
                switch(current, purpose, on)
                st.rerun()
            st.markdown(
                f"«{purpose_text(purpose, speaker())}»  \n**{say('mydata.on' if on else 'mydata.off')}**"
            )
            if not on and purpose in (RECORD, ANALYSE):
                st.info(say(f"mydata.without.{purpose}"))


def each(current: Learner, takes: tuple[Attempt, ...]) -> None:
    """Every take: who sees it, how long its film stays, and the buttons to show or delete it."""
    say = speaker().say
    st.header(say("mydata.takes"), anchor=False)
    if st.session_state.pop(GONE, False):
        st.success(say("mydata.take.gone"))
    if not takes:
        st.markdown(say("mydata.takes.none"))
    for one in takes:
        with st.container(border=True, gap="xsmall"):
            st.subheader(title(one), anchor=False)
            if one.drill:
                st.markdown(part_of(one))
            st.markdown(f"{speaker().day_and_hour(one.created_at)}  \n**{seen_by(one)}**  \n{film(one)}")
            show_or_hide(one, current)
            if delete_take(one, current):
                st.session_state[GONE] = True
                st.rerun()


def title(one: Attempt) -> str:
    """The lesson's title; its id where the course no longer has it."""
    lesson = here().course.lessons.get(one.lesson_id)
    return told(lesson.title) if lesson else one.lesson_id


def part_of(one: Attempt) -> str:
    """That it is a drill, and of what."""
    lesson = here().course.lessons.get(one.lesson_id)
    prompts = {use.criterion.id: told(use.criterion.prompt) for use in lesson.uses} if lesson else {}
    return speaker().say("mydata.take.drill", part=plain(prompts.get(one.drill, one.drill)))


def film(one: Attempt) -> str:
    """How long the film stays, or since when it is gone."""
    say = speaker().say
    if one.film_removed_at is not None:
        return say("mydata.take.film_gone", day=speaker().date(one.film_removed_at))
    ends = here().store.retaining.film_ends(one.learner_id, one.created_at, here().settings.retention)
    return say("mydata.take.until", day=speaker().date(ends)) if ends else ""


def show_or_hide(one: Attempt, current: Learner) -> None:
    """Her take may be seen, or no longer."""
    say, showing = speaker().say, here().store.showing
    if one.shown_at is None:
        if st.button(say("mydata.take.show"), key=f"show_{one.id}", width="stretch"):
            showing.show(one.id, current.id, now())
            st.rerun()
    elif st.button(say("mydata.take.hide"), key=f"hide_{one.id}", width="stretch"):
        showing.hide(one.id, current.id, now())
        st.rerun()


def take_along(current: Learner) -> None:
    """Everything in one file, to take along."""
    say = speaker().say
    st.header(say("mydata.get"), anchor=False)
    st.markdown(say("mydata.get.why"))
    address = escape(export_address(tickets(), current.id, now()))
    st.html(f'<a class="coach-download" href="{address}" download>{escape(say("mydata.get.press"))}</a>')
