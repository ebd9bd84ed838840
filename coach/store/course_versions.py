"""Signed versions of the course: appended, never changed; the newest that this installation signed counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.publishing import LessonVersion, Signed, Signing, digest_of_text
from coach.store.audit import MACHINE, Audit, Did
from coach.store.course_drafts import close
from coach.store.course_texts import keep_text, text_of
from coach.store.schema import CourseVersionRow
from coach.store.seals import Seals

FIRST = ""  # what the first version of an installation follows


@dataclass(frozen=True, slots=True)
class CourseVersions:
    """Every version, those from other laptops too, which do not hold here."""

    sessions: sessionmaker[Session]
    seals: Seals
    audit: Audit

    def all(self) -> tuple[LessonVersion, ...]:
        """Newest first."""
        asked = select(CourseVersionRow).order_by(CourseVersionRow.made_at.desc(), CourseVersionRow.id)
        with self.sessions() as session:
            return tuple(self._version(row) for row in session.scalars(asked))

    def in_force(self) -> LessonVersion | None:
        """The newest that holds; None where the course is taught as it came."""
        return next((one for one in self.all() if one.holds), None)

    def newest(self) -> str:
        """The id of the newest row, whether it holds or not: one small question that tells of any change."""
        asked = select(CourseVersionRow.id).order_by(CourseVersionRow.made_at.desc(), CourseVersionRow.id)
        with self.sessions() as session:
            return session.scalars(asked.limit(1)).first() or FIRST

    def texts(self, version: LessonVersion) -> Mapping[str, bytes]:
        """Its files; LessonError lesson.text_damaged where one is not what was signed."""
        with self.sessions() as session:
            return {path: text_of(session, one.digest) for path, one in version.files.items()}

    def sign(self, asked: Signing, now: datetime) -> LessonVersion:
        """Publish: from now on takes are scored by it.

        CoachError lessons.changed where another version was signed, or a draft kept, since she looked.
        A file that reads as it came is not laid over it any more.
        """
        before = self._seen(asked.seen)
        made = {path: digest_of_text(text.encode()) for path, text in asked.texts.items()}
        signed = {path: Signed(digest, asked.instead_of.get(path, "")) for path, digest in made.items()}
        files = (dict(before.files) if before else {}) | signed
        laid = {path: one for path, one in files.items() if one.digest != one.instead_of}
        version = replace(_fresh(laid, before, now), note=asked.note, signed_by=asked.who)

        def beside(session: Session) -> None:
            for text in asked.texts.values():
                keep_text(session, text)
            close(session, asked.drafts, asked.who, now)

        return self._publish(version, asked.seen, beside)

    def sign_again(self, id: str, who: str | None, seen: str, now: datetime) -> LessonVersion:
        """An older version, or one from elsewhere, counts again as a new one; "" is the course as it came.

        CoachError lessons.changed as above; LessonError lesson.text_damaged where its texts are not whole.
        """
        before = self._seen(seen)
        old = next((one for one in self.all() if one.id == id), None)
        files = old.files if old else {}
        version = replace(_fresh(files, before, now), note=old.note if old else "", signed_by=who)

        def whole(session: Session) -> None:
            for one in files.values():
                text_of(session, one.digest)

        return self._publish(version, seen, whole)

    def _seen(self, id: str) -> LessonVersion | None:
        """The version in force, if nothing came since she has seen the row `id`."""
        if self.newest() != id:
            raise CoachError("lessons.changed")
        return self.in_force()

    def _publish(
        self, version: LessonVersion, follows: str, beside: Callable[[Session], None]
    ) -> LessonVersion:
        files = {path: [one.digest, one.instead_of] for path, one in sorted(version.files.items())}
        row = CourseVersionRow(
            id=version.id,
            follows=follows,
            files=files,
            changed=list(version.changed),
            note=version.note,
            signer_id=version.signed_by,
            made_at=version.made_at,
            signature=self.seals.sign(told(version)),
        )
        did = Did(version.signed_by or MACHINE, "lessons.signed", f"version:{version.id}")
        try:
            with self.sessions.begin() as session:
                beside(session)
                session.add(row)
                self.audit.note(session, did, version.made_at)
        except IntegrityError:
            raise CoachError("lessons.changed") from None
        return replace(version, holds=True)

    def _version(self, row: CourseVersionRow) -> LessonVersion:
        files = {str(path): Signed(*map(str, one)) for path, one in row.files.items()}
        changed = tuple(map(str, row.changed))
        one = LessonVersion(row.id, files, changed, row.note, row.signer_id, row.made_at, holds=False)
        return replace(one, holds=self.seals.fits(told(one), row.signature))


def told(version: LessonVersion) -> bytes:
    """What a signature is about: which version, when, and every byte of its files.

    Not who signed: her name goes when she wants to be forgotten, and the lessons stay.
    """
    return "\n".join(("chot-don lessons 1", version.id, version.made_at.isoformat(), version.digest)).encode()


def _fresh(files: Mapping[str, Signed], before: LessonVersion | None, now: datetime) -> LessonVersion:
    """Unsigned yet; later than the one before, also where a clock was put back."""
    known = before.files if before else {}
    changed = sorted(path for path in {*files, *known} if _digest(files, path) != _digest(known, path))
    now = now.astimezone(UTC)
    at = max(now, before.made_at + timedelta(microseconds=1)) if before else now
    return LessonVersion(uuid4().hex, dict(files), tuple(changed), "", None, at, holds=False)


def _digest(files: Mapping[str, Signed], path: str) -> str:
    return files[path].digest if path in files else ""
