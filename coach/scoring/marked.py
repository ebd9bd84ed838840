"""Did a person who looked say so? A paper held up, a close-up clearly seen."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.evidence import Evidence
from coach.domain.rubric import Answer, Verdict
from coach.scoring.registry import condition

MARK = "marked."  # marks are observations "marked.paper_shown" with the value 1 (yes) or 0 (no)


@condition("marked")
@dataclass(frozen=True, slots=True)
class Marked:
    """A person marked it as seen. Until somebody has looked it stays open, for a person to settle.

    A later mark of the same name replaces an earlier one.
    """

    marked: str

    def holds(self, evidence: Evidence) -> Answer:
        marks = tuple(evidence.named(MARK + self.marked))
        if not marks:
            return Answer(Verdict.UNKNOWN)
        latest = marks[-1]
        return Answer(Verdict.YES if latest.value else Verdict.NO, (latest,))
