"""What the learner gave beside the recording: facts on her product card, photos. Meant for `applies`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.domain.evidence import Evidence
from coach.domain.rubric import Answer, Verdict
from coach.scoring.registry import condition

Fact = Literal["name", "place", "maker", "taste_or_use", "price", "proof"]


@condition("card_says")
@dataclass(frozen=True, slots=True)
class CardSays:
    """The learner filled in this fact of her product card. Meant for `applies`."""

    card_says: Fact

    def holds(self, evidence: Evidence) -> Answer:
        card = evidence.card
        filled = card is not None and bool(getattr(card, self.card_says).strip())
        return Answer(Verdict.YES if filled else Verdict.NO)


@condition("photos_at_least")
@dataclass(frozen=True, slots=True)
class PhotosAtLeast:
    """The learner added so many photos of her product. Meant for `applies`."""

    photos_at_least: int

    def holds(self, evidence: Evidence) -> Answer:
        return Answer(Verdict.YES if evidence.photos >= self.photos_at_least else Verdict.NO)
