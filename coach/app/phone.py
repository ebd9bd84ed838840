"""The way to the phone: a code for its camera; then this page goes on to the result by itself."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from html import escape

import streamlit as st

from coach.app.chooser import LESSON
from coach.app.here import ENTRANCE, go, here, language, learner, now, speaker, told
from coach.app.room import spoken_in
from coach.domain.consent import RECORD
from coach.domain.people import Learner
from coach.domain.rubric import Lesson
from coach.store.keys import PHONE_WITHIN
from coach.web.qr import drawn
from coach.web.warning import explained

TICKET = "phone_ticket"  # the session's key: (learner, lesson, language spoken, ticket, since when)
SINCE = "phone_since"  # since when this page waits for a take of which lesson
LOOK_EVERY_S = 2
Waiting = tuple[str, str, str, str, datetime]


def show() -> None:
    """The page of the code; only where phones can come in, for somebody who agreed to be recorded."""
    current = learner()
    if current is None or not here().store.people.has_agreed(current.id, RECORD):
        go("who")
        return
    lesson = here().course.lessons.get(st.query_params.get(LESSON, ""))
    if lesson is None or not ENTRANCE.is_open:
        go("lesson")
        return
    if came := newest(current, lesson):
        st.session_state.pop(SINCE)
        st.session_state.pop(TICKET, None)
        go("progress", attempt=came)
        return
    st.title(told(lesson.title), anchor=False)
    code = st.container()  # above the question of the language
    waiting = ticket(current, lesson, spoken_in("room"))
    with code:
        codes(waiting) if here().store.who.keys.awaits_phone(current.id) else came_in()
    watch(current, lesson, here().store.who.keys.awaits_phone(current.id))
    ways(lesson)


def ticket(current: Learner, lesson: Lesson, spoken: str) -> Waiting:
    """The ticket in the code: the one of before, or a new one where lesson or time are others."""
    known: Waiting | None = st.session_state.get(TICKET)
    if known and known[:3] == (current.id, lesson.id, spoken) and now() - known[4] < PHONE_WITHIN * 0.8:
        return known
    text = here().store.who.keys.for_phone(current.id, f"{lesson.id}.{spoken}", now())
    new = (current.id, lesson.id, spoken, text, now())
    st.session_state[TICKET] = new
    return new


def codes(waiting: Waiting) -> None:
    """The code in large, its address, then the way without a warning and what the warning is."""
    say = speaker().say
    secure, plain = (ENTRANCE.page(one, f"#t={waiting[3]}", language()) for one in (True, False))
    st.markdown(say("phone.how"))
    picture(secure, say("phone.code"))
    large(ENTRANCE.page())
    with st.expander(say("phone.warning")):
        st.html(f'<div class="coach-steps">{explained(speaker(), ENTRANCE.address())}</div>')
    with st.expander(say("phone.plain")):
        st.markdown(say("phone.plain_how"))
        picture(plain, say("phone.code"))
        large(ENTRANCE.page(secure=False))


def picture(address: str, label: str) -> None:
    """A QR code as large as the page allows; dark on white also in the dark theme."""
    inside = b64encode(drawn(address, label).encode()).decode()
    style = "display:block;width:min(100%,24rem);background:#fff;border-radius:.8rem"
    st.html(f'<img src="data:image/svg+xml;base64,{inside}" alt="{escape(label)}" style="{style}">')


def large(address: str) -> None:
    """The address without the ticket, to be sure that phone and laptop mean the same place."""
    st.html(f'<p style="font-size:1.6rem;font-weight:700;overflow-wrap:anywhere">{escape(address)}</p>')


def came_in() -> None:
    """The phone is in: what happens now, and a new code should it be the wrong phone."""
    say = speaker().say
    st.success(say("phone.came"), icon=":material/check_circle:")
    if st.button(say("phone.new_code"), key="new_code", width="stretch"):
        st.session_state.pop(TICKET, None)
        st.rerun()


@st.fragment(run_every=LOOK_EVERY_S)
def watch(current: Learner, lesson: Lesson, awaited: bool) -> None:
    """Looks again by itself: whether the phone came in, and whether a take did."""
    late = now() - st.session_state[TICKET][4] > PHONE_WITHIN * 0.8 if TICKET in st.session_state else False
    moved = here().store.who.keys.awaits_phone(current.id) != awaited
    if moved or newest(current, lesson) or (late and awaited):
        st.rerun(scope="app")
    st.caption(speaker().say("phone.waits"))


def newest(current: Learner, lesson: Lesson) -> str:
    """The id of a take of that lesson that came since this page was opened; empty while there is none."""
    since_of: tuple[str, str, datetime] | None = st.session_state.get(SINCE)
    if since_of is None or since_of[:2] != (current.id, lesson.id):
        since_of = (current.id, lesson.id, now())
        st.session_state[SINCE] = since_of
    came = [
        one
        for one in here().store.attempts.of(current.id)
        if one.lesson_id == lesson.id and one.created_at > since_of[2]
    ]
    return max(came, key=lambda one: one.created_at).id if came else ""


def ways(lesson: Lesson) -> None:
    """Back to the lesson."""
    if st.button(speaker().say("room.back"), key="back_to_lesson", width="stretch"):
        st.session_state.pop(SINCE, None)
        go("lesson", lesson=lesson.id)
