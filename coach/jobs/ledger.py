"""What becomes of an analysis when its process has ended: pure rules, asked by every worker."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coach.domain.analysis import CANCELLED, DEAD, FAILED, WAITING, Analysis
from coach.domain.media import Notice
from coach.domain.turns import rank
from coach.jobs.engine import Job

MOST_CRASHES = 3  # a file that brings the decoder down three times will do so again
MOST_TROUBLES = (
    6  # with the waits below about two minutes: a bucket or database that restarts is back by then
)
MOST_STARTS = 20  # app closed, laptop shut, worker killed: more often than that it is the take that does it
FIRST_WAIT_S, LONGEST_WAIT_S = 2.0, 300.0
DISK_WAIT_S = 30.0  # somebody has to make room; looking is cheap
DISK_FULL = "disk.full"
# Troubles of the machine that pass by themselves. A process tells them by its exit code, since where the disk
# is full or the database away, nothing can be written down.
PASSING = (DISK_FULL, "store.busy", "machine.memory", "machine.files", "blobs.unreachable")
FIRST_CODE = 80


class How(StrEnum):
    """How the process of an analysis ended."""

    TOLD = "told"  # it wrote result or reason itself
    TROUBLE = "trouble"  # something that passes was in its way
    CRASHED = "crashed"
    OVERRAN = "overran"
    CANCELLED = "cancelled"
    STOPPED = "stopped"  # the worker leaves
    LOST = "lost"  # the analysis is somebody else's by now


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended; `trouble` is the message id of what was in its way."""

    how: How
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """The state it goes to, why, when it may be tried again, and which count grows by one."""

    state: str
    why: Notice | None = None
    after_s: float = 0.0
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a process may take: so much in any case, and so much for each second of the recording.

    Defaults are a judgement: a language is learned in about two minutes of one core (docs/judging.md), ten
    minutes of take are scored in 127 s of it (`just bench cost`); a laptop at work on other things may take
    many times that, and what takes longer than these is stuck.
    """

    start_s: float = 600.0
    each_s: float = 10.0

    def of(self, duration_s: float | None) -> float:
        return self.start_s + self.each_s * (duration_s or 0.0)


def next_of(ending: Ending, analysis: Analysis) -> Next | None:
    """What is to be written down; None where nothing is, as it is written already or not ours."""
    if ending.how in (How.TOLD, How.LOST):
        return None
    if ending.how is How.CANCELLED:
        return Next(CANCELLED)
    if ending.how is How.STOPPED:
        return Next(WAITING)
    if ending.how is How.TROUBLE:
        return _after_trouble(Notice(ending.trouble), analysis.troubles + 1)
    return _after_crash(Notice(f"job.{ending.how}"), analysis.crashes + 1)


def _after_trouble(why: Notice, times: int) -> Next:
    if why.id == DISK_FULL:
        return Next(WAITING, why, DISK_WAIT_S)
    if times > MOST_TROUBLES:
        return Next(FAILED, why)
    return Next(WAITING, why, _wait_s(times), "troubles")


def _after_crash(why: Notice, times: int) -> Next:
    if times >= MOST_CRASHES:
        return Next(DEAD, why, counts="crashes")
    return Next(WAITING, None, _wait_s(times), "crashes")


def _wait_s(times: int) -> float:
    return min(FIRST_WAIT_S * 2.0 ** (times - 1), LONGEST_WAIT_S)


def given_up(analysis: Analysis) -> bool:
    """Whether it was begun so often that beginning again helps nobody."""
    return analysis.attempt_no > MOST_STARTS


def code_of(trouble: str) -> int:
    """The exit code that tells a passing trouble; 1 for anything else."""
    return FIRST_CODE + PASSING.index(trouble) if trouble in PASSING else 1


def ending_of(code: int) -> Ending:
    """What an exit code tells; below zero a signal ended the process."""
    if code == 0:
        return Ending(How.TOLD)
    if FIRST_CODE <= code < FIRST_CODE + len(PASSING):
        return Ending(How.TROUBLE, PASSING[code - FIRST_CODE])
    return Ending(How.CRASHED)


def job_of(analysis: Analysis) -> Job:
    """What an engine is told: ids and numbers only."""
    return Job(analysis.id, analysis.delivery, analysis.owner, rank(analysis.priority, analysis.turn))
