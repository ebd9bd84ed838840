"""Forgetting somebody: all that is hers goes, and nothing that anybody else still needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from coach.store.photos import needed
from coach.store.recordings import Recordings
from coach.store.schema import (
    AttemptRow,
    CertificateRow,
    ConsentRow,
    LearnerRow,
    LessonUsedRow,
    MarkRow,
    MembershipRow,
    ObservedRow,
    RealLiveRow,
    UnderstoodRow,
)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Takes learners out of the store."""

    sessions: sessionmaker[Session]
    recordings: Recordings
    photos: Recordings

    def forget(self, learner_id: str) -> None:
        """Remove a learner, her attempts, and the recordings and evidence that nobody else's attempts need.

        Her photos go like her recordings. Her product card lies in her own row and in those of her attempts.
        The rows go in one transaction and the files after it: a file too many is better than an attempt that
        has lost its film.
        """
        with self.sessions.begin() as session:
            hers = list(session.scalars(select(AttemptRow).where(AttemptRow.learner_id == learner_id)))
            recordings = {one.recording_sha256 for one in hers}
            digests = {one.lesson_digest for one in hers if one.lesson_digest}
            photos = _photos(session, learner_id, hers)
            session.execute(delete(MarkRow).where(MarkRow.attempt_id.in_(one.id for one in hers)))
            for table in (MarkRow, AttemptRow, ConsentRow, MembershipRow, RealLiveRow, CertificateRow):
                session.execute(delete(table).where(table.learner_id == learner_id))
            session.execute(delete(LearnerRow).where(LearnerRow.id == learner_id))
            unneeded = recordings - _used(session, recordings)
            _drop(session, unneeded, digests)
            photos -= needed(session)
        for sha256 in unneeded:
            self.recordings.remove(sha256)
        for sha256 in photos:
            self.photos.remove(sha256)


def _photos(session: Session, learner_id: str, hers: Iterable[AttemptRow]) -> set[str]:
    """The photos that she has now and those of her attempts."""
    learner = session.get(LearnerRow, learner_id)
    kept = [learner.photos if learner else None, *(one.photos for one in hers)]
    return {one for photos in kept if photos for one in photos}


def _used(session: Session, recordings: Iterable[str]) -> set[str]:
    asked = select(AttemptRow.recording_sha256).where(AttemptRow.recording_sha256.in_(recordings))
    return set(session.scalars(asked))


def _drop(session: Session, recordings: Iterable[str], digests: Iterable[str]) -> None:
    """Remove what was kept of the recordings, and the lessons that no attempt was scored by any more."""
    for table in (ObservedRow, UnderstoodRow):
        session.execute(delete(table).where(table.recording_sha256.in_(recordings)))
    still = select(AttemptRow.lesson_digest).where(AttemptRow.lesson_digest.is_not(None))
    unused = LessonUsedRow.digest.in_(digests) & LessonUsedRow.digest.not_in(still)
    session.execute(delete(LessonUsedRow).where(unused))
