"""How a take stands, as its learner should read it: her turn, how far it is, or what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coach.domain.analysis import ENDED_BADLY, MOVING, RUNNING, Analysis, Worker
from coach.domain.turns import in_turn
from coach.jobs.ledger import DISK_FULL

STARTS_WITHIN = timedelta(seconds=60)  # a worker that is being started is here by then, also on a slow laptop


class Now(StrEnum):
    """What is happening."""

    WAITING = "waiting"
    NOBODY = "nobody"  # waiting, and no worker lives
    DISK_FULL = "disk_full"
    HINDERED = "hindered"  # something passing is in the way; it is tried again by itself
    RUNNING = "running"
    BROKEN_OFF = "broken_off"  # its worker is gone; it goes on by itself
    STOPPING = "stopping"
    ENDED = "ended"  # without a result
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """`ahead`: so many takes will be scored before this one, those under way among them."""

    now: Now
    ahead: int = 0


def standing(
    one: Analysis, moving: Sequence[Analysis], workers: Sequence[Worker], now: datetime, room: bool = True
) -> Standing:
    """How the analysis stands among all that move; `room`: whether the disk has room to work."""
    living = {worker.id for worker in workers if worker.is_alive(now)}
    if one.state not in MOVING:
        return Standing(Now.ENDED if one.state in ENDED_BADLY else Now.DONE)
    if one.cancel_requested:
        return Standing(Now.STOPPING)
    if one.state == RUNNING:
        return Standing(Now.RUNNING if one.worker in living else Now.BROKEN_OFF)
    return Standing(_waits(one, bool(living), now, room), _ahead(one, moving, now))


def _waits(one: Analysis, is_anybody_here: bool, now: datetime, room: bool) -> Now:
    if not room or one.error_id == DISK_FULL:
        return Now.DISK_FULL
    if not is_anybody_here and now - one.queued_at > STARTS_WITHIN:
        return Now.NOBODY
    return Now.HINDERED if one.error_id or one.crashes else Now.WAITING


def _ahead(one: Analysis, moving: Sequence[Analysis], now: datetime) -> int:
    turn = [other.id for other in in_turn(moving, now)]
    before = turn.index(one.id) if one.id in turn else 0
    return before + sum(other.state == RUNNING for other in moving)
