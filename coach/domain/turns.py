"""Who is next: learners take turns, however many takes one of them has waiting.

Start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996) with every take counted as one: its turn is one
after its learner's last waiting take, and never before the turn that is being served. It is given once, when
the take is handed in, and kept in the ledger. Engines run the lowest rank first, the oldest among equals, and
pages count by the very same order, `in_turn`: docs/decisions/0015.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from coach.domain.analysis import NORMAL, STAGE, WAITING, Analysis

TURNS = (
    1_000_000  # turns a priority has room for; engines take ranks up to 2**31 - 1, so priorities up to 2,146
)
BANDS = ("stage", "normal", "rescoring")


def turn(own_last: int | None, served: int | None) -> int:
    """The turn of a new take: `own_last` of the learner's waiting ones, `served` of the oldest that waits."""
    after_own = 0 if own_last is None else own_last + 1
    return min(max(after_own, served or 0), TURNS - 1)


def rank(priority: int, turn: int) -> int:
    """One number for both, lower first: the priority decides, the turn among equals."""
    return priority * TURNS + turn


def priority_of(rank: int) -> int:
    """The priority in a rank."""
    return rank // TURNS


def band(priority: int) -> str:
    """Takes that share one count of turns: `stage`, `normal` or `rescoring`."""
    if priority <= STAGE:
        return "stage"
    return "normal" if priority <= NORMAL else "rescoring"


def in_turn(moving: Iterable[Analysis], now: datetime) -> tuple[Analysis, ...]:
    """Those that wait, in the order in which they will begin; whoever must still pause comes last."""
    waiting = (one for one in moving if one.state == WAITING)
    return tuple(sorted(waiting, key=lambda one: _place(one, now)))


def _place(one: Analysis, now: datetime) -> tuple[datetime, int, datetime, str]:
    ready_at = max(one.not_before or now, now)
    return (ready_at, rank(one.priority, one.turn), one.queued_at, one.id)
