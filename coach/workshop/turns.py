"""How long a take that was handed in will wait: told only where enough was measured to say so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

FEWEST = 3  # takes that were scored lately: fewer say too little of how long the next one takes
LATELY = 20

Scored = tuple[datetime, datetime]  # when a take was handed in, and when it was done


@dataclass(frozen=True, slots=True)
class Turn:
    """Her place, 1 is next; about how many minutes until her result, None where nobody can know yet."""

    place: int
    minutes: int | None


def apart_s(scored: Sequence[Scored]) -> list[float]:
    """Seconds from one result to the next while somebody was waiting, however many are scored side by side.

    `scored`: newest first. Where the machine idled in between, time counts from when the take was handed in.
    """
    return [
        (done - max(queued, before)).total_seconds()
        for (queued, done), (_, before) in pairwise(scored)
        if done > max(queued, before)
    ]


def turn(ahead: int, scored: Sequence[Scored], somebody_works: bool) -> Turn:
    """Her turn; `ahead`: takes before hers, those under way among them."""
    lately = apart_s(scored[: LATELY + 1])
    if len(lately) < FEWEST or not somebody_works:
        return Turn(ahead + 1, None)
    return Turn(ahead + 1, max(1, math.ceil((ahead + 1) * median(lately) / 60)))
