"""What observers found, kept under the recording's digest, so that nobody has to listen twice."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.evidence import Evidence, NotObserved, Observation, Observed, ObserverKey
from coach.domain.media import Notice
from coach.domain.transcript import Word
from coach.store.putting import put
from coach.store.schema import AttemptRow, ObservedRow, TombstoneRow, UnderstoodRow


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings sorted by kind; within a kind they keep the order in which they were settled."""

    words: tuple[Word, ...]
    observations: tuple[Observation, ...]
    not_observed: tuple[NotObserved, ...]
    notices: tuple[Notice, ...]

    @staticmethod
    def of(observed: Observed) -> Findings:
        """The findings of one observer."""
        return Findings(
            observed.of(Word), observed.of(Observation), observed.of(NotObserved), observed.of(Notice)
        )

    def under(self, key: ObserverKey) -> Observed:
        """Back again, as that observer's."""
        return Observed(key, (*self.words, *self.observations, *self.not_observed, *self.notices))


_FINDINGS = TypeAdapter(Findings)
_EVIDENCE = TypeAdapter(Evidence)


@dataclass(frozen=True, slots=True)
class EvidenceShelf:
    """Observers' outputs and understood evidence. Putting the same thing twice is harmless."""

    sessions: sessionmaker[Session]

    def observed(self, sha256: str, key: ObserverKey) -> Observed | None:
        """What that observer found in that recording, if it ever finished."""
        with self.sessions() as session:
            row = session.get(ObservedRow, (sha256, key.name, key.version, key.inputs))
        return None if row is None else _observed(row)

    def observed_by(self, sha256: str, name: str) -> tuple[Observed, ...]:
        """All that observers of that name ever found in that recording, whatever their version and inputs."""
        asked = select(ObservedRow).where(
            ObservedRow.recording_sha256 == sha256, ObservedRow.observer == name
        )
        with self.sessions() as session:
            return tuple(map(_observed, session.scalars(asked)))

    def keep(self, sha256: str, observed: Observed) -> None:
        """Keep a finished observer's findings."""
        key = {"observer": observed.key.name, "version": observed.key.version, "inputs": observed.key.inputs}
        findings = zlib.compress(_FINDINGS.dump_json(Findings.of(observed)), 6)
        with self.sessions.begin() as session:
            if not _forgotten(session, sha256):
                put(session, ObservedRow, recording_sha256=sha256, findings=findings, **key)

    def understood(self, key: str) -> Evidence | None:
        """Evidence understood before from the same findings with the same examples."""
        with self.sessions() as session:
            row = session.get(UnderstoodRow, key)
        return None if row is None else _EVIDENCE.validate_json(zlib.decompress(row.evidence))

    def keep_understood(self, key: str, sha256: str, evidence: Evidence) -> None:
        """Keep understood evidence under a digest of all it was understood from."""
        packed = zlib.compress(_EVIDENCE.dump_json(evidence), 6)
        with self.sessions.begin() as session:
            if not _forgotten(session, sha256):
                put(session, UnderstoodRow, key=key, recording_sha256=sha256, evidence=packed)


def _forgotten(session: Session, sha256: str) -> bool:
    """Whether the recording was deleted for ever: an observer that was still at work keeps nothing of it."""
    if session.get(TombstoneRow, ("recording", sha256)) is None:
        return False
    again = select(AttemptRow.id).where(AttemptRow.recording_sha256 == sha256).limit(1)
    return session.scalars(again).first() is None


def _observed(row: ObservedRow) -> Observed:
    key = ObserverKey(row.observer, row.version, row.inputs)
    return _FINDINGS.validate_json(zlib.decompress(row.findings)).under(key)
