"""How many minutes scoring still takes, told only from how fast it was while one looked on."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from time import monotonic

import streamlit as st

from coach.app.here import speaker
from coach.store.attempts import Attempt

WATCHED = "watched:"  # the session's keys: since when one looks on, and how much was done then
LEAST_S = 15.0  # of looking on, and
LEAST_DONE = 0.05  # of the work done meanwhile: less tells nothing about the rest


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of the work was done (0-1) at that second of any steady clock."""

    at_s: float
    done: float


def minutes_left(first: Seen, now: Seen) -> int | None:
    """Whole minutes, rounded up, if the rest goes as fast as what was seen; None where that is not known."""
    took_s, did = now.at_s - first.at_s, now.done - first.done
    if took_s < LEAST_S or did < LEAST_DONE:
        return None
    return max(1, ceil((1 - now.done) * took_s / did / 60))


def how_long(attempt: Attempt) -> None:
    """The minutes that are left, once this page has seen how fast it goes."""
    seen = Seen(monotonic(), attempt.progress)
    first = st.session_state.setdefault(f"{WATCHED}{attempt.id}", seen)
    if seen.done < first.done:  # begun anew
        st.session_state[f"{WATCHED}{attempt.id}"] = seen
    minutes = minutes_left(first, seen)
    if minutes is not None:
        st.markdown(speaker().say("progress.minutes", minutes=minutes))
