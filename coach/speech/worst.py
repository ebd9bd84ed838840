"""Which stretches of the take to listen to: the few that are worst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.domain.evidence import Observation
from coach.domain.media import Span
from coach.speech.grades import GOOD

MOST = 3  # more than three stretches a check is scolding, not help


@dataclass(frozen=True, slots=True)
class Graded:
    """A stretch that was judged: its grade 0-4 and, below 3, the advice for it (message id)."""

    span: Span
    grade: int
    advice: str = ""

    @property
    def weight(self) -> float:
        """How bad it is for how long."""
        return (GOOD - self.grade) * self.span.duration_s


def to_listen_to(name: str, graded: Sequence[Graded]) -> Iterator[Observation]:
    """At most three stretches as observations `name.fault`, the heaviest first, each with its advice."""
    for bad in sorted(_joined(graded), key=lambda one: (-one.weight, one.span))[:MOST]:
        middle_s = round((bad.span.start_s + bad.span.end_s) / 2, 3)
        yield Observation(f"{name}.fault", bad.span, bad.advice, "advice", moment_s=middle_s)


def _joined(graded: Sequence[Graded]) -> list[Graded]:
    """Neighbours of one grade and advice as one stretch; good ones left out."""
    runs: list[Graded] = []
    for one in graded:
        if one.grade >= GOOD:
            continue
        last = runs[-1] if runs else None
        if last and (last.grade, last.advice) == (one.grade, one.advice) and last.span.touches(one.span):
            runs[-1] = replace(last, span=Span(last.span.start_s, one.span.end_s))
        else:
            runs.append(one)
    return runs
