"""Hashes: what was typed is never kept, only what tells that it was typed again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from threading import BoundedSemaphore
from typing import ClassVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2  # each takes 64 MiB for a tenth of a second; strangers must not fill a cheap laptop's memory


@dataclass(frozen=True, slots=True)
class Hasher:
    """Slow hashes for what people remember (argon2id, the library's own costs)."""

    costs: PasswordHasher = field(default_factory=PasswordHasher)
    room: ClassVar[BoundedSemaphore] = BoundedSemaphore(AT_ONCE)

    def hashed(self, text: str) -> str:
        """The hash to keep, with its salt and costs."""
        with self.room:
            return self.costs.hash(text)

    def fits(self, kept: str | None, text: str) -> bool:
        """Whether the text is what was hashed. Nothing kept takes as long: nobody learns who is known."""
        with self.room:
            try:
                return self.costs.verify(kept or _nothing(self.costs), text) and kept is not None
            except (VerificationError, InvalidHashError):
                return False


@lru_cache(maxsize=4)
def _nothing(costs: PasswordHasher) -> str:
    """The hash of something that nobody will ever type."""
    return costs.hash(secrets.token_urlsafe(32))


def new_token() -> str:
    """256 bits by chance, safe in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """A quick hash is enough for what cannot be guessed."""
    return sha256(token.encode()).hexdigest()
