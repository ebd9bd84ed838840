"""Who is next: nobody waits behind somebody else's forty takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coach.domain.analysis import RUNNING, WAITING, Analysis


def in_turn(moving: Iterable[Analysis]) -> tuple[Analysis, ...]:
    """Those that wait, in the order in which they will run.

    First by priority, then by how many takes of the same learner go before, then by who came first. So a
    learner's first take goes before everybody's second.
    """
    moving = tuple(moving)
    before = Counter(one.owner for one in moving if one.state == RUNNING)
    ranked: list[_Ranked] = []
    for one in sorted((one for one in moving if one.state == WAITING), key=_own_order):
        ranked.append(_Ranked(before[one.owner], one))
        before[one.owner] += 1
    return tuple(each.one for each in sorted(ranked, key=_Ranked.order))


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A take, and how many of the same learner's go before it."""

    before: int
    one: Analysis

    def order(self) -> tuple[object, ...]:
        return (self.one.priority, self.before, self.one.queued_at, self.one.id)


def _own_order(one: Analysis) -> tuple[object, ...]:
    return (one.priority, one.queued_at, one.id)
