"""From blind reviews to pairs that can be compared: trainer with trainer, and the machine with trainers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from coach.domain.review import Review, last_of_each
from coach.review.agreement import Agreement, Pair, TooFew, agreement


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion: trainers among themselves beside the machine with trainers.

    The second can hardly be better than the first, so neither is shown without the other. `decided` is the
    share of these takes on which the machine said one level; only those can be compared.
    """

    criterion: str
    people: Agreement | TooFew
    machine: Agreement | TooFew
    decided: float


def compared(reviews: Iterable[Review], criterion: str) -> Compared:
    """Compare what was scored blind. `reviews` of any criteria, in order of time.

    Both comparisons use the same takes: those that two trainers scored. A review whose trainer was deleted
    cannot be told from another's and is left out.
    """
    takes = double_scored(reviews, criterion)
    people = [pair for of_one in takes for pair in _people(of_one)]
    machine = [pair for of_one in takes for pair in _machine(of_one)]
    decided = sum(of_one[0].machine.decided for of_one in takes) / len(takes) if takes else 0.0
    return Compared(criterion, agreement(people), agreement(machine), decided)


def double_scored(reviews: Iterable[Review], criterion: str) -> list[Sequence[Review]]:
    """The reviews of each take that at least two trainers scored blind, in order of trainer."""
    by_take: dict[str, list[Review]] = defaultdict(list)
    for one in last_of_each(reviews):
        if one.blind and one.trainer_id and one.criterion == criterion:
            by_take[one.attempt_id].append(one)
    named = (sorted(of_one, key=lambda one: one.trainer_id or "") for of_one in by_take.values())
    return [of_one for of_one in named if len(of_one) > 1]


def _people(of_one: Sequence[Review]) -> Iterator[Pair]:
    """All pairs of trainers; the order by id keeps each trainer on one side."""
    for first, second in combinations(of_one, 2):
        yield Pair(first.attempt_id, first.level, second.level)


def _machine(of_one: Sequence[Review]) -> Iterator[Pair]:
    for one in of_one:
        if one.machine.decided:
            yield Pair(one.attempt_id, one.machine.low, one.level)
