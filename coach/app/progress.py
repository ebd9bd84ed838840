"""How far the scoring of a take is, told from the ledger, so that closing the browser loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from coach.app.forget_me import delete_take
from coach.app.here import desk, go, here, learner, now, recognise, speaker
from coach.app.private import gone, seen_by
from coach.app.remaining import how_long
from coach.domain.analysis import CANCELLED, DEAD, DONE, ENDED_BADLY
from coach.domain.errors import CoachError
from coach.i18n import Speaker
from coach.jobs import cancel, submit
from coach.jobs.standing import Now, Standing, standing
from coach.jobs.worker import has_room
from coach.store.attempts import Attempt

LOOK_EVERY_S, STOPPING_LOOK_S = 1.0, 0.5  # whoever pressed Stop waits for nothing else
CONSENTS = "consent."  # and of those that a switch of hers would
FILES_FAULT = ("media.", "job.crashed", "job.overran")  # how ids begin that another file may mend
STAGES = ("reading", "listening", "watching", "judging")
Way = tuple[str, Callable[[Attempt], None]]  # a button's words and what it does


def asked_for() -> Attempt | None:
    """The attempt that the address names; a browser that knows nobody goes on as its learner. Else None."""
    try:
        attempt = here().store.attempts.get(st.query_params.get("attempt", ""))
    except CoachError:
        return None
    if learner() is None:
        recognise(attempt.learner_id)  # only where nobody is asked to sign in
    return attempt


def show() -> None:
    """The page while one waits."""
    attempt = asked_for()
    if attempt is None:
        go("who")
    elif attempt.state == DONE:
        go("scorecard", attempt=attempt.id)
    elif attempt.state in ENDED_BADLY:
        ended(attempt)
    else:
        moving(attempt)


def moving(attempt: Attempt) -> None:
    """Waiting or being scored: what is happening now, looked up again every second."""
    say = speaker().say
    st.title(say("progress.title"), anchor=False)
    stopping = how_it_stands(attempt.id).now is Now.STOPPING
    st.fragment(watch, run_every=STOPPING_LOOK_S if stopping else LOOK_EVERY_S)(attempt.id)
    if here().store.followed.was_slow(attempt.recording_sha256):
        st.markdown(say("progress.slow_machine"))
    st.markdown(say("progress.may_leave"))
    st.markdown(f"**{seen_by(attempt)}**")
    if st.button(say("progress.meanwhile"), key="meanwhile", type="primary", width="stretch"):
        go("lesson", lesson=attempt.lesson_id)
    st.divider()
    st.markdown(say("progress.cancel_keeps"))
    if st.button(say("progress.cancel"), key="cancel", width="stretch"):
        cancel(attempt.id, desk(), now())
        st.rerun()
    current = learner()
    if current is not None and current.id == attempt.learner_id and delete_take(attempt, current):
        gone(attempt)


def watch(attempt_id: str) -> None:
    """The part of the page that looks again by itself; an end draws the whole page anew."""
    attempt = here().store.attempts.get(attempt_id)
    if attempt.state == DONE or attempt.state in ENDED_BADLY:
        st.rerun(scope="app")
    stands = how_it_stands(attempt_id)
    st.progress(attempt.progress, text=stage_text(attempt, stands, speaker()))
    if stands.now is Now.RUNNING:
        how_long(attempt)
    if stands.now in (Now.NOBODY, Now.DISK_FULL, Now.HINDERED, Now.BROKEN_OFF):
        st.info(hint(attempt, stands, speaker()), icon=":material/info:")


def how_it_stands(attempt_id: str) -> Standing:
    """How the attempt's newest analysis stands just now, by the database's clock."""
    store = here().store
    room, time = has_room(store.folder), store.workers.clock()
    return standing(
        store.analyses.newest(attempt_id), store.analyses.moving(), store.workers.all(), time, room
    )


def stage_text(attempt: Attempt, stands: Standing, words: Speaker) -> str:
    """What is being done, in a few words, and how much of it where that is known."""
    if stands.now is Now.STOPPING:
        return words.say("progress.stopping")
    if stands.now in (Now.RUNNING, Now.BROKEN_OFF) and attempt.stage in STAGES:
        return words.say(f"progress.{attempt.stage}", percent=words.number(round(attempt.progress * 100)))
    if stands.ahead:
        return words.say("progress.behind", takes=stands.ahead)
    return words.say("progress.waiting")


def hint(attempt: Attempt, stands: Standing, words: Speaker) -> str:
    """What is in the way, and what somebody may do about it."""
    if stands.now is Now.HINDERED and attempt.error_id:
        why = words.say(attempt.error_id, **attempt.error_values)
        return f"{why} {words.say('progress.tries_again')}"
    return words.say(f"progress.{stands.now}")


def ended(attempt: Attempt) -> None:
    """Why there is no result, and what to press first: another file if that may be at fault, else again."""
    say = speaker().say
    error_id = attempt.error_id or "job.cancelled"
    st.title(say("progress.cancelled" if attempt.state == CANCELLED else "progress.failed"), anchor=False)
    ways: list[Way] = [("progress.another_file", another_file), ("progress.again", again)]
    # The store calls files by their digest; she knows hers by its name.
    named = {"name": attempt.file_name} if error_id.startswith("media.") else {}
    st.warning(say(error_id, **{**attempt.error_values, **named}))
    if attempt.state == DEAD:
        st.markdown(say("progress.dead"))
    if not error_id.startswith(FILES_FAULT):
        ways.reverse()
    if error_id.startswith(CONSENTS):  # a switch of hers would mend it
        ways = [("mydata.title", my_data), ("progress.again", again)]
    for order, (label, do) in enumerate(ways):
        kind: Literal["primary", "secondary"] = "secondary" if order else "primary"
        if st.button(say(label), key=label.replace(".", "_"), type=kind, width="stretch"):
            do(attempt)


def again(attempt: Attempt) -> None:
    """Score the same recording once more."""
    submit(attempt.id, desk(), now())
    st.rerun()


def my_data(_: Attempt) -> None:
    """To the switches."""
    go("my_data")


def another_file(attempt: Attempt) -> None:
    """Back to the lesson, where a file is chosen."""
    go("lesson", lesson=attempt.lesson_id)
