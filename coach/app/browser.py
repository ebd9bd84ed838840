"""The parts of a page that run in the browser: the player, and lists of moments that make it jump."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import streamlit as st

from coach.app.card import Card
from coach.app.here import language, now, speaker, tickets
from coach.app.moments import Moment, Proof
from coach.app.transcript import Line
from coach.i18n import clock
from coach.store.attempts import Attempt
from coach.web.assets import browser_part
from coach.web.takes import film_address, picture_address, sound_address

Plain = dict[str, Any]


@cache
def component(name: str) -> Any:
    """The part called so, made known to Streamlit once."""
    part = browser_part(name)
    return st.components.v2.component(f"coach.{name}", html=part.html, css=part.css, js=part.js)


def player(attempt: Attempt, result: Mapping[str, Any], shown: Card, transcript: Iterable[Line]) -> None:
    """The take: its film, its words, and a mark for each moment that counted."""
    say = speaker().say
    data = {
        "take": attempt.id,
        "src": film_address(tickets(), attempt.id, now()),
        "duration_s": result["recording"]["duration_s"],
        "has_picture": result["recording"]["width_px"] is not None,
        "language": language(),
        "spoken": attempt.language,
        "lines": [_line(line) for line in transcript],
        "marks": sorted(_marks(shown), key=lambda mark: float(mark["at_s"])),
        "words": {
            name: say(f"player.{name}")
            for name in ("film", "hint", "back", "transcript", "marks", "play_from", "cannot_play")
        },
    }
    component("player")(data=data, key="player")


def moments(shown: Iterable[Moment], key: str, attempt: Attempt) -> None:
    """Buttons that make the player show a moment; under each what proves it, for whoever wants to be sure."""
    items = [
        {
            "at_s": one.at_s,
            "clock": one.clock,
            "text": one.text,
            "picture": picture_address(tickets(), attempt.id, one.at_s, now()) if one.look else "",
            "proof": _proof(one.proof, attempt) if one.proof else None,
        }
        for one in shown
    ]
    if items:
        words = {name: speaker().say(f"player.{name}") for name in ("play_from", "open", "listen", "doubted")}
        component("moments")(
            data={"items": items, "words": words, "spoken": attempt.language}, key=f"moments_{key}"
        )


def _proof(proof: Proof, attempt: Attempt) -> Plain:
    return {
        "picture": picture_address(tickets(), attempt.id, proof.at_s, now()),
        "sound": sound_address(tickets(), attempt.id, proof.start_s, proof.end_s, now()),
        "heard": proof.heard,
        "told": list(proof.told),
        "seconds": [
            {"clock": clock(one.at_s), "words": [{"text": t, "doubted": doubted} for t, doubted in one.words]}
            for one in proof.seconds
        ],
    }


def _marks(card: Card) -> Iterator[Plain]:
    for one in (*card.counted, *card.gates, *card.pictures):
        for at in (moment for moment in one.moments if not moment.measured):
            yield {"at_s": at.at_s, "clock": at.clock, "label": one.prompt, "look": at.look}


def _line(line: Line) -> Plain:
    words = [{"text": text, "at_s": at_s, "earned": earned} for text, at_s, earned in line.words]
    return {"at_s": line.at_s, "clock": clock(line.at_s), "words": words}
