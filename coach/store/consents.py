"""What each learner allowed and took back: lines are added, never changed, and the last word counts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.consent import COVERS, PURPOSES, covered, in_force
from coach.domain.errors import NotAllowed
from coach.domain.people import DEMONSTRATION, Consent
from coach.store.audit import Audit, Did
from coach.store.schema import ConsentRow, GroupRow, MembershipRow

TICK = timedelta(microseconds=1)
_TEXTS = (*PURPOSES, *COVERS)  # names of texts, each about one purpose or several


@dataclass(frozen=True, slots=True)
class Consents:
    """The consents of everybody."""

    sessions: sessionmaker[Session]
    audit: Audit

    def keep(self, consent: Consent, who: str | None = None) -> None:
        """Keep what was allowed or taken back, with its very text; `who` pressed, herself unless said.

        A clock that was set back must not make an older word the last one: times of a learner only grow.
        """
        with self.sessions.begin() as session:
            last = session.scalars(_of(consent.learner_id)).all()
            at = max([consent.given_at, *(row.given_at + TICK for row in last)])
            session.add(ConsentRow(**asdict(replace(consent, given_at=at))))
            verb = f"consent.{'given' if consent.given else 'withdrawn'}.{consent.purpose}"
            did = Did(who or consent.learner_id, verb[:40], f"learner:{consent.learner_id}")
            self.audit.note(session, did, at)

    def of(self, learner_id: str) -> tuple[Consent, ...]:
        """All that she ever said, in order."""
        names = [field.name for field in fields(Consent)]
        with self.sessions() as session:
            rows = session.scalars(_of(learner_id))
            return tuple(Consent(**{name: getattr(row, name) for name in names}) for row in rows)

    def in_force(self, learner_id: str) -> frozenset[str]:
        """The purposes that she allows now."""
        return in_force(self.of(learner_id))

    def allowing(self, purpose: str) -> frozenset[str]:
        """Everybody who allows that purpose now, asked for once where a list is about many."""
        asked = (
            select(ConsentRow.learner_id, ConsentRow.given)
            .where(ConsentRow.purpose.in_([one for one in _TEXTS if purpose in covered(one)]))
            .order_by(ConsentRow.given_at, ConsentRow.id)
        )
        with self.sessions() as session:
            last = {row.learner_id: row.given for row in session.execute(asked)}
        return frozenset(learner for learner, given in last.items() if given)

    def require(self, learner_id: str, purpose: str) -> None:
        """NotAllowed unless she allows that purpose now. The demonstration's learners do not exist."""
        if purpose not in self.in_force(learner_id) and not self._is_invented(learner_id):
            raise NotAllowed(f"consent.missing.{purpose}")

    def _is_invented(self, learner_id: str) -> bool:
        asked = (
            select(MembershipRow.learner_id)
            .join(GroupRow, GroupRow.id == MembershipRow.group_id)
            .where(MembershipRow.learner_id == learner_id, GroupRow.kind == DEMONSTRATION)
        )
        with self.sessions() as session:
            spoke = session.scalars(_of(learner_id)).first() is not None
            return not spoke and session.scalars(asked).first() is not None


def _of(learner_id: str) -> Select[ConsentRow]:
    return (
        select(ConsentRow)
        .where(ConsentRow.learner_id == learner_id)
        .order_by(ConsentRow.given_at, ConsentRow.id)
    )
