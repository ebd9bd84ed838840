"""The daily sweep: films whose time is over go with their words, guests of halls, and leftovers."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.consent import Retention, in_force
from coach.domain.people import DEMONSTRATION, Consent
from coach.store.audit import MACHINE, Audit, Did
from coach.store.forgetting import OWNERSHIP, Forgetting
from coach.store.halls_over import HallsOver
from coach.store.ownership import RECORDING
from coach.store.schema import AnalysisRow, AttemptRow, ConsentRow, GroupRow, MembershipRow

SETTLED = timedelta(days=1)  # a file this old that nobody needs is no upload that has just begun
MESSAGE_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
BUSY = ("waiting", "running")


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep removed."""

    films: int  # takes whose film and words went
    files: int  # files that no take needed
    whole: bool  # False: something is still in use and goes next time
    guests: int = 0  # who came to a workshop whose time is over


@dataclass(frozen=True, slots=True)
class Retaining:
    """Keeps things as long as was said, and no longer."""

    sessions: sessionmaker[Session]
    forgetting: Forgetting
    audit: Audit
    halls: HallsOver

    def film_ends(self, learner_id: str, made_at: datetime, policy: Retention) -> datetime | None:
        """When the film of such a take goes; None where people are invented."""
        with self.sessions() as session:
            return _ends(session, learner_id, made_at, policy)

    def sweep(self, now: datetime, policy: Retention) -> Swept:
        """Remove films whose time is over with what was made of them, guests of halls, and unneeded files."""
        busy = select(AnalysisRow.attempt_id).where(AnalysisRow.state.in_(BUSY))
        with self.sessions() as session:
            asked = select(AttemptRow.id, AttemptRow.learner_id, AttemptRow.created_at).where(
                AttemptRow.film_removed_at.is_(None), AttemptRow.id.not_in(busy)
            )
            over = [
                attempt_id
                for attempt_id, learner_id, made_at in session.execute(asked).all()
                if (ends := _ends(session, learner_id, made_at, policy)) and ends <= now
            ]
        for attempt_id in over:
            self._remove_film(attempt_id, now)
        guests = self.halls.sweep(now, policy)
        files = self._leftovers(now)
        self._ownerless()
        return Swept(len(over), files, self.forgetting.finish(), guests)

    def _remove_film(self, attempt_id: str, now: datetime) -> None:
        with self.sessions.begin() as session:
            row = session.get(AttemptRow, attempt_id)
            if row is None:
                return
            digests = {"recording": {row.recording_sha256}, "photo": set(row.photos or ())}
            row.film_removed_at, row.photos, row.card = now, None, None
            row.file_name = ""
            for analysis in session.scalars(select(AnalysisRow).where(AnalysisRow.attempt_id == attempt_id)):
                analysis.result = without_words(analysis.result) if analysis.result else None
            session.flush()
            self.forgetting.drop_unneeded(session, digests)
            self.audit.note(session, Did(MACHINE, "film.expired", f"attempt:{attempt_id}"), now)

    def _ownerless(self) -> None:
        """What was made of recordings that are no take's (`coach score FILE`) is made again when wanted."""
        with self.sessions.begin() as session:
            held = OWNERSHIP.digests(session).get("recording", set())
            for table in OWNERSHIP.derived():
                there = set(session.scalars(select(table.c[RECORDING]).distinct()))
                session.execute(delete(table).where(table.c[RECORDING].in_(there - held)))

    def _leftovers(self, now: datetime) -> int:
        """Files without a take: a power cut between an upload and its row, an export nobody fetched."""
        with self.sessions() as session:
            held = OWNERSHIP.digests(session)
        gone = 0
        for kind, kept in self.forgetting.removals.kept.items():
            gone += _remove(_old(kept.folder, now), held.get(kind, set()))
        return gone + _remove(_old(self.forgetting.removals.folder / "exports", now), set())


def without_words(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result without anything she said: levels, points and measured numbers are left."""
    return {
        **result,
        "judgements": [_judgement_left(one) for one in result.get("judgements", ())],
        "claims": [],
        "transcript": {**result.get("transcript", {}), "words": []},
    }


def _judgement_left(one: Mapping[str, Any]) -> dict[str, Any]:
    reason = one.get("reason", {})
    values = {name: _left(value) for name, value in reason.get("values", {}).items()}
    return {**one, "evidence": [], "reason": {**reason, "values": values}, "reason_text": ""}


def _left(value: Any) -> Any:
    """A number or the id of a sentence stays; words may be hers."""
    return "…" if isinstance(value, str) and not MESSAGE_ID.fullmatch(value) else value


def _ends(session: Session, learner_id: str, made_at: datetime, policy: Retention) -> datetime | None:
    asked = select(GroupRow.kind, GroupRow.keep_days).join(MembershipRow)
    groups = session.execute(asked.where(MembershipRow.learner_id == learner_id)).all()
    if any(kind == DEMONSTRATION for kind, _ in groups):
        return None
    said = select(ConsentRow).where(ConsentRow.learner_id == learner_id)
    rows = session.scalars(said.order_by(ConsentRow.given_at, ConsentRow.id))
    allowed = in_force(_consent(row) for row in rows)
    return policy.film_ends(made_at, allowed, [days for _, days in groups if days is not None])


def _consent(row: ConsentRow) -> Consent:
    return Consent(row.learner_id, row.purpose, row.version, row.language, row.text, row.given_at, row.given)


def _old(folder: Path, now: datetime) -> list[Path]:
    until = (now - SETTLED).timestamp()
    files = folder.iterdir() if folder.is_dir() else ()
    return [one for one in files if one.is_file() and min(one.stat().st_mtime, time.time()) < until]


def _remove(files: Iterable[Path], held: set[str]) -> int:
    unneeded = [one for one in files if one.name not in held]
    for one in unneeded:
        one.unlink(missing_ok=True)
    return len(unneeded)
