"""Versions of what was learned from corrections: each with its error before and after, and where it holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from coach.domain.review import MachineLevel, Review, last_of_each
from coach.review.chances import steepness
from coach.review.curve import AS_IT_IS, Curve, Label, brier, fit, missed

FEWEST_TRAINERS = 2  # one trainer's taste is not everybody's
FEWEST_LABELS = 20
ENOUGH_TO_TELL = 10  # labels from which on a curve must do better on takes it has not seen, or is not used
PARTS = 20  # in which takes are held back
FEWEST_EACH = 5  # of each of those trainers: a single word of a second one is no agreement; own judgement


class Scope(Enum):
    """Where a version holds."""

    GROUP = "group"  # only in the groups of those who corrected
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Learned:
    """What corrections of one criterion teach.

    `before` and `after` are Brier errors, each take's after told by a curve that had not seen it. Where that
    is no better on ten labels or more, `curve` stays the machine as it is.
    """

    criterion: str
    curve: Curve
    scope: Scope
    labels: int
    trainers: int
    before: float
    after: float

    @property
    def changes(self) -> bool:
        """Whether it says anything else than the machine."""
        return self.curve != AS_IT_IS


def learn(reviews: Iterable[Review], criterion: str) -> Learned:
    """Fit one criterion's curve to all corrections and confirmations. `reviews` in order of time."""
    labels = labels_of(reviews, criterion)
    before, after = brier(labels, AS_IT_IS), unseen(labels)
    useless = len(labels) >= ENOUGH_TO_TELL and after >= before
    curve = AS_IT_IS if useless else fit(labels)
    trainers = len({one.trainer_id for one in labels})
    return Learned(criterion, curve, scope(labels), len(labels), trainers, before, after)


def labels_of(reviews: Iterable[Review], criterion: str) -> tuple[Label, ...]:
    """Each trainer's last word of each take; where several spoke of one take, they share its weight.

    Reviews of deleted trainers are left out: whose taste they were cannot be known. So are words taken back.
    """
    last: dict[tuple[str, str], Review] = {}
    for one in last_of_each(reviews):
        if one.criterion == criterion and one.trainer_id and one.machine.top > 0 and not one.withdrawn:
            last[one.attempt_id, one.trainer_id] = one
    voices = Counter(attempt for attempt, _ in last)
    return tuple(
        Label(attempt, trainer, one.machine, one.level, 1 / voices[attempt])
        for (attempt, trainer), one in last.items()
    )


def unseen(labels: Sequence[Label]) -> float:
    """The error on each take of a curve that was fitted without it, up to 20 takes held back one by one.

    Of more takes every twentieth is held back together: it tells the same, and is quicker.
    """
    order = {attempt: n for n, attempt in enumerate(dict.fromkeys(one.attempt_id for one in labels))}
    parts: dict[int, list[Label]] = defaultdict(list)
    for one in labels:
        parts[order[one.attempt_id] % PARTS].append(one)
    wrong = 0.0
    for held in parts.values():
        gone = {one.attempt_id for one in held}
        wrong += missed(held, fit([one for one in labels if one.attempt_id not in gone]))
    weight = sum(one.weight for one in labels)
    return wrong / weight if weight else 0.0


def scope(labels: Sequence[Label]) -> Scope:
    """Everywhere only with twenty labels of two trainers, each of whom by herself moves it the same way."""
    spoken = Counter(one.trainer_id for one in labels)
    heard = [trainer for trainer, count in spoken.items() if count >= FEWEST_EACH]
    if len(labels) < FEWEST_LABELS or len(heard) < FEWEST_TRAINERS:
        return Scope.GROUP
    own = [fit([one for one in labels if one.trainer_id == trainer]).offset for trainer in heard]
    agree = all(offset > 0 for offset in own) or all(offset < 0 for offset in own)
    return Scope.EVERYWHERE if agree else Scope.GROUP


def adjusted(said: MachineLevel, curve: Curve) -> MachineLevel:
    """The machine's range, widened to where trainers usually put such takes; its own level stays inside.

    By one level at most; below half only the certainty changes. Never narrower: a habit observes nothing.
    """
    if said.top == 0:
        return said
    shift = min(max(round(curve.offset / (curve.slope * steepness(said))), -1), 1)
    low, high = (min(max(end + shift, 0), said.top) for end in (said.low, said.high))
    sure = curve.chances(replace(said, high=said.low))[max(said.low, 1) - 1]
    sure = sure if said.low else 1 - sure
    return replace(said, low=min(low, said.low), high=max(high, said.high), certainty=float(round(sure, 3)))
