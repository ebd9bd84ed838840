"""The installation's seal: signs versions of the course, and tells whether one was signed here."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.store.schema import InstallationRow

SEAL = "lesson_seal"  # moves with an installation in a backup, and is never merged into another one


@dataclass(frozen=True, slots=True)
class Seals:
    """One Ed25519 key an installation, made at the first signature; all its machines share it."""

    sessions: sessionmaker[Session]

    def sign(self, told: bytes) -> str:
        """The signature, as hex."""
        return self._made().sign(told).hex()

    def fits(self, told: bytes, signature: str) -> bool:
        """Whether exactly that was signed here."""
        key = self._key()
        if key is None:
            return False
        try:
            key.public_key().verify(bytes.fromhex(signature), told)
        except (InvalidSignature, ValueError):
            return False
        return True

    def _made(self) -> Ed25519PrivateKey:
        """The key; of several machines that make one at once the first wins."""
        known = self._key()
        if known is not None:
            return known
        fresh = Ed25519PrivateKey.generate()
        try:
            with self.sessions.begin() as session:
                session.add(InstallationRow(name=SEAL, value=fresh.private_bytes_raw().hex()))
        except IntegrityError:
            return self._made()
        return fresh

    def _key(self) -> Ed25519PrivateKey | None:
        with self.sessions() as session:
            row = session.get(InstallationRow, SEAL)
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(row.value)) if row else None
