"""Were there comments to answer at all? Meant for `applies`."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.evidence import Evidence
from coach.domain.rubric import Answer, Verdict
from coach.scoring.fields import IntentName
from coach.scoring.registry import condition


@condition("shown_comments_at_least")
@dataclass(frozen=True, slots=True)
class ShownCommentsAtLeast:
    """So many viewers asked something during the take. Meant for `applies`."""

    shown_comments_at_least: int

    def holds(self, evidence: Evidence) -> Answer:
        return _yes(sum(one.asks for one in evidence.comments) >= self.shown_comments_at_least)


@condition("shown_comments_with")
@dataclass(frozen=True, slots=True)
class ShownCommentsWith:
    """Comments of one of these intents were shown during the take, so many of them. Meant for `applies`."""

    shown_comments_with: tuple[IntentName, ...]
    at_least: int = 1

    def holds(self, evidence: Evidence) -> Answer:
        fitting = [one for one in evidence.comments if one.asks and one.intent in self.shown_comments_with]
        return _yes(len(fitting) >= self.at_least)


def _yes(holds: bool) -> Answer:
    return Answer(Verdict.YES if holds else Verdict.NO)
