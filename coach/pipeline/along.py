"""Understands what is said while it is being said: a sentence that was understood is not asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from coach.domain.transcript import Utterance
from coach.language.recogniser import Recogniser
from coach.pipeline.understanding import Understander


@dataclass(frozen=True, slots=True)
class Remembering(Recogniser):
    """A recogniser that keeps what it found in each utterance, as long as it lives itself: for one take."""

    known: dict[Utterance, dict[str, float]] = field(default_factory=dict, compare=False, repr=False)

    def predict(self, utterances: Sequence[Utterance]) -> tuple[dict[str, float], ...]:
        """See `Recogniser`; each utterance stands alone, so asking for one again changes nothing."""
        new = [one for one in dict.fromkeys(utterances) if one not in self.known]
        self.known.update(zip(new, Recogniser.predict(self, new), strict=True))
        return tuple(self.known[one] for one in utterances)


def along(understand: Understander) -> Understander:
    """One that may be asked for the same growing take every few seconds."""
    parts = {one.name: getattr(understand.recogniser, one.name) for one in fields(Recogniser)}
    return replace(understand, recogniser=Remembering(**parts))
