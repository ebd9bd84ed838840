"""Certificates of the whole course, and the number on each by which anybody can check that it is genuine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

# Signs that nobody mistakes for one another in print (no 0 O, 1 I L); 31 is a prime, so that the check sign
# notices any one wrong sign and any two that changed places.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12  # chance of 1 in 31^12 (59 bits) that a made-up number is somebody's
GROUPS = (4, 8)  # where a hyphen makes it easier to read


@dataclass(frozen=True, slots=True)
class Certificate:
    """Somebody passed all steps of the course. `name` is hers as it was written on the paper."""

    number: str
    learner_id: str
    name: str
    steps: int
    issued_at: datetime


def new_number(choose: Callable[[int], int]) -> str:
    """A new number. `choose(n)` gives a number below n by chance, as `secrets.randbelow` does."""
    signs = "".join(SIGNS[choose(len(SIGNS))] for _ in range(LENGTH))
    return signs + check_sign(signs)


def check_sign(signs: str) -> str:
    """The sign that belongs behind these."""
    return SIGNS[sum((place + 1) * SIGNS.index(sign) for place, sign in enumerate(signs)) % len(SIGNS)]


def tidy(text: str) -> str | None:
    """The number as it is kept, however it was typed; None where a sign is wrong or missing."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(signs) != LENGTH + 1 or any(sign not in SIGNS for sign in signs):
        return None
    return signs if check_sign(signs[:-1]) == signs[-1] else None


def readable(number: str) -> str:
    """The number in groups, as it is printed: `7KXM-2QPA-9RTWC`."""
    first, second = GROUPS
    return f"{number[:first]}-{number[first:second]}-{number[second:]}"
