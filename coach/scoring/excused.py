"""Time that counts neither way because something else was rightly going on: goods held close to the lens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coach.domain.evidence import Evidence, Observation
from coach.domain.media import Span
from coach.scoring.bands import Reading
from coach.scoring.hits import HEARD


@dataclass(frozen=True, slots=True)
class Excused:
    """Stretches of the take that are left out, in order and without overlap."""

    spans: tuple[Span, ...] = ()

    def total_s(self) -> float:
        return sum(span.duration_s for span in self.spans)

    def inside_s(self, span: Span) -> float:
        """How much of the span is excused."""
        return sum(span.overlap_s(one) for one in self.spans)

    def without(self, values: Sequence[Reading]) -> tuple[Reading, ...]:
        """The values for the time that is left of each; those with none left are gone."""
        if not self.spans:
            return tuple(values)
        left = ((v, v.lasted_s - self.inside_s(v.observation.span)) for v in values)
        return tuple(replace(value, lasted_s=left_s) for value, left_s in left if left_s > 0)

    def faults(self, found: Iterable[Observation]) -> tuple[Observation, ...]:
        """Those that lie for the most part in time that counts."""
        return tuple(one for one in found if self.inside_s(one.span) * 2 <= one.span.duration_s)


def excused(evidence: Evidence, name: str | None) -> Excused:
    """The time in which a measure was at least 1, or was there without a value; nothing without a name."""
    if name is None:
        return Excused()
    spans = sorted(o.span for o in evidence.named(name) if o.certainty >= HEARD and _is_so(o))
    merged: list[Span] = []
    for span in (_cut(span, evidence.whole) for span in spans):
        if merged and span.start_s <= merged[-1].end_s:
            merged[-1] = Span(merged[-1].start_s, max(merged[-1].end_s, span.end_s))
        else:
            merged.append(span)
    return Excused(tuple(merged))


def _is_so(one: Observation) -> bool:
    return one.value is None or (isinstance(one.value, int | float) and one.value >= 1)


def _cut(span: Span, whole: Span) -> Span:
    start_s = min(max(span.start_s, whole.start_s), whole.end_s)
    return Span(start_s, max(start_s, min(span.end_s, whole.end_s)))
