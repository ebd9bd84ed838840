"""What observers found, kept under the recording's digest, so that nobody has to listen twice."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.evidence import Evidence, NotObserved, Observation, Observed, ObserverKey
from coach.domain.media import Notice
from coach.domain.transcript import Word
from coach.store.schema import ObservedRow, UnderstoodRow


@dataclass(frozen=True, slots=True)
class _Findings:
    """Findings sorted by kind; within a kind they keep the order in which they were settled."""

    words: tuple[Word, ...]
    observations: tuple[Observation, ...]
    not_observed: tuple[NotObserved, ...]
    notices: tuple[Notice, ...]


_FINDINGS = TypeAdapter(_Findings)
_EVIDENCE = TypeAdapter(Evidence)


@dataclass(frozen=True, slots=True)
class EvidenceShelf:
    """Observers' outputs and understood evidence. Putting the same thing twice is harmless."""

    sessions: sessionmaker[Session]

    def observed(self, sha256: str, key: ObserverKey) -> Observed | None:
        """What that observer found in that recording, if it ever finished."""
        with self.sessions() as session:
            row = session.get(ObservedRow, (sha256, key.name, key.version, key.inputs))
        if row is None:
            return None
        kept = _FINDINGS.validate_json(zlib.decompress(row.findings))
        return Observed(key, (*kept.words, *kept.observations, *kept.not_observed, *kept.notices))

    def keep(self, sha256: str, observed: Observed) -> None:
        """Keep a finished observer's findings."""
        sorted_by_kind = _Findings(
            observed.of(Word), observed.of(Observation), observed.of(NotObserved), observed.of(Notice)
        )
        row = ObservedRow(
            recording_sha256=sha256,
            observer=observed.key.name,
            version=observed.key.version,
            inputs=observed.key.inputs,
            findings=zlib.compress(_FINDINGS.dump_json(sorted_by_kind), 6),
        )
        with self.sessions.begin() as session:
            session.merge(row)

    def understood(self, key: str) -> Evidence | None:
        """Evidence understood before from the same findings with the same examples."""
        with self.sessions() as session:
            row = session.get(UnderstoodRow, key)
        return None if row is None else _EVIDENCE.validate_json(zlib.decompress(row.evidence))

    def keep_understood(self, key: str, sha256: str, evidence: Evidence) -> None:
        """Keep understood evidence under a digest of all it was understood from."""
        packed = zlib.compress(_EVIDENCE.dump_json(evidence), 6)
        with self.sessions.begin() as session:
            session.merge(UnderstoodRow(key=key, recording_sha256=sha256, evidence=packed))
