"""Words offered as example sentences, and what trainers decided; they go with the take they were said in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.consent import SHOW_TRAINER
from coach.domain.errors import CoachError
from coach.review.examples import Decision, Offer
from coach.store.consents import Consents
from coach.store.schema import AttemptRow, OfferRow


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as it is kept: whose words, in which language, whose correction, who decided and when."""

    id: str
    offer: Offer
    learner_id: str
    language: str
    offered_by: str | None
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers of all takes."""

    sessions: sessionmaker[Session]
    consents: Consents

    def add(self, offers: Iterable[Offer], now: datetime, trainer_id: str | None = None) -> None:
        """Keep offers that came of that trainer's correction; one that was made before is not made again."""
        with self.sessions.begin() as session:
            for one in offers:
                if not session.scalars(_same(one)).first():
                    session.add(_row(one, now, trainer_id))

    def with_decision(self, decision: Decision) -> tuple[Offered, ...]:
        """Offers of which that was decided, in the order in which it was; open ones oldest first.

        Of takes that trainers may see: who made hers private again, or took that leave back, teaches nothing.
        """
        asked = (
            select(OfferRow, AttemptRow.learner_id, AttemptRow.language)
            .join(AttemptRow, AttemptRow.id == OfferRow.attempt_id)
            .where(OfferRow.decision == decision.value, AttemptRow.shown_at.is_not(None))
            .order_by(OfferRow.decided_at, OfferRow.offered_at, OfferRow.id)
        )
        allowing = self.consents.allowing(SHOW_TRAINER)
        with self.sessions() as session:
            found = tuple(_offered(*row) for row in session.execute(asked))
        return tuple(one for one in found if one.learner_id in allowing)

    def reopen(self, id: str) -> None:
        """What was decided by mistake is open again; nothing where it is already."""
        change = update(OfferRow).where(OfferRow.id == id)
        with self.sessions.begin() as session:
            again = {"decision": Decision.OPEN.value, "decided_by": None, "decided_at": None}
            session.execute(change.values(**again))

    def decide(self, id: str, decision: Decision, trainer_id: str | None, now: datetime) -> None:
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


def _row(one: Offer, now: datetime, trainer_id: str | None) -> OfferRow:
    return OfferRow(
        id=uuid4().hex,
        attempt_id=one.attempt_id,
        criterion=one.criterion,
        label=one.label,
        text=one.text,
        at_s=one.at_s,
        holds=one.holds,
        offered_at=now,
        offered_by=trainer_id,
    )


def _offered(row: OfferRow, learner_id: str, language: str) -> Offered:
    offer = Offer(row.attempt_id, row.criterion, row.label, row.text, row.at_s, row.holds)
    return Offered(row.id, offer, learner_id, language, row.offered_by, row.decided_by, row.decided_at)
