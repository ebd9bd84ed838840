"""Tickets: a signed, short-lived leave to watch one take, so that a guessed address shows nothing."""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

HOUR_S = 3600
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Tickets:
    """Issues and checks tickets with one secret key."""

    key: bytes

    def issue(self, attempt_id: str, purpose: str, now: datetime) -> str:
        """Leave for that take and purpose, for at least one and at most two hours.

        It ends on a full hour, so that a page shown again within the hour keeps the same address and
        the browser keeps its video.
        """
        ends = (int(now.timestamp()) // HOUR_S + 2) * HOUR_S
        return f"{ends}.{self.signature(attempt_id, purpose, ends)}"

    def allows(self, ticket: str, attempt_id: str, purpose: str, now: datetime) -> bool:
        """Whether this ticket opens that take for that purpose now."""
        ends = self.ends(ticket, attempt_id, purpose)
        return ends is not None and now.timestamp() < ends

    def ends(self, ticket: str, attempt_id: str, purpose: str) -> int | None:
        """When the ticket ends or ended, in seconds since 1970; None where it was not issued for this."""
        ends, _, signature = ticket.partition(".")
        if not (ends.isascii() and ends.isdigit() and len(ends) < 12 and signature.isascii()):
            return None
        right = self.signature(attempt_id, purpose, int(ends))
        return int(ends) if hmac.compare_digest(signature, right) else None

    def signature(self, attempt_id: str, purpose: str, ends: int) -> str:
        """Proves that this number (seconds since 1970) was written here for that thing and purpose."""
        told = f"{attempt_id}\n{purpose}\n{ends}".encode()
        return hmac.new(self.key, told, sha256).hexdigest()


def tickets_kept_in(folder: Path) -> Tickets:
    """Tickets under the key in that folder; the key is made once and only this user may read it."""
    path = folder / "tickets.key"
    if path.exists() and path.stat().st_size != KEY_BYTES:
        path.unlink()  # cut off by a power failure: a key that anybody could guess
    if not path.exists():
        _make(path)
    return Tickets(path.read_bytes())


def _make(path: Path) -> None:
    """Write a new key whole, and let the first of several processes win."""
    part = path.with_name(f"tickets-{secrets.token_hex(8)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass  # another process was first; its key is the one
    except OSError:
        part.replace(path)  # a disk without links (exFAT, some network folders)
    finally:
        part.unlink(missing_ok=True)
