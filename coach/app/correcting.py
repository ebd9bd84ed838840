"""A person corrects the words of a take: kept beside what the machine heard, and judged at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from coach.app.here import allowed, desk, go, here, learner, now, speaker, take
from coach.app.judging import judge_again, warm_up
from coach.domain.correction import CORRECTED_WORDS, Correction, Edit, can_be_said, mended, next_number
from coach.domain.errors import CoachError
from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.jobs import submit
from coach.store.attempts import Attempt
from coach.store.corrections import Corrected

LONGEST = 600  # letters: more than anybody says in one breath
BY_HERSELF, BY_TRAINER = "correction.by_herself", "correction.by_trainer"
TOLD = "corrected"  # the session's key: what came of the last correction, a message id


def asked(key: str, attempt_id: str) -> None:
    """A part of the page sent a correction: `start_s`, `end_s` and `text`."""
    sent = st.session_state[key].get(TOLD)
    if not isinstance(sent, Mapping):
        return
    attempt = here().store.attempts.get(attempt_id)
    if not allowed("correct_words", take(attempt)):
        return
    try:
        st.session_state[TOLD] = correct(attempt, edit_of(sent))
    except CoachError as error:
        st.session_state[TOLD] = error.id


def begun(attempt_id: str) -> None:
    """She begins to write: what will be needed in a moment is loaded meanwhile."""
    warm_up(here().store.attempts.get(attempt_id).language)


def edit_of(sent: Mapping[str, Any]) -> Edit:
    """The edit that a browser sent; CoachError where it is none."""
    try:
        span = Span(float(sent["start_s"]), float(sent["end_s"]))
        edit = Edit(span, " ".join(str(sent["text"]).split())[:LONGEST])
    except (KeyError, TypeError, ValueError) as error:
        raise CoachError("correction.not_understood") from error
    if not can_be_said(edit):
        raise CoachError("correction.too_many_words")
    return edit


def correct(attempt: Attempt, edit: Edit) -> str:
    """Keep what she says was said and judge again; a message id of what came of it."""
    words = words_of(attempt)
    inside = [
        w.text for w in words if edit.span.start_s <= (w.span.start_s + w.span.end_s) / 2 <= edit.span.end_s
    ]
    _keep(attempt, edit.span, " ".join(inside), edit.text, mended(words, edit))
    return _judged(attempt)


def take_back(attempt: Attempt) -> str:
    """The machine's words count again; the corrections stay written down."""
    whole = Span(0.0, attempt.result["recording"]["duration_s"] if attempt.result else 0.0)
    _keep(attempt, whole, " ".join(word.text for word in words_of(attempt)), None, ())
    return _judged(attempt)


def words_of(attempt: Attempt) -> tuple[Word, ...]:
    """The words that count now."""
    told = attempt.result["transcript"]["words"] if attempt.result else ()
    return tuple(Word(w["text"], Span(w["start_s"], w["end_s"]), w["probability"]) for w in told)


def _keep(attempt: Attempt, span: Span, heard: str, said: str | None, words: tuple[Word, ...]) -> None:
    store, sha256 = here().store, attempt.recording_sha256
    current = learner()
    who = current.id if current else attempt.learner_id
    number = next_number(store.evidence.observed_by(sha256, CORRECTED_WORDS), attempt.language)
    by = BY_HERSELF if who == attempt.learner_id else BY_TRAINER
    store.corrections.add(Corrected(attempt.id, who, number, span, heard, said, now()))
    store.evidence.keep(sha256, Correction(sha256, attempt.language, by, words, number).observed())


def _judged(attempt: Attempt) -> str:
    if judge_again(attempt):
        return "correction.judged"
    submit(attempt.id, desk(), now(), anew=True)
    return "correction.under_way"


def outcome(attempt: Attempt) -> None:
    """Say what came of a correction, wherever on the page she is; or how far the scoring is."""
    told = st.session_state.pop(TOLD, None)
    if told == "correction.under_way":
        go("progress", attempt=attempt.id)
    elif told:
        text = speaker().say(told)
        st.toast(text, duration="long")
        (st.success if told == "correction.judged" else st.warning)(text)
