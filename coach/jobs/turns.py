"""Who is next: learners take turns, however many jobs one of them has waiting.

Start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996) with every job counted as one: a job's turn is
one after its learner's last waiting job, and never before the turn that is being served. Engines then only
have to run the lowest rank first, the oldest among equals; both engines can do that, while their own
partitions choose a learner at random (DBOS) or know none (Procrastinate): docs/decisions/0015.
"""

from __future__ import annotations

from coach.jobs.engine import NORMAL, STAGE

TURNS = (
    1_000_000  # turns a priority has room for; engines take ranks up to 2**31 - 1, so priorities up to 2,146
)
LONGEST_PAUSE_S = 600.0  # a bucket that was away for an hour is asked again within ten minutes


def turn(own_last: int | None, served: int | None) -> int:
    """The turn of a new job: `own_last` of the learner's waiting jobs, `served` of the oldest that waits."""
    after_own = 0 if own_last is None else own_last + 1
    return min(max(after_own, served or 0), TURNS - 1)


def rank(priority: int, turn: int) -> int:
    """One number for both, lower first: the priority decides, the turn among equals."""
    return priority * TURNS + turn


def priority_of(rank: int) -> int:
    """The priority in a rank."""
    return rank // TURNS


def turn_of(rank: int) -> int:
    """The turn in a rank."""
    return rank % TURNS


def band(priority: int) -> str:
    """Jobs that share one count of turns: `stage`, `normal` or `rescoring`."""
    if priority <= STAGE:
        return "stage"
    return "normal" if priority <= NORMAL else "rescoring"


BANDS = ("stage", "normal", "rescoring")


def pause_s(after_s: float, times: int) -> float:
    """Seconds to wait after the `times`-th trouble in a row: twice as long each time, ten minutes at most."""
    return min(after_s * 2.0 ** min(times - 1, 20), LONGEST_PAUSE_S)
