"""Who did what and when, in ids and never in words; a line that is changed or missing is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from coach.store.schema import AuditRow

FILE = "audit.chain"  # names this data folder's own chain; other laptops' chains may lie beside it
MACHINE = "machine"  # who, where nobody pressed anything: the daily sweep, the command line


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `thing` is a kind and an id: `attempt:3f…`."""

    number: int
    at: datetime
    who: str
    verb: str
    thing: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The lines of this installation, and of those whose data came here."""

    sessions: sessionmaker[Session]
    folder: Path

    def note(self, session: Session, did: Did, now: datetime) -> None:
        """Add a line in the caller's transaction: what did not happen is not told either."""
        chain = own_chain(self.folder)
        session.flush()
        last = session.scalars(
            select(AuditRow).where(AuditRow.chain == chain).order_by(AuditRow.number.desc()).limit(1)
        ).first()
        entry = Entry(last.number + 1 if last else 1, now, did.who, did.verb, did.thing)
        digest = digest_of(last.digest if last else chain, entry)
        session.add(AuditRow(chain=chain, number=entry.number, at=now, **did.columns, digest=digest))

    def entries(self, chain: str | None = None) -> tuple[Entry, ...]:
        """All lines of one chain, this folder's own unless said otherwise, in order."""
        rows = self._rows(chain or own_chain(self.folder))
        return tuple(_entry(row) for row in rows)

    def broken(self) -> tuple[str, int] | None:
        """Chain and number of the first line that is not what it was, or whose forerunner is missing."""
        with self.sessions() as session:
            chains = list(session.scalars(select(AuditRow.chain).distinct().order_by(AuditRow.chain)))
        for chain in chains:
            before = chain
            for order, row in enumerate(self._rows(chain), 1):
                if row.number != order or row.digest != digest_of(before, _entry(row)):
                    return chain, row.number
                before = row.digest
        return None

    def count(self) -> int:
        """How many lines there are in all chains."""
        with self.sessions() as session:
            return session.scalar(select(func.count()).select_from(AuditRow)) or 0

    def _rows(self, chain: str) -> Iterator[AuditRow]:
        asked = select(AuditRow).where(AuditRow.chain == chain).order_by(AuditRow.number)
        with self.sessions() as session:
            yield from session.scalars(asked)


@dataclass(frozen=True, slots=True)
class Did:
    """Who did what to which thing."""

    who: str
    verb: str
    thing: str

    @property
    def columns(self) -> dict[str, str]:
        return {"who": self.who, "verb": self.verb, "thing": self.thing}


def digest_of(before: str, entry: Entry) -> str:
    """The digest of a line and of all before it."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    told = "\n".join((before, str(entry.number), at, entry.who, entry.verb, entry.thing))
    return sha256(told.encode()).hexdigest()


def own_chain(folder: Path) -> str:
    """The name of this folder's chain; made once."""
    path = folder / FILE
    try:
        with path.open("x") as file:
            file.write(uuid4().hex)
    except FileExistsError:
        pass
    return path.read_text().strip()


def _entry(row: AuditRow) -> Entry:
    return Entry(row.number, row.at, row.who, row.verb, row.thing)
