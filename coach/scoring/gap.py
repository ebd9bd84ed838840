"""How long the learner went without it: the longest stretch, start and end of the take included."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.evidence import Evidence, Observation
from coach.domain.rubric import Answer, Verdict
from coach.scoring.fields import Label
from coach.scoring.hits import settle, without_times
from coach.scoring.registry import condition


@condition("gap")
@dataclass(frozen=True, slots=True)
class Gap:
    """The longest stretch without the label is at most so many seconds.

    from_s: the first stretch begins here; to_end: the last one runs to the end of the take. A take shorter
    than the stretch holds it by itself, so ask with `heard` as well whether it was said at all.
    """

    of: Label
    at_most_s: float
    from_s: float = 0.0
    to_end: bool = True

    def holds(self, evidence: Evidence) -> Answer:
        if not evidence.timed:
            return without_times(evidence, Answer(Verdict.YES))
        return settle(evidence, (self.of,), lambda floor: self._found(evidence, floor))

    def _found(self, evidence: Evidence, floor: float) -> tuple[Observation, ...] | None:
        heard = tuple(o for o in evidence.named(self.of) if o.certainty >= floor)
        reached_s = evidence.whole.start_s + self.from_s
        for observation in sorted(heard, key=lambda o: o.span.start_s):
            if observation.span.start_s - reached_s > self.at_most_s:
                return None
            reached_s = max(reached_s, observation.span.end_s)
        if self.to_end and evidence.whole.end_s - reached_s > self.at_most_s:
            return None
        return heard
