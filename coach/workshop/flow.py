"""How often somebody in the hall may write, so that one thumb cannot fill the wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TOO_FAST, SAME = "too_fast", "same"
APART = timedelta(seconds=4)  # own judgement: time to type a short question
WITHIN = timedelta(minutes=1)
MOST_WITHIN = (
    6  # of one guest; 250 guests at that pace would still be 25 a second, so the wall shows the newest
)


@dataclass(frozen=True, slots=True)
class Before:
    """When a guest wrote lately, oldest first, and her last words."""

    at: Sequence[datetime] = ()
    last: str = ""


def too_much(before: Before, text: str, now: datetime) -> str:
    """Why she must wait or write something else; empty where she may write."""
    lately = [at for at in before.at if now - at < WITHIN]
    if (lately and now - lately[-1] < APART) or len(lately) >= MOST_WITHIN:
        return TOO_FAST
    return SAME if lately and text.casefold() == before.last.casefold() else ""
