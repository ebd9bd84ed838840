"""In the first or last seconds of the take."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence
from coach.domain.media import Span
from coach.domain.rubric import Answer, Condition, Verdict
from coach.scoring.hits import without_times
from coach.scoring.registry import condition
from coach.scoring.verdicts import every, some
from coach.scoring.view import narrowed


@condition("within")
@dataclass(frozen=True, slots=True)
class Within:
    """All, and any one of the others, in the first or last so many seconds.

    The conditions see only what lies there; a sentence begun before the border still counts.
    """

    first_s: float | None = None
    last_s: float | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        if (self.first_s is None) == (self.last_s is None):
            raise LessonError("lesson.one_of", fields="first_s, last_s")
        if not (self.all or self.any):
            raise LessonError("lesson.one_of", fields="all, any")

    def holds(self, evidence: Evidence) -> Answer:
        there = evidence if not evidence.timed else narrowed(evidence, self._window(evidence.whole))
        answers = [part.holds(there) for part in self.all]
        if self.any:
            answers.append(some(part.holds(there) for part in self.any))
        answer = every(answers)
        if not evidence.timed and answer.because:  # what speaks for it or against it may lie elsewhere
            return without_times(evidence, Answer(Verdict.YES))
        return without_times(evidence, answer)

    def _window(self, whole: Span) -> Span:
        if self.first_s is not None:
            return Span(whole.start_s, min(whole.end_s, whole.start_s + self.first_s))
        return Span(max(whole.start_s, whole.end_s - (self.last_s or 0.0)), whole.end_s)
