"""Three pictures of the take: where the machine cannot tell, the person who looks says what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Literal

import streamlit as st

from coach.app.card import Told
from coach.app.here import allowed, desk, go, here, learner, now, speaker, take, tickets
from coach.app.judging import judge_again
from coach.app.lesson_used import used_by
from coach.domain.media import Mark
from coach.domain.rubric import Criterion
from coach.i18n import clock
from coach.jobs import submit
from coach.scoring.share import Share
from coach.store.attempts import Attempt
from coach.web.takes import picture_address

PLACES = (1 / 6, 1 / 2, 5 / 6)  # of the take: the middle of each third, the same whoever looks
OPEN = ("unknown", "check")  # states in which a person can say more than the machine
AGAIN = "mark_again"  # the session's key: attempts whose pictures are shown once more


def asked_of(criterion: Criterion) -> str:
    """The name under which this criterion takes marks; empty where it takes none."""
    conditions = (part for rung in criterion.ladder for part in rung.when)
    return next((one.marked for one in conditions if isinstance(one, Share) and one.marked), "")


def pictures(one: Told, attempt: Attempt) -> None:
    """Below a criterion: three pictures with two buttons each, if a person's eyes are wanted."""
    name = wanted(one, attempt)
    if not name or attempt.result is None or not allowed("mark", take(attempt)):
        return
    say = speaker().say
    moments_s = moments(attempt.result)
    done = {mark.at_s for mark in here().store.marks.of(attempt.id) if mark.name == name}
    if done.issuperset(moments_s) and attempt.id not in st.session_state.get(AGAIN, ()):
        if st.button(say("marking.again"), key="mark_again_open", width="stretch"):
            st.session_state[AGAIN] = (*st.session_state.get(AGAIN, ()), attempt.id)
            st.rerun()
        return
    with st.container(key="marking", gap="small"):
        st.markdown(f"**{say(f'marking.{name}.ask')}**")
        said = [picture(name, order, at_s, attempt) for order, at_s in enumerate(moments_s, 1)]
    marks = [Mark(name, at_s, yes) for at_s, yes in zip(moments_s, said, strict=True) if yes is not None]
    if len(marks) == len(moments_s):
        count(marks, attempt)


def wanted(one: Told, attempt: Attempt) -> str:
    """The name of the marks that are wanted; none where the machine could judge, or could not count them."""
    if attempt.film_removed_at is not None:
        return ""
    used = used_by(attempt)
    filmed = attempt.result is not None and attempt.result["recording"]["width_px"] is not None
    if used is None or not used.can_judge or not filmed or one.state not in OPEN:
        return ""
    return next((asked_of(use.criterion) for use in used.lesson.uses if use.criterion.id == one.id), "")


def moments(result: Mapping[str, Any]) -> tuple[float, ...]:
    """The seconds of the three pictures."""
    return tuple(round(result["recording"]["duration_s"] * place, 2) for place in PLACES)


def picture(name: str, order: int, at_s: float, attempt: Attempt) -> bool | None:
    """One picture and its two buttons; what was pressed, None before."""
    say, key = speaker().say, f"mark_{attempt.id}_{order}"
    told = say("marking.picture", order=order, clock=clock(at_s))
    address = escape(picture_address(tickets(), attempt.id, at_s, now()))
    image = f'<img src="{address}" alt="{escape(told)}">'
    st.html(f'<figure class="coach-mark"><figcaption>{escape(told)}</figcaption>{image}</figure>')
    with st.container(horizontal=True):
        for answer, words in ((True, f"marking.{name}.yes"), (False, f"marking.{name}.no")):
            kind: Literal["primary", "secondary"] = (
                "primary" if st.session_state.get(key) is answer else "secondary"
            )
            if st.button(say(words), key=f"{key}_{answer}", type=kind, width="stretch"):
                st.session_state[key] = answer
                st.rerun()
    pressed: bool | None = st.session_state.get(key)
    return pressed


def count(marks: list[Mark], attempt: Attempt) -> None:
    """Keep what was said, and judge the take again with it."""
    current = learner()
    here().store.marks.add(attempt.id, current.id if current else attempt.learner_id, marks, now())
    for order in range(1, len(PLACES) + 1):
        st.session_state.pop(f"mark_{attempt.id}_{order}", None)
    st.session_state[AGAIN] = tuple(one for one in st.session_state.get(AGAIN, ()) if one != attempt.id)
    with st.spinner(speaker().say("marking.counting")):
        at_once = judge_again(attempt)
    if not at_once:
        submit(attempt.id, desk(), now(), anew=True)
        go("progress", attempt=attempt.id)
    st.rerun()
