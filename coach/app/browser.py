"""The parts of a page that run in the browser: the player, lists of moments, two clips, a voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from hashlib import sha256
from typing import Any

import streamlit as st

from coach.app.card import Card
from coach.app.correcting import asked, begun
from coach.app.here import here, language, now, speaker, tickets
from coach.app.marks import KINDS, bands, marks
from coach.app.moments import Moment, Proof
from coach.app.transcript import Line, heard_in, lines
from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.i18n import clock
from coach.store.attempts import Attempt
from coach.web.assets import browser_part
from coach.web.takes import film_address, picture_address, sound_address, wave_address

Plain = dict[str, Any]
HEARING = "hearing"  # the observer whose words are the machine's
MENDING = ("heard", "mend_line", "mend_label", "mend_keep", "mend_leave", "mend_wait")
PLAYER = (
    "film",
    "hint",
    "back",
    "transcript",
    "marks",
    "play_from",
    "cannot_play",
    "wave",
    "mend",
    "mend_done",
    "mended",
)
MOMENTS = ("play_from", "open", "listen", "doubted")


@cache
def component(name: str) -> Any:
    """The part called so, made known to Streamlit once."""
    part = browser_part(name)
    return st.components.v2.component(f"coach.{name}", html=part.html, css=part.css, js=part.js)


def player(attempt: Attempt, shown: Card, whose: str = "") -> None:
    """The take: its film, its words, how loud it is, and a mark for each moment that counted.

    `whose`: the learner as a trainer calls her; empty where she herself looks at it.
    """
    result = attempt.result or {}
    said, heard = lines(result), machines_words(attempt)
    told = [_line(line, heard) for line in said]
    data = {
        "take": attempt.id,
        "src": film_address(tickets(), attempt.id, now()),
        "wave": wave_address(tickets(), attempt.id, now()),
        "duration_s": result["recording"]["duration_s"],
        "has_picture": result["recording"]["width_px"] is not None,
        "language": language(),
        "spoken": attempt.language,
        "lines": told,
        "lines_id": sha256(repr(told).encode()).hexdigest()[:12],
        "marks": [mark.plain for mark in marks(shown)],
        "bands": [band.plain for band in bands(shown)],
        "kinds": {kind: speaker().say(f"player.kind.{kind}") for kind in KINDS},
        "words": _words(*PLAYER, *MENDING)
        | ({"hint": speaker().say("player.hint_of", name=whose)} if whose else {}),
    }
    _mount("player", "player", data, attempt)


def film(attempt: Attempt) -> None:
    """The take alone: nothing of what the machine heard, found or marked in it."""
    recording = (attempt.result or {})["recording"]
    data = {
        "take": attempt.id,
        "src": film_address(tickets(), attempt.id, now()),
        "wave": wave_address(tickets(), attempt.id, now()),
        "duration_s": recording["duration_s"],
        "has_picture": recording["width_px"] is not None,
        "language": language(),
        "spoken": attempt.language,
        "lines": [],
        "lines_id": "",
        "marks": [],
        "bands": [],
        "kinds": {},
        "words": _words(*PLAYER, *MENDING),
    }
    _mount("player", "film", data, attempt)


def moments(shown: Iterable[Moment], key: str, attempt: Attempt) -> None:
    """Buttons that make the player show a moment; under each what proves it, for whoever wants to be sure."""
    heard = machines_words(attempt)
    items = [
        {
            "at_s": one.at_s,
            "clock": one.clock,
            "text": one.text,
            "picture": picture_address(tickets(), attempt.id, one.at_s, now()) if one.look else "",
            "proof": _proof(one.proof, attempt, heard) if one.proof else None,
        }
        for one in shown
    ]
    if items:
        data = {"items": items, "words": _words(*MOMENTS, *MENDING), "spoken": attempt.language}
        _mount("moments", f"moments_{key}", data, attempt)


def pair(sides: Sequence[Plain], key: str) -> None:
    """Two clips beside each other."""
    words = _words("film", "play_from", "nothing")
    component("pair")(data={"sides": list(sides), "words": words}, key=f"pair_{key}")


def aloud(sentences: Sequence[str], key: str) -> None:
    """A button that reads the sentences with a voice of this machine, or shows them where it has none."""
    say = speaker().say
    words = {name: say(f"aloud.{name}") for name in ("hear", "stop", "no_voice")}
    component("aloud")(data={"sentences": list(sentences), "language": language(), "words": words}, key=key)


def machines_words(attempt: Attempt) -> tuple[Word, ...]:
    """What the machine heard where a person wrote something else since; nothing where nobody did."""
    notices = attempt.result["notices"] if attempt.result else ()
    if not any(notice["id"] == "transcript.corrected" for notice in notices):
        return ()
    return _heard(attempt.recording_sha256)


@st.cache_resource(show_spinner=False, max_entries=8, ttl=60)  # asked for by every list of moments on a page
def _heard(sha256: str) -> tuple[Word, ...]:
    kept = here().store.evidence.observed_by(sha256, HEARING)
    return kept[-1].of(Word) if kept else ()


def _mount(part: str, key: str, data: Plain, attempt: Attempt) -> None:
    sent, begins = partial(asked, key, attempt.id), partial(begun, attempt.id)
    component(part)(data=data, key=key, on_corrected_change=sent, on_mending_change=begins)


def _words(*names: str) -> dict[str, str]:
    return {name: speaker().say(f"player.{name}") for name in names}


def _proof(proof: Proof, attempt: Attempt, heard: Sequence[Word]) -> Plain:
    spoken = proof.words_span or Span(proof.start_s, proof.end_s)
    return {
        "picture": picture_address(tickets(), attempt.id, proof.at_s, now()),
        "sound": sound_address(tickets(), attempt.id, proof.start_s, proof.end_s, now()),
        "start_s": spoken.start_s,
        "end_s": spoken.end_s,
        "machine": heard_in(heard, spoken),
        "heard": proof.heard,
        "told": list(proof.told),
        "seconds": [
            {"clock": clock(one.at_s), "words": [{"text": t, "doubted": doubted} for t, doubted in one.words]}
            for one in proof.seconds
        ],
    }


def _line(line: Line, heard: Sequence[Word]) -> Plain:
    words = [(word.text, word.at_s, word.kinds) for word in line.words]
    machine = heard_in(heard, Span(line.at_s, line.end_s)) if line.is_mended else ""
    return {
        "at_s": line.at_s,
        "end_s": line.end_s,
        "clock": clock(line.at_s),
        "words": words,
        "heard": machine,
    }
