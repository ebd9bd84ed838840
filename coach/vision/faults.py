"""Which stretches of the take to show the learner: the few that are worst and long enough to see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from coach.domain.media import Span
from coach.vision.check import GOOD

NEAR_S = 2.0  # bad samples up to this far apart are one stretch: one good second between does not mend it
NEAR_STEPS = 1.5  # the same where samples are sparser than that
SHORTEST_S = 3.0  # a glance away is no fault
MOST = 3  # more than three stretches a check is scolding, not help
GROSS = (
    1  # a stretch of grades 0-1 is shown by itself, not lost in a longer stretch that is only slightly off
)


@dataclass(frozen=True, slots=True)
class Graded:
    """One judged sample: how long it stands for, its grade 0-4, advice (message id) and certainty."""

    span: Span
    grade: int
    advice: str
    certainty: float

    @property
    def badness(self) -> int:
        """Grades below good: 0 for a good sample."""
        return max(0, GOOD - self.grade)


@dataclass(frozen=True, slots=True)
class Fault:
    """A stretch to look at, with the advice of its worst moment."""

    span: Span
    advice: str
    certainty: float
    moment_s: float
    weight: float  # badness x seconds


def faults(samples: Sequence[Graded], step_s: float) -> list[Fault]:
    """At most MOST stretches, the heaviest first. `step_s` is the usual time between samples."""
    near_s = max(NEAR_S, NEAR_STEPS * step_s)
    gross = _stretches((s for s in samples if s.grade <= GROSS), near_s)
    slight = _stretches((s for s in samples if s.badness), near_s)
    apart = [fault for fault in slight if not any(fault.span.overlap_s(worse.span) for worse in gross)]
    return sorted([*gross, *apart], key=lambda f: (-f.weight, f.span))[:MOST]


def _stretches(bad: Iterable[Graded], near_s: float) -> list[Fault]:
    runs: list[list[Graded]] = []
    for sample in bad:
        if runs and sample.span.start_s - runs[-1][-1].span.start_s <= near_s:
            runs[-1].append(sample)
        else:
            runs.append([sample])
    found = (_fault(run) for run in runs)
    return [fault for fault in found if fault.span.duration_s >= SHORTEST_S]


def _fault(run: list[Graded]) -> Fault:
    lowest = min(sample.grade for sample in run)
    worst = [sample for sample in run if sample.grade == lowest]
    shown = worst[len(worst) // 2]  # the middle of the worst: its borders may be half-way pictures
    span = Span(run[0].span.start_s, run[-1].span.end_s)
    weight = sum(sample.badness * sample.span.duration_s for sample in run)
    return Fault(span, shown.advice, fmean(s.certainty for s in run), shown.span.start_s, weight)


def usual_step_s(starts_s: Sequence[float]) -> float | None:
    """The median time between samples; None when there are fewer than two."""
    steps = sorted(after - before for before, after in pairwise(starts_s))
    return steps[len(steps) // 2] if steps else None
