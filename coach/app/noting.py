"""The trainer's comments at seconds of the film: she types, the film stops, Enter keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from coach.app.at_desk import called, reviewer
from coach.app.browser import component
from coach.app.here import allowed, here, now, speaker, take
from coach.domain.desk import COMMENT, SIGNS, Note
from coach.store.attempts import Attempt

KEY = "notes"
LONGEST = 1000  # letters
WORDS = ("label", "keep", "at", "hint", "signs", "away")


def noting(attempt: Attempt) -> None:
    """The box, the signs of one tap, and what was said so far."""
    say = speaker().say
    notes = here().store.desk.notes.of(attempt.id)
    data = {
        "take": attempt.id,
        "signs": [{"kind": kind, "text": say(f"sign.{kind}")} for kind in SIGNS],
        "notes": [_told(one) for one in notes],
        "words": {name: say(f"noting.{name}") for name in WORDS} | {"play_from": say("player.play_from")},
    }
    component("notes")(
        data=data,
        key=KEY,
        on_noted_change=partial(noted, attempt.id),
        on_erased_change=partial(erased, attempt.id),
    )


def noted(attempt_id: str) -> None:
    """The box or a sign was pressed."""
    sent = st.session_state[KEY].get("noted")
    attempt = here().store.attempts.get(attempt_id)
    note = read(sent, attempt_id)
    if note is not None and allowed("comment", take(attempt)):
        here().store.desk.notes.add(note)


def erased(attempt_id: str) -> None:
    """She takes one of her own back."""
    wanted = st.session_state[KEY].get("erased")
    hers = {one.id for one in here().store.desk.notes.of(attempt_id) if one.trainer_id == reviewer()}
    if wanted in hers:
        here().store.desk.notes.take_back(attempt_id, wanted, now())


def read(sent: object, attempt_id: str) -> Note | None:
    """The note that a browser sent; None where it is none."""
    if not isinstance(sent, Mapping):
        return None
    try:
        note_id, kind, at_s = str(sent["id"]), str(sent["kind"]), max(0.0, float(sent["at_s"]))
    except (KeyError, TypeError, ValueError):
        return None
    text = " ".join(str(sent.get("text", "")).split())[:LONGEST]
    known = kind in SIGNS or (kind == COMMENT and text)
    fits = len(note_id) == 32 and note_id.isalnum() and at_s < 24 * 3600
    return Note(note_id, attempt_id, reviewer(), kind, at_s, text, now()) if known and fits else None


def words_of(note: Note) -> str:
    """What a note says."""
    return note.text if note.kind == COMMENT else speaker().say(f"sign.{note.kind}")


def _told(note: Note) -> dict[str, object]:
    mine = note.trainer_id == reviewer()
    return {
        "id": note.id,
        "at_s": note.at_s,
        "text": words_of(note),
        "who": called(note.trainer_id),
        "mine": mine,
    }
