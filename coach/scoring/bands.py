"""Measured values over time: which belong to a measure, how long they held, and what was not measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.domain.media import Span
from coach.scoring.hits import HEARD

TOUCHING_S = 0.05  # samples closer than this follow one another; their times are rounded
DECIMALS = 3  # of a shown average: a run of threes is 3, not 3.0000000000000036
NOT_MEASURED = "reason.part_not_measured"


@dataclass(frozen=True, slots=True)
class Band:
    """Values from `low` to `high`, borders included; None is open."""

    low: float | None
    high: float | None

    def holds(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Reading:
    """One measured value and for how many seconds of the time looked at it held."""

    value: float
    lasted_s: float
    observation: Observation


def readings(evidence: Evidence, measure: str, unit: str | None) -> tuple[Reading, ...]:
    """The sure values of a measure, in that unit where one is asked for, cut to the time looked at."""
    return tuple(
        Reading(float(o.value), o.span.overlap_s(evidence.whole), o)
        for o in evidence.named(measure)
        if o.certainty >= HEARD and isinstance(o.value, int | float) and unit in (None, o.unit)
    )


def unsure(evidence: Evidence, measure: str) -> tuple[Observation, ...]:
    """Values too uncertain to count, at which a person could look."""
    doubtful = (o for o in evidence.named(measure) if o.certainty < HEARD)
    return tuple(o for o in doubtful if isinstance(o.value, int | float))


def not_measured(evidence: Evidence, measure: str) -> tuple[NotObserved, ...]:
    """Why the measure is not there all the time; a plain reason where nobody gave one."""
    return tuple(evidence.unobserved(measure)) or (NotObserved(measure, NOT_MEASURED),)


def total_s(these: Sequence[Reading]) -> float:
    """Seconds for which these values held, together."""
    return sum(reading.lasted_s for reading in these)


def average(values: Sequence[Reading]) -> float:
    """Weighted by how long each value held; values without any length count alike."""
    lasted_s = total_s(values)
    if not lasted_s:
        return sum(v.value for v in values) / len(values)
    return sum(v.value * v.lasted_s for v in values) / lasted_s


def averaged(values: Sequence[Reading], whole: Span, window_s: float) -> tuple[Reading, ...]:
    """The average of each window of the time looked at, for as long as something was measured in it.

    A value spanning several windows counts in each for the time it shares with it; one over the whole take is
    no window's value where finer ones exist.
    """
    fine = [v for v in values if v.observation.span.duration_s <= window_s + TOUCHING_S] or values
    found = []
    for at in range(ceil(whole.duration_s / window_s)):
        start_s = whole.start_s + at * window_s
        window = Span(start_s, min(whole.end_s, start_s + window_s))
        inside = [_cut(v, window) for v in fine if v.observation.span.overlap_s(window) > 0]
        if inside:
            found.append(_window_value(inside, window))
    return tuple(found)


def _cut(value: Reading, window: Span) -> Reading:
    return replace(value, lasted_s=value.observation.span.overlap_s(window))


def _window_value(inside: Sequence[Reading], window: Span) -> Reading:
    measured_s = min(window.duration_s, total_s(inside))
    value = round(average(inside), DECIMALS)
    certainty = min(one.observation.certainty for one in inside)
    shown = replace(inside[0].observation, span=window, value=value, certainty=certainty, moment_s=None)
    return Reading(value, measured_s, shown)


def faults(evidence: Evidence, measure: str) -> tuple[Observation, ...]:
    """The stretches its check marked as bad, so that a low level can be looked at."""
    return tuple(evidence.named(f"{measure}.fault"))


def longest_stretch(good: Sequence[Reading]) -> tuple[Observation, ...]:
    """The longest time without a break, as one observation to play: hundreds of samples would show nothing.

    It carries the average value; its moment is the middle of the stretch. Empty where nothing was good.
    """
    runs: list[list[Reading]] = [[]]
    for reading in sorted(good, key=lambda r: r.observation.span):
        if runs[-1] and not _follows(reading, runs[-1][-1]):
            runs.append([])
        runs[-1].append(reading)
    longest = max(runs, key=total_s)
    return (_as_one(longest),) if longest else ()


def _follows(reading: Reading, before: Reading) -> bool:
    return reading.observation.span.start_s - before.observation.span.end_s <= TOUCHING_S


def _as_one(run: Sequence[Reading]) -> Observation:
    spans = [reading.observation.span for reading in run]
    span = Span(round(spans[0].start_s, DECIMALS), round(max(s.end_s for s in spans), DECIMALS))
    certainty = min(reading.observation.certainty for reading in run)
    middle_s = round((span.start_s + span.end_s) / 2, DECIMALS)
    first = run[0].observation
    value = round(average(run), DECIMALS)
    return replace(first, span=span, value=value, certainty=certainty, moment_s=middle_s)
