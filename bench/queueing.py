"""A queue with several servers, played through: when each job begins and ends.

Order is the product's own: turns of learners within a priority (coach/domain/turns.py).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coach.domain import turns
from coach.domain.analysis import NORMAL


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody submits a take at this second."""

    at_s: float
    owner: str


@dataclass(frozen=True, slots=True)
class Served:
    """When a take waited no longer, and when its result was there."""

    arrived_s: float
    begun_s: float
    ended_s: float


def play(arrivals: Sequence[Arrival], servers: int, service_s: Callable[[], float]) -> list[Served]:
    """Serve all arrivals (sorted by time) with so many servers, each one job at a time; in order of begin."""
    free = [0.0] * servers
    waiting: list[tuple[int, int, Arrival]] = []
    last: dict[str, int] = {}
    served: list[Served] = []
    coming = 0
    while coming < len(arrivals) or waiting:
        now = free[0] if waiting else max(free[0], arrivals[coming].at_s)
        while coming < len(arrivals) and arrivals[coming].at_s <= now:
            _queue(waiting, last, arrivals[coming], coming)
            coming += 1
        _, _, job = heapq.heappop(waiting)
        ended = now + service_s()
        heapq.heapreplace(free, ended)
        served.append(Served(job.at_s, now, ended))
    return served


def _queue(waiting: list[tuple[int, int, Arrival]], last: dict[str, int], one: Arrival, number: int) -> None:
    """Put it where its turn is; the lowest waiting turn is the one being served."""
    served = waiting[0][0] % turns.TURNS if waiting else 0
    turn = turns.turn(last.get(one.owner), served) if waiting else 0
    last[one.owner] = turn
    heapq.heappush(waiting, (turns.rank(NORMAL, turn), number, one))
