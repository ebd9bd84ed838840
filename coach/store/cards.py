"""Product cards: what each learner wrote about her own goods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.media import ProductCard
from coach.store.schema import LearnerRow


@dataclass(frozen=True, slots=True)
class Cards:
    """One card a learner; it lies in her own row, so that it goes when she goes."""

    sessions: sessionmaker[Session]

    def of(self, learner_id: str) -> ProductCard | None:
        """Her card; None while nothing is written on it."""
        with self.sessions() as session:
            row = session.get(LearnerRow, learner_id)
        return read(row.card) if row else None

    def keep(self, learner_id: str, card: ProductCard) -> None:
        """Keep the card as it is now; attempts keep the one they were handed in with."""
        change = update(LearnerRow).where(LearnerRow.id == learner_id).values(card=written(card))
        with self.sessions.begin() as session:
            if session.connection().execute(change).rowcount != 1:
                raise CoachError("people.unknown", id=learner_id)


def written(card: ProductCard | None) -> dict[str, Any] | None:
    """The card as it is kept; an empty one is none."""
    return None if card is None or card.is_blank else asdict(card)


def read(kept: Mapping[str, Any] | None) -> ProductCard | None:
    """The card that was kept."""
    return ProductCard(**kept) if kept else None
