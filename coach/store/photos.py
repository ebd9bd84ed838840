"""Photos of a learner's product: hers alone, kept as files named by their own bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError, JobError
from coach.store.blobs import Blobs
from coach.store.schema import AttemptRow, LearnerRow

MOST = 3  # front, side, close: more tell nothing new


@dataclass(frozen=True, slots=True)
class Photos:
    """Up to three photos a learner. Attempts keep those they were handed in with."""

    sessions: sessionmaker[Session]
    files: Blobs

    def of(self, learner_id: str) -> tuple[str, ...]:
        """Her photos as they are now, by digest, in the order in which she added them."""
        with self.sessions() as session:
            row = session.get(LearnerRow, learner_id)
        return tuple(row.photos or ()) if row else ()

    def add(self, learner_id: str, jpeg: bytes) -> None:
        """One photo more; the same once more changes nothing. CoachError when there are three already."""
        sha256 = self.files.keep(BytesIO(jpeg))
        with self.sessions.begin() as session:
            row = session.get(
                LearnerRow, learner_id, with_for_update=True
            )  # two at once: one after the other
            known = list(row.photos or ()) if row else []
            full = sha256 not in known and len(known) >= MOST
            if row and not full:
                row.photos = list(dict.fromkeys([*known, sha256]))
        if row is None or full:
            self._drop_unneeded((sha256,))
            raise CoachError("photos.enough" if row else "people.unknown", id=learner_id)

    def remove(self, learner_id: str, sha256: str) -> None:
        """Take a photo off; its file goes as soon as no attempt was handed in with it."""
        with self.sessions.begin() as session:
            row = session.get(LearnerRow, learner_id, with_for_update=True)
            if row:
                row.photos = [one for one in row.photos or () if one != sha256] or None
        self._drop_unneeded((sha256,))

    def paths(self, photos: Iterable[str]) -> tuple[Path, ...]:
        """Where these photos lie, those that are still there; MediaError for a damaged one."""
        return tuple(path for one in photos for path in self._path(one))

    def _path(self, sha256: str) -> tuple[Path, ...]:
        try:
            return (self.files.path(sha256),)
        except JobError as error:
            if error.id != "photo.gone":
                raise
            return ()

    def _drop_unneeded(self, photos: Iterable[str]) -> None:
        with self.sessions() as session:
            unneeded = set(photos) - needed(session)
        for one in unneeded:
            self.files.remove(one)


def needed(session: Session) -> set[str]:
    """The digests of all photos that a learner or an attempt has."""
    kept = (*session.scalars(select(LearnerRow.photos)), *session.scalars(select(AttemptRow.photos)))
    return {one for photos in kept if photos for one in photos}
