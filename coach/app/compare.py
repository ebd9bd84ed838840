"""One take beside another of the same lesson: for each criterion both clips, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import streamlit as st

from coach.app import browser
from coach.app.card import Card, Told, card
from coach.app.changes import Change, changes, clip_of, other_ears
from coach.app.criteria import dots, level_text
from coach.app.here import allowed, go, here, now, speaker, take, tickets, told
from coach.app.lesson_used import lesson_of
from coach.app.progress import asked_for
from coach.app.safe import plain
from coach.store.attempts import Attempt
from coach.web.takes import film_address, picture_address

WITH = "with"  # in the page's address: the other take


def earlier(attempt: Attempt) -> Iterator[Attempt]:
    """Her earlier takes of the same lesson that have a result, the latest first; each without its result."""
    hers = here().store.attempts.scored_of(attempt.learner_id)
    same = (one for one in hers if one.lesson_id == attempt.lesson_id)
    return (one for one in same if one.created_at < attempt.created_at and allowed("see_result", take(one)))


def show() -> None:
    """The page of two takes."""
    attempt = asked_for()
    before = other(attempt) if attempt else None
    if attempt is None or attempt.result is None:
        go("who")
    elif before is None:
        go("scorecard", attempt=attempt.id)
    else:
        whole(before, attempt)


def other(attempt: Attempt) -> Attempt | None:
    """The take to compare with: the one that the address names, if it is hers and of the same lesson."""
    known = tuple(earlier(attempt))
    wanted = st.query_params.get(WITH, "")
    chosen = next((one for one in known if one.id == wanted), known[0] if known else None)
    return here().store.attempts.get(chosen.id) if chosen else None


def whole(before: Attempt, after: Attempt) -> None:
    """Both results in a line, then criterion by criterion."""
    say = speaker().say
    st.title(say("compare.title"), anchor=False)
    st.markdown(f"**{plain(told(lesson_of(after).title))}**")
    choose(before, after)
    cards = card_of(before), card_of(after)
    notes(before, after)
    for change in changes(*cards, prefixes=(say("proof.meant", what=""), say("proof.meant_unsure", what=""))):
        one(change, before, after)
    if st.button(say("compare.back"), key="back_to_card", width="stretch"):
        go("scorecard", attempt=after.id)


def choose(before: Attempt, after: Attempt) -> None:
    """Another earlier take, where there are several."""
    known = {attempt.id: when(attempt) for attempt in earlier(after)}
    if len(known) < 2:
        return
    chosen = st.radio(
        speaker().say("compare.with"),
        list(known),
        index=list(known).index(before.id),
        format_func=known.__getitem__,
        key=f"with_{after.id}",
    )
    if chosen and chosen != before.id:
        st.query_params[WITH] = chosen
        st.rerun()


def notes(before: Attempt, after: Attempt) -> None:
    """What makes the two not quite the same thing to compare."""
    if before.lesson_digest != after.lesson_digest:
        st.info(speaker().say("compare.lesson_changed"))
    if other_ears(before.result or {}, after.result or {}):
        st.info(speaker().say("compare.machine_changed"))


def card_of(attempt: Attempt) -> Card:
    """What that take tells."""
    return card(attempt.result or {}, lesson_of(attempt), speaker(), here().course.labels)


def one(change: Change, before: Attempt, after: Attempt) -> None:
    """One criterion: how it changed in words, and both clips."""
    say = speaker().say
    with st.container(border=True, key=f"change_{change.after.id}", gap="xsmall"):
        st.header(plain(change.after.prompt), anchor=False)
        drawn = f'{dots(change.before)}<span aria-hidden="true">→</span>{dots(change.after)}'
        in_words = escape(say(change.id, steps=abs(change.steps or 0)))
        st.html(f'<p class="coach-level">{drawn}<b>{in_words}</b></p>')
        if change.gained:
            st.markdown(say("compare.gained", what=plain("; ".join(change.gained))))
        if change.lost:
            st.markdown(say("compare.lost", what=plain("; ".join(change.lost))))
        sides = ((change.before, before, "compare.then"), (change.after, after, "compare.now"))
        browser.pair([side(*each) for each in sides], change.after.id)


def side(judged: Told, attempt: Attempt, which: str) -> dict[str, Any]:
    """One of the two: when, which level in words, and the seconds to play."""
    moment = clip_of(judged)
    words = judged.level if judged.state not in ("unknown", "left_out") else judged.reason
    about = {
        "when": speaker().say(which, when=when(attempt)),
        "take": attempt.id,
        "level": f"{level_text(judged)}. {words}",
        "text": moment.text if moment else "",
        "spoken": attempt.language,
    }
    if moment is None or moment.proof is None:
        return about
    proof, at = moment.proof, now()
    return about | {
        "clock": moment.clock,
        "start_s": round(proof.start_s, 2),
        "end_s": round(proof.end_s, 2),
        "film": film_address(tickets(), attempt.id, at),
        "picture": picture_address(tickets(), attempt.id, proof.at_s, at),
    }


def when(attempt: Attempt) -> str:
    """When the take was handed in."""
    return speaker().day_and_hour(attempt.created_at)
