"""What was recognised of a take so far, clip by clip, so that what was broken off is not heard twice."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker

from coach.store.schema import HeardClipRow


@dataclass(frozen=True, slots=True)
class HeardClips:
    """Words of single clips, as JSON, under the recording and a digest of all they depend on."""

    sessions: sessionmaker[Session]

    def heard(self, sha256: str, key: str) -> bytes | None:
        """What was recognised in that clip, if it ever was."""
        with self.sessions() as session:
            row = session.get(HeardClipRow, (sha256, key))
        return None if row is None else zlib.decompress(row.passage)

    def keep(self, sha256: str, key: str, passage: bytes) -> None:
        """Keep it. Keeping the same twice is harmless."""
        with self.sessions.begin() as session:
            session.merge(HeardClipRow(recording_sha256=sha256, key=key, passage=zlib.compress(passage, 6)))

    def drop(self, sha256: str) -> None:
        """All of the recording was heard: its clips lie with what the observers found."""
        with self.sessions.begin() as session:
            session.execute(delete(HeardClipRow).where(HeardClipRow.recording_sha256 == sha256))
