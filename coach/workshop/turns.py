"""How long a take that was handed in will wait: told only where enough was measured to say so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

FEWEST = 3  # takes that were scored lately: fewer say too little of how long the next one takes
LATELY = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """Her place, 1 is next; about how many minutes until her result, None where nobody can know yet."""

    place: int
    minutes: int | None


def turn(ahead: int, served_s: Sequence[float], at_once: int) -> Turn:
    """Her turn. `ahead`: takes before hers, those under way among them; `served_s`: seconds that each of the
    takes scored lately needed, newest first; `at_once`: how many are scored side by side, 0 if nobody works.
    """
    lately = served_s[:LATELY]
    if len(lately) < FEWEST or at_once < 1:
        return Turn(ahead + 1, None)
    rounds = ahead // at_once + 1
    return Turn(ahead + 1, max(1, math.ceil(rounds * median(lately) / 60)))
