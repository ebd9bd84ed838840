"""Moments at which something was heard: how sure, how many, how far apart, and whether silence means no."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Protocol, runtime_checkable

from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.domain.media import Span
from coach.domain.rubric import Answer, Condition, Verdict
from coach.scoring.verdicts import once

HEARD = 0.5  # calibrated probability; from here it is more likely said than not
DOUBTFUL = 0.25  # calibrated probability; below it the recogniser emits nothing
TOUCHING_S = 0.05  # one word may seem to end that much after the next begins; times are rounded sums
TOO_LITTLE_SPEECH = "hearing.too_little_speech"
NO_TIMES = "words.no_times"
TIME = "time"  # the name under which it is reported that seconds were not given
HEARING = "hearing"  # the name under which a take that could not be listened to is reported


@dataclass(frozen=True, slots=True)
class Hit:
    """One moment of a thing that was asked for, with all observations that prove it."""

    span: Span
    proof: tuple[Observation, ...]

    @property
    def certainty(self) -> float:
        return min(o.certainty for o in self.proof)


@runtime_checkable
class Momentary(Protocol):
    """A condition that can tell at which moments it holds, so that nearness to them can be asked."""

    def hits(self, evidence: Evidence, floor: float) -> tuple[Hit, ...]:
        """The moments proved by observations of at least that certainty."""

    def listens_for(self) -> tuple[str, ...]:
        """The names that have to be observable before its absence means anything."""


def hits_of(condition: Condition, evidence: Evidence, floor: float) -> tuple[Hit, ...]:
    """The condition's moments; none where it cannot tell them."""
    return condition.hits(evidence, floor) if isinstance(condition, Momentary) else ()


def names_of(condition: Condition) -> tuple[str, ...]:
    """The names the condition listens for; none where it listens for nothing."""
    return condition.listens_for() if isinstance(condition, Momentary) else ()


def settle(
    evidence: Evidence, names: Sequence[str], found: Callable[[float], tuple[Observation, ...] | None]
) -> Answer:
    """Yes by what is surely heard, unsure by what may have been, no only where hearing was good.

    `found(floor)` gives the proof among observations of at least that certainty, or None.
    """
    sure = found(HEARD)
    if sure is not None:
        return Answer(Verdict.YES, sure)
    perhaps = found(DOUBTFUL)
    if perhaps is not None:
        return Answer(Verdict.UNKNOWN, tuple(o for o in perhaps if o.certainty < HEARD))
    missing = could_not_hear(evidence, names)
    return Answer(Verdict.UNKNOWN, (), missing) if missing else Answer(Verdict.NO)


def without_times(evidence: Evidence, answer: Answer) -> Answer:
    """What can be said where seconds were only assumed: a no stays, a yes that rests on them is open."""
    if evidence.timed or answer.verdict is not Verdict.YES:
        return answer
    return Answer(Verdict.UNKNOWN, (), (NotObserved(TIME, NO_TIMES),))


def could_not_hear(evidence: Evidence, names: Sequence[str]) -> tuple[NotObserved, ...]:
    """Why it cannot be said that these things were not heard; empty where hearing was good."""
    asked = (HEARING, *names)
    told = tuple(n for n in evidence.not_observed if any(_same_thing(n.name, name) for name in asked))
    if told or evidence.heard_well(evidence.whole):
        return told
    name = names[0] if names else HEARING
    bad = (w for w in evidence.hearing if not w.good and w.span.overlap_s(evidence.whole) > 0)
    missing = tuple(NotObserved(name, w.reason, w.span) for w in bad)
    return missing or (NotObserved(name, TOO_LITTLE_SPEECH),)


def _same_thing(told: str, asked: str) -> bool:
    """Whether one name is the other or a finer one of it."""
    return told == asked or told.startswith(asked + ".") or asked.startswith(told + ".")


def apart_by_s(one: Span, other: Span) -> float:
    """Seconds between two spans; 0 where they meet or overlap."""
    return max(0.0, one.start_s - other.end_s, other.start_s - one.end_s)


def share_words(one: Span, other: Span) -> bool:
    """Whether both lie in the same words: the shorter lies mostly inside the longer.

    Neighbours may overlap by a rounding error, which is not the same words.
    """
    shorter_s = min(one.duration_s, other.duration_s)
    return one.overlap_s(other) > shorter_s / 2 if shorter_s else one.touches(other)


def proof_of(hits: Iterable[Hit] | None) -> tuple[Observation, ...] | None:
    """All that proves these hits, each once."""
    return None if hits is None else once(o for hit in hits for o in hit.proof)


def spread(
    hits: Sequence[Hit], times: int, apart_s: float = 0.0, kind_of: Callable[[Hit], object] | None = None
) -> tuple[Hit, ...] | None:
    """So many hits one after the other, `apart_s` between them, each of another kind; None where too few.

    Taking the one that ends first (of each kind) leaves most room for the others, so the search misses none.
    """
    if times == 1:
        return (max(hits, key=lambda hit: hit.certainty),) if hits else None
    in_time = sorted(hits, key=lambda hit: (hit.span.end_s, hit.span.start_s))
    return _spread(in_time, times, apart_s, kind_of, (-inf, frozenset()))


def _spread(
    hits: Sequence[Hit],
    times: int,
    apart_s: float,
    kind_of: Callable[[Hit], object] | None,
    state: tuple[float, frozenset[object]],
) -> tuple[Hit, ...] | None:
    if not times:
        return ()
    after_s, used = state
    free = [hit for hit in hits if hit.span.start_s >= after_s]
    for index, kind in _first_of_each(free, kind_of):
        if kind_of is not None and kind in used:
            continue
        hit = free[index]
        next_s = hit.span.end_s + apart_s - TOUCHING_S
        rest = _spread(free[index + 1 :], times - 1, apart_s, kind_of, (next_s, used | {kind}))
        if rest is not None:
            return (hit, *rest)
    return None


def _first_of_each(
    hits: Sequence[Hit], kind_of: Callable[[Hit], object] | None
) -> Iterator[tuple[int, object]]:
    """The place in the list of the first hit of each kind."""
    seen: set[object] = set()
    for index, hit in enumerate(hits):
        kind = kind_of(hit) if kind_of else None
        if kind not in seen:
            seen.add(kind)
            yield index, kind
