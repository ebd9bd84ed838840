"""How far the scoring of a take is, told from the store, so that closing the browser loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

import streamlit as st

from coach.app.here import go, here, learner, now, recognise, speaker
from coach.domain.errors import CoachError
from coach.i18n import Speaker
from coach.jobs.child import start_scoring, stopped
from coach.store.attempts import Attempt

LOOK_EVERY_S = 2
STARTS_WITHIN = timedelta(seconds=60)  # a scoring process loads its libraries in well under this
FILES_FAULT = "media."  # how ids of errors begin that another file would mend
CONSENTS = "consent."  # and of those that a switch of hers would
RETRIED = "retried"  # the session's key: attempts started again from this browser
STAGES = ("reading", "listening", "watching", "judging")


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
    elif attempt.state == "done":
        go("scorecard", attempt=attempt.id)
    elif stands_still(attempt):
        failed(attempt)
    else:
        moving(attempt)


def stands_still(attempt: Attempt) -> bool:
    """Whether it failed or its process died, unless it was just started again and has not said a word yet."""
    if attempt.state == "failed" or stopped(attempt, now()):
        since = st.session_state.get(RETRIED, {}).get(attempt.id)
        return since is None or since[0] != last_sign(attempt) or now() - since[1] > STARTS_WITHIN
    return False


def last_sign(attempt: Attempt) -> datetime | None:
    """When the attempt last changed: the same moment means that nobody took it up since."""
    return attempt.finished_at or attempt.beat_at


def moving(attempt: Attempt) -> None:
    """Waiting or being scored: what is happening now, looked up again every two seconds."""
    say = speaker().say
    st.title(say("progress.title"), anchor=False)
    watch(attempt.id)
    st.markdown(say("progress.may_leave"))
    if st.button(say("progress.meanwhile"), key="meanwhile", width="stretch"):
        go("lesson", lesson=attempt.lesson_id)


@st.fragment(run_every=LOOK_EVERY_S)
def watch(attempt_id: str) -> None:
    """The part of the page that looks again by itself; a change of state draws the whole page anew."""
    attempt = here().store.attempts.get(attempt_id)
    if attempt.state == "done" or stands_still(attempt):
        st.rerun(scope="app")
    st.progress(attempt.progress, text=stage_text(attempt, speaker()))


def stage_text(attempt: Attempt, words: Speaker) -> str:
    """What is being done, in a few words, and how much of it where that is known."""
    if attempt.state == "waiting" or attempt.stage not in STAGES:
        return words.say("progress.waiting")
    return words.say(f"progress.{attempt.stage}", percent=words.number(round(attempt.progress * 100)))


def failed(attempt: Attempt) -> None:
    """What went wrong, and what to press: another file where the file is at fault, else try again."""
    say = speaker().say
    error_id = attempt.error_id or "job.stopped"
    st.title(say("progress.failed"), anchor=False)
    ways: list[tuple[str, Callable[[Attempt], None]]]
    ways = [("progress.another_file", another_file), ("progress.again", again)]
    if error_id.startswith(FILES_FAULT):  # the store calls files by their digest; she knows hers by its name
        st.warning(say(error_id, **{**attempt.error_values, "name": attempt.file_name}))
    else:
        st.warning(say(error_id, **attempt.error_values))
        ways.reverse()
    if error_id.startswith(CONSENTS):  # a switch of hers would mend it
        ways = [("mydata.title", my_data), ("progress.again", again)]
    for order, (label, do) in enumerate(ways):
        kind: Literal["primary", "secondary"] = "secondary" if order else "primary"
        if st.button(say(label), key=label.replace(".", "_"), type=kind, width="stretch"):
            do(attempt)


def again(attempt: Attempt) -> None:
    """Score the same recording once more."""
    st.session_state.setdefault(RETRIED, {})[attempt.id] = (last_sign(attempt), now())
    start_scoring(attempt.id, here().settings)
    st.rerun()


def my_data(_: Attempt) -> None:
    """To the switches."""
    go("my_data")


def another_file(attempt: Attempt) -> None:
    """Back to the lesson, where a file is chosen."""
    go("lesson", lesson=attempt.lesson_id)
