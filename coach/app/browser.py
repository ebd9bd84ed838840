"""The parts of a page that run in the browser: the player, and lists of moments that make it jump."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import streamlit as st

from coach.app.card import Card, Moment
from coach.app.here import language, now, speaker, tickets
from coach.app.transcript import Line
from coach.i18n import clock
from coach.store.attempts import Attempt
from coach.web.assets import browser_part
from coach.web.takes import film_address, picture_address

Plain = dict[str, Any]


@cache
def _component(name: str) -> Any:
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
    _component("player")(data=data, key="player")


def moments(shown: Iterable[Moment], key: str, attempt: Attempt) -> None:
    """Buttons that make the player show a moment; with a picture where there is something to see."""
    items = [
        {
            "at_s": one.at_s,
            "clock": one.clock,
            "text": one.text,
            "picture": picture_address(tickets(), attempt.id, one.at_s, now()) if one.look else "",
        }
        for one in shown
    ]
    if items:
        words = {"play_from": speaker().say("player.play_from")}
        _component("moments")(data={"items": items, "words": words}, key=f"moments_{key}")


def _marks(card: Card) -> Iterator[Plain]:
    for one in (*card.counted, *card.pictures):
        for at in one.moments:
            yield {"at_s": at.at_s, "clock": at.clock, "label": one.prompt, "look": at.look}


def _line(line: Line) -> Plain:
    words = [{"text": text, "at_s": at_s, "earned": earned} for text, at_s, earned in line.words]
    return {"at_s": line.at_s, "clock": clock(line.at_s), "words": words}
