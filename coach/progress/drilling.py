"""Drilling one criterion: takes of under a minute, three in a round, the best of them kept in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from coach.domain.analysis import ENDED_BADLY
from coach.domain.evidence import Evidence
from coach.domain.rubric import Condition, Criterion, Lesson, Verdict
from coach.domain.transcript import Transcript
from coach.progress.bayes import Reached
from coach.progress.takes import levels_of

TRIES = 3  # in a round (issue 6): enough to get better, few enough to stay glad
SHORTEST_S, LONGEST_S = 20, 60  # how long a drill is (issue 6)


class Drilled(Protocol):
    """A drill as it was handed in, with its result once there is one."""

    @property
    def lesson_id(self) -> str: ...

    @property
    def drill(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def created_at(self) -> datetime: ...

    @property
    def result(self) -> Mapping[str, Any] | None: ...


One = TypeVar("One", bound=Drilled)


@dataclass(frozen=True, slots=True)
class What:
    """What is drilled: a criterion of a lesson."""

    lesson_id: str
    criterion_id: str


def can_be_drilled(lesson: Lesson) -> frozenset[str]:
    """The criteria of a lesson that a short take without viewers' questions can climb to the top.

    A criterion that asks for a longer take, or for comments that may not come, cannot be judged fairly in
    a minute; one that no check measures yet cannot be judged at all; what must not be said is no exercise.
    """
    return frozenset(use.criterion.id for use in lesson.uses if not use.gate and _fits(use.criterion))


def _fits(criterion: Criterion) -> bool:
    asked = (criterion.applies, *(rung.applies for rung in criterion.ladder))
    return not criterion.not_measured and all(map(_applies, asked))


def _applies(condition: Condition | None) -> bool:
    """Whether it holds for any take as long as a drill, whatever is said in it."""
    short = Evidence(Transcript("vi", ()), (), (), (), float(LONGEST_S))
    return condition is None or condition.holds(short).verdict is Verdict.YES


def current_round(drills: Iterable[One], what: What) -> tuple[One, ...]:
    """The tries of the round that is open, oldest first: none up to three. The fourth try begins another.

    What could not be scored is no try.
    """
    fitting = [one for one in drills if (one.lesson_id, one.drill) == (what.lesson_id, what.criterion_id)]
    tries = sorted((one for one in fitting if one.state not in ENDED_BADLY), key=lambda one: one.created_at)
    begun = (len(tries) - 1) // TRIES * TRIES
    return tuple(tries[max(0, begun) :])


def levels_in(one: Drilled, criterion_id: str) -> Reached | None:
    """The levels of that criterion in one try; None while it is scored, or where nothing could be judged."""
    judged = [j for j in (one.result or {}).get("judgements", ()) if j["criterion"] == criterion_id]
    return levels_of(judged[0]) if judged else None


def best(tries: Sequence[One], criterion_id: str) -> One | None:
    """The try with the highest level surely reached; of equals what may be higher, then the newest."""
    known = [
        (found.low, found.high, at) for at, one in enumerate(tries) if (found := levels_in(one, criterion_id))
    ]
    return tries[max(known)[2]] if known else None
