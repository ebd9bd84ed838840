"""What a trainer says of one criterion of a take, beside the machine's: appended, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# Keys in a kept result.
MACHINE = "machine"  # of a judgement: what the machine said, where a trainer said otherwise
# Of a judgement: what the machine says by itself, where corrections had a say. Of the whole: by criterion the
# id of the version that held.
TAUGHT = "taught"


def as_scored(judgement: Mapping[str, Any]) -> Mapping[str, Any]:
    """A kept judgement as the machine gave it, without what trainers said of it."""
    return {**judgement, **judgement.get(MACHINE, {})}


@dataclass(frozen=True, slots=True)
class MachineLevel:
    """What the machine said at that time: lowest and highest level, the top that applied, certainty 0-1.

    `version` is the digest of the lesson that it judged by.
    """

    low: int
    high: int
    top: int
    certainty: float
    version: str = ""

    @property
    def decided(self) -> bool:
        """Whether it said one level and not a range."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Review:
    """One trainer's level of one criterion of one take; `blind` when she had not seen the machine's.

    `trainer_id` is None where nobody signs in, and once that trainer was deleted: her levels stay, her name
    does not. `withdrawn`: she takes the level back that stood, and the machine's counts again.
    """

    attempt_id: str
    criterion: str
    trainer_id: str | None
    machine: MachineLevel
    level: int
    reason: str
    made_at: datetime
    blind: bool = False
    withdrawn: bool = False

    @property
    def changes(self) -> bool:
        """Whether her level is outside what the machine said."""
        return not self.machine.low <= self.level <= self.machine.high


def last_of_each(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Of every trainer, take, criterion and kind only her last word. `reviews` in order of time."""
    last = {(one.attempt_id, one.criterion, one.trainer_id, one.blind): one for one in reviews}
    return tuple(last.values())


def standing(reviews: Iterable[Review]) -> dict[str, Review]:
    """By criterion the review that counts for the learner: the last one that was not blind, of one take.

    A criterion whose last word was taken back is not there.
    """
    last = {one.criterion: one for one in reviews if not one.blind}
    return {criterion: one for criterion, one in last.items() if not one.withdrawn}
