"""Certificates: issued once to whoever passed the whole course, and found again by their number."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.certificates import Certificate, new_number, tidy
from coach.domain.people import Learner
from coach.store.schema import CertificateRow


@dataclass(frozen=True, slots=True)
class Certificates:
    """The register of certificates. A number is genuine where it stands here; see docs/decisions."""

    sessions: sessionmaker[Session]

    def issue(self, learner: Learner, steps: int, now: datetime) -> Certificate:
        """Her certificate; the one she has already, if she has one. Whoever calls knows that she passed."""
        held = self.of(learner.id)
        if held is not None:
            return held
        number = new_number(secrets.randbelow)
        row = CertificateRow(
            number=number, learner_id=learner.id, name=learner.name, steps=steps, issued_at=now
        )
        try:
            with self.sessions.begin() as session:
                session.add(row)
        except IntegrityError:  # pressed twice at once: the first one is hers
            held = self.of(learner.id)
            if held is None:
                raise
            return held
        return _certificate(row)

    def of(self, learner_id: str) -> Certificate | None:
        """Hers, if she has one."""
        with self.sessions() as session:
            row = session.scalars(
                select(CertificateRow).where(CertificateRow.learner_id == learner_id)
            ).first()
        return _certificate(row) if row else None

    def check(self, text: str) -> Certificate | None:
        """The certificate with that number, however it was typed; None where there is none."""
        number = tidy(text)
        if number is None:
            return None
        with self.sessions() as session:
            row = session.get(CertificateRow, number)
        return _certificate(row) if row else None


def _certificate(row: CertificateRow) -> Certificate:
    return Certificate(**{field.name: getattr(row, field.name) for field in fields(Certificate)})
