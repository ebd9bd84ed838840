"""Was it said? A label or a slot was heard, perhaps with certain facts in it, perhaps more than once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from coach.domain.errors import LessonError
from coach.domain.evidence import Evidence, Observation
from coach.domain.media import Span
from coach.domain.rubric import Answer
from coach.scoring.fields import Label
from coach.scoring.hits import Hit, proof_of, settle, share_words, spread, without_times
from coach.scoring.registry import condition
from coach.scoring.verdicts import once


@condition("heard")
@dataclass(frozen=True, slots=True)
class Heard:
    """A label or slot was heard; a list asks for any one of its names.

    with: slots or labels that must all lie in the same utterance. with_any: one of these must.
    times: so many separate moments, apart_s: seconds from the end of one to the start of the next.
    different: words: a sentence said again, or the same number again, counts once.
    """

    heard: tuple[Label, ...]
    with_: tuple[Label, ...] = ()
    with_any: tuple[Label, ...] = ()
    times: int = 1
    apart_s: float = 0.0
    different: Literal["words"] | None = None

    def __post_init__(self) -> None:
        if not self.heard or self.times < 1:
            raise LessonError("lesson.wrong_type", field="heard", expected="{heard: origin, times: 1}")

    def holds(self, evidence: Evidence) -> Answer:
        answer = settle(evidence, self.listens_for(), lambda floor: self._found(evidence, floor))
        return without_times(evidence, answer) if self.apart_s else answer

    def hits(self, evidence: Evidence, floor: float) -> tuple[Hit, ...]:
        """Each moment at which it was heard with all that must lie in the same words."""
        heard = once(o for name in self.heard for o in evidence.named(name))
        moments = (self._hit(observation, evidence, floor) for observation in heard)
        return tuple(hit for hit in moments if hit is not None)

    def listens_for(self) -> tuple[str, ...]:
        return (*self.heard, *self.with_, *self.with_any)

    def _found(self, evidence: Evidence, floor: float) -> tuple[Observation, ...] | None:
        hits = self.hits(evidence, floor)
        return proof_of(spread(hits, self.times, self.apart_s, _words if self.different else None))

    def _hit(self, heard: Observation, evidence: Evidence, floor: float) -> Hit | None:
        if heard.certainty < floor:
            return None
        asked = [(name,) for name in self.with_] + ([self.with_any] if self.with_any else [])
        beside = [_surest(names, heard.span, evidence, floor) for names in asked]
        found = tuple(observation for observation in beside if observation is not None)
        return Hit(heard.span, (heard, *found)) if len(found) == len(asked) else None


def _surest(names: Iterable[Label], span: Span, evidence: Evidence, floor: float) -> Observation | None:
    """The surest observation under any of the names in the same words."""
    there = [o for name in names for o in evidence.named(name) if share_words(o.span, span)]
    sure = [o for o in there if o.certainty >= floor]
    return max(sure, key=lambda o: o.certainty, default=None)


def _words(hit: Hit) -> object:
    """What tells one mention from another: a slot's value and unit, else the words themselves."""
    heard = hit.proof[0]
    if heard.value is not None:
        return heard.value, heard.unit
    return tuple(re.findall(r"\w+", heard.quote.casefold()))
