"""A trainer decides; who has not seen the last word of another trainer overrules nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from coach.app.at_desk import called, reviewer
from coach.app.demo import invented
from coach.app.here import allowed, here, now, speaker, take
from coach.app.lesson_used import lesson_of
from coach.domain.desk import Decision, of_criterion
from coach.domain.errors import CoachError
from coach.domain.may import Action
from coach.reports.amended import amended
from coach.store.attempts import Attempt
from coach.store.reviews import Said

SAID = "desk_said"  # the session's key: (kind, sentence) of what came of the last press


def decide(decision: Decision, seen: int, action: Action = "review") -> bool:
    """Keep it and judge with it; False where another trainer decided meanwhile, which is then said."""
    keep = partial(here().store.desk.decisions.decide, decision, seen)
    return _done(decision.attempt_id, decision.subject, action, keep)


def correct(attempt_id: str, said: Said, seen: int) -> bool:
    """The same of a level; it is what the machine learns from, too."""
    about, keep = {said.criterion: seen}, here().store.reviews.add
    kept = partial(keep, attempt_id, reviewer(), [said], about, now())
    return _done(attempt_id, of_criterion(said.criterion), "review", kept)


def _done(attempt_id: str, subject: str, action: Action, keep: Callable[[], None]) -> bool:
    attempt = here().store.attempts.get(attempt_id)
    if not allowed(action, take(attempt)):
        st.session_state[SAID] = ("warning", speaker().say("may.not_allowed"))
        return False
    try:
        keep()
    except CoachError as error:
        st.session_state[SAID] = ("warning", _why(error, attempt_id, subject))
        return False
    recount(attempt)
    st.session_state[SAID] = ("success", speaker().say("desk.kept"))
    return True


def _why(error: CoachError, attempt_id: str, subject: str) -> str:
    last = here().store.desk.decisions.standing(attempt_id).get(subject)
    return speaker().say(error.id, **error.values, who=called(last.trainer_id if last else None))


def recount(attempt: Attempt) -> None:
    """The take's points with all that was decided; of the demonstration class they stay the machine's."""
    if attempt.result is not None and attempt.learner_id not in invented():
        decided = here().store.desk.decisions.standing(attempt.id).values()
        here().store.attempts.judged_again(attempt.id, amended(attempt.result, lesson_of(attempt), decided))


def decision(attempt_id: str, subject: str, value: str, reason: str = "") -> Decision:
    """A decision of whoever is there, now."""
    return Decision(attempt_id, reviewer(), subject, value, now(), reason=reason)


def outcome() -> None:
    """Say what came of the last press, wherever on the page she is; what went wrong stays to be read."""
    told: tuple[str, str] | None = st.session_state.pop(SAID, None)
    if told:
        kind, text = told
        st.toast(text, duration="long")
        if kind != "success":
            st.warning(text)
