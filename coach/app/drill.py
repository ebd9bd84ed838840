"""Drilling one thing: what to say, three short tries before the camera, and the best of them."""

from __future__ import annotations

from html import escape
from typing import Literal

import streamlit as st

from coach.app.card import SURE, Told, card, modelled
from coach.app.chooser import LESSON
from coach.app.criteria import dots, level_text
from coach.app.here import go, here, learner, speaker, told
from coach.app.lesson_used import lesson_of
from coach.app.part import PART, sentence, wanted_part
from coach.app.progress import how_it_stands, stage_text
from coach.app.recording import recorder, whose_room
from coach.app.room import spoken_in
from coach.app.safe import plain
from coach.course.aloud import ToSay
from coach.domain.analysis import MOVING
from coach.domain.consent import RECORD
from coach.domain.people import Learner
from coach.domain.rubric import Criterion, Lesson
from coach.progress.drilling import LONGEST_S, SHORTEST_S, TRIES, What, best, can_be_drilled, current_round
from coach.store.attempts import Attempt

LOOK_EVERY_S = 2
MORE = "more"  # in the page's address: she wants another round


def show() -> None:
    """The page; only for somebody who agreed to be recorded, and only for what a short take can show."""
    if learner() is None:
        whose_room()
    current = learner()
    if current is None or not here().store.people.has_agreed(current.id, RECORD):
        go("who")
        return
    lesson = here().course.lessons.get(st.query_params.get(LESSON, ""))
    wanted = wanted_part(lesson) if lesson else None
    if lesson is None or wanted is None or wanted.id not in can_be_drilled(lesson):
        go("lesson", **({LESSON: lesson.id} if lesson else {}))
        return
    whole(lesson, wanted, current)


def whole(lesson: Lesson, wanted: Criterion, current: Learner) -> None:
    """What to say, the tries so far, and the camera until there are three."""
    say, said = speaker().say, sentence(wanted, current)
    asks(wanted, said)
    done = the_round(lesson, wanted, current)
    is_full = len(done) == TRIES
    if done:
        tries(lesson, wanted, current)
        whole_lesson(lesson, is_full)
    if not is_full:
        st.markdown(say("drill.how", shortest=SHORTEST_S, longest=LONGEST_S, left=TRIES - len(done)))
        beat = said.text if said else modelled(wanted.model, speaker())
        recorder(lesson, spoken_in("room"), current, wanted.id, beat)
    if not done:
        whole_lesson(lesson, is_full)
    elif is_full and st.button(say("drill.more"), key="more", width="stretch"):
        go("drill", **{LESSON: lesson.id, PART: wanted.id, MORE: done[-1].id})
    st.caption(say("drill.apart"))


def asks(wanted: Criterion, said: ToSay | None) -> None:
    """What is drilled, and a sentence to say."""
    say = speaker().say
    st.html(f'<p class="coach-label">{escape(say("drill.label"))}</p>', width="content")
    st.title(plain(told(wanted.prompt)), anchor=False)
    st.markdown(plain(told(wanted.tip)))
    if said:
        st.html(f'<p class="coach-say"><b>{escape(say("card.try"))}</b> «{escape(said.text)}»</p>')
    if said and said.gaps:
        st.caption(say("card.try_gaps"))


def the_round(lesson: Lesson, wanted: Criterion, current: Learner) -> tuple[Attempt, ...]:
    """The tries of the open round; none where three are done and she asked for three more."""
    done = current_round(here().store.attempts.drills(current.id), What(lesson.id, wanted.id))
    asked_after = st.query_params.get(MORE)
    return () if len(done) == TRIES and asked_after == done[-1].id else done


@st.fragment(run_every=LOOK_EVERY_S)
def tries(lesson: Lesson, wanted: Criterion, current: Learner) -> None:
    """How each try went; looks again by itself while one is being scored."""
    say = speaker().say
    done = the_round(lesson, wanted, current)
    leading = best(done, wanted.id)
    with st.container(key="tries", gap="xsmall"):
        for number, one in enumerate(done, 1):
            is_best = leading is not None and one.id == leading.id
            st.html(line(say("drill.try", number=number, of=TRIES), one, wanted, is_best))
    if len(done) == TRIES and leading is not None and all(one.state not in MOVING for one in done):
        st.success(say("drill.kept"), icon=":material/check_circle:")
    reached = judged_in(leading, wanted) if leading else None
    if reached is not None:
        after(reached, lesson)


def after(reached: Told, lesson: Lesson) -> None:
    """What the next level needs, and that the whole lesson comes next."""
    say = speaker().say
    if reached.next_level and reached.state in SURE:
        st.markdown(f"**{say('card.next_words', level=reached.aim)}** {plain(reached.next_level)}")
    st.markdown(say("drill.next", title=plain(told(lesson.title))))


def line(name: str, one: Attempt, wanted: Criterion, is_best: bool) -> str:
    """One try: its level in dots and words, or how far its scoring is. HTML."""
    judged = judged_in(one, wanted)
    kept = f" · ★ {escape(speaker().say('drill.best'))}" if is_best else ""
    if judged is None:
        return f"<p><b>{escape(name)}</b> {escape(standing_text(one))}</p>"
    level = f'<p class="coach-level">{dots(judged)}<b>{escape(level_text(judged))}</b>{kept}</p>'
    why = escape(judged.level if judged.state in ("judged", "check") else judged.reason)
    return f'<div class="coach-told"><p><b>{escape(name)}</b></p>{level}<p>{why}</p></div>'


def judged_in(one: Attempt, wanted: Criterion) -> Told | None:
    """What was judged of that criterion in one try; None while it is scored."""
    if one.result is None:
        return None
    shown = card(one.result, lesson_of(one), speaker(), here().course.labels)
    return next((each for each in shown.told if each.id == wanted.id), None)


def standing_text(one: Attempt) -> str:
    """How far its scoring is."""
    return stage_text(one, how_it_stands(one.id), speaker())


def whole_lesson(lesson: Lesson, is_full: bool) -> None:
    """The way on to the whole lesson, the first thing to press once three tries are done."""
    kind: Literal["primary", "secondary"] = "primary" if is_full else "secondary"
    if st.button(speaker().say("drill.whole"), key="whole", type=kind, width="stretch"):
        go("lesson", lesson=lesson.id)
