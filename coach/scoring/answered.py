"""Were viewers' comments answered? Compared with the same question at other seconds: luck earns nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence, Observation
from coach.domain.media import ShownComment
from coach.domain.rubric import Answer, Intent, Verdict
from coach.scoring.fields import IntentName
from coach.scoring.hits import settle, without_times
from coach.scoring.registry import condition
from coach.scoring.replies import Asking, Reply, asked_once, earned, share_answered
from coach.scoring.verdicts import once

SLACK = 1e-9  # parts of a share; sums are not exact


@condition("answered")
@dataclass(frozen=True, slots=True)
class Answered:
    """A share of the shown comments got a spoken answer of the right kind, from 2 s before to within_s after.

    intents: only comments of these. facts_at_least: the answer holds so many of the facts its intent asks
    for (all of them where there are fewer). named: the viewer was called by name. repeats: together: the same
    question asked again within a minute counts once. What the same question, asked at any other second,
    would also have seemed to get does not count. Comments that ask nothing (thanks, orders) do not count.
    """

    share_at_least: float
    within_s: float = 60.0
    intents: tuple[IntentName, ...] = ()
    facts_at_least: int = 0
    named: bool = False
    repeats: str = ""
    known: Mapping[str, Intent] = field(default_factory=dict, compare=False, metadata={"yaml": False})

    def __post_init__(self) -> None:
        if not 0 < self.share_at_least <= 1 or self.repeats not in ("", "together"):
            raise LessonError(
                "lesson.wrong_type",
                field="answered",
                expected="{answered: {share_at_least: 0.6, within_s: 45}}",
            )

    def holds(self, evidence: Evidence) -> Answer:
        comments = self._asked(evidence)
        if not comments:
            return Answer(Verdict.NO)
        if not evidence.timed:
            return without_times(evidence, Answer(Verdict.YES))
        names = once(name for one in comments for name in self._listened_for(one))
        return settle(evidence, names, lambda floor: self._found(evidence, comments, floor))

    def _asked(self, evidence: Evidence) -> tuple[ShownComment, ...]:
        asking = (c for c in evidence.comments if c.intent)
        asked = [c for c in asking if not self.intents or c.intent in self.intents]
        return asked_once(asked) if self.repeats else tuple(asked)

    def _listened_for(self, comment: ShownComment) -> tuple[str, ...]:
        intent = self.known.get(comment.intent)
        return intent.answered_by if intent else ()

    def _found(
        self, evidence: Evidence, comments: tuple[ShownComment, ...], floor: float
    ) -> tuple[Observation, ...] | None:
        asking = Asking(self.known, self.within_s, self.facts_at_least, floor)
        found = earned(evidence, comments, asking)
        if self.named:
            found = tuple(one if one.named else Reply(one.comment) for one in found)
        if share_answered(found) < self.share_at_least - SLACK:
            return None
        return once(o for one in found for o in one.heard)
