"""Words offered as example sentences, and what trainers decided; they go with the take they were said in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.review.examples import Decision, Offer
from coach.store.schema import OfferRow


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers of all takes."""

    sessions: sessionmaker[Session]

    def add(self, offers: Iterable[Offer], now: datetime) -> None:
        """Keep offers; one that was made before is not made again."""
        with self.sessions.begin() as session:
            for one in offers:
                if not session.scalars(_same(one)).first():
                    session.add(_row(one, now))

    def with_decision(self, decision: Decision) -> dict[str, Offer]:
        """By id all offers of which that was decided, oldest first."""
        asked = (
            select(OfferRow)
            .where(OfferRow.decision == decision.value)
            .order_by(OfferRow.offered_at, OfferRow.id)
        )
        with self.sessions() as session:
            return {row.id: _offer(row) for row in session.scalars(asked)}

    def decide(self, id: str, decision: Decision, trainer_id: str, now: datetime) -> None:
        """A trainer accepts or declines. CoachError `offer.decided` when it is not open any more, or gone."""
        change = (
            update(OfferRow)
            .where(OfferRow.id == id, OfferRow.decision == Decision.OPEN.value)
            .values(decision=decision.value, decided_by=trainer_id, decided_at=now)
        )
        with self.sessions.begin() as session:
            if session.connection().execute(change).rowcount != 1:
                raise CoachError("offer.decided")


def _same(one: Offer) -> Select[str]:
    return select(OfferRow.id).where(
        OfferRow.attempt_id == one.attempt_id,
        OfferRow.label == one.label,
        OfferRow.text == one.text,
        OfferRow.holds.is_(one.holds),
    )


def _row(one: Offer, now: datetime) -> OfferRow:
    return OfferRow(
        id=uuid4().hex,
        attempt_id=one.attempt_id,
        criterion=one.criterion,
        label=one.label,
        text=one.text,
        at_s=one.at_s,
        holds=one.holds,
        offered_at=now,
    )


def _offer(row: OfferRow) -> Offer:
    return Offer(row.attempt_id, row.criterion, row.label, row.text, row.at_s, row.holds)
