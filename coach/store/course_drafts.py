"""Drafts of lesson files: each one kept stays written, and nobody overwrites what she has not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.publishing import Draft, must_be_course_file
from coach.store.course_texts import keep_text, text_of
from coach.store.schema import CourseDraftRow

GONE = ""  # the digest of a draft that was given up or signed


@dataclass(frozen=True, slots=True)
class CourseDrafts:
    """The drafts of this installation, which all its trainers share."""

    sessions: sessionmaker[Session]

    def open(self) -> Mapping[str, Draft]:
        """By path the drafts that wait to be signed."""
        with self.sessions() as session:
            rows = _last(session).values()
            return {row.path: _draft(session, row) for row in rows if row.digest != GONE}

    def turns(self) -> Mapping[str, int]:
        """By path how often a draft of it was kept, given up or signed."""
        with self.sessions() as session:
            return {path: row.number or 0 for path, row in _last(session).items()}

    def keep(self, path: str, text: str, seen: int, who: str | None, now: datetime) -> int:
        """Keep the text of somebody who saw the first `seen` drafts of that file; its number.

        CoachError lessons.changed where there is another one since: then nothing is written.
        """
        return self._append(must_be_course_file(path), text, seen, who, now)

    def give_up(self, path: str, seen: int, who: str | None, now: datetime) -> None:
        """The draft waits no more; its text stays written. CoachError lessons.changed as above."""
        self._append(path, None, seen, who, now)

    def _append(self, path: str, text: str | None, seen: int, who: str | None, now: datetime) -> int:
        try:
            with self.sessions.begin() as session:
                last = _last(session).get(path)
                if (last.number if last else 0) != seen:
                    raise CoachError("lessons.changed")
                digest = GONE if text is None else keep_text(session, text)
                session.add(_row(path, seen + 1, digest, who, now))
        except IntegrityError:
            raise CoachError("lessons.changed") from None
        return seen + 1


def close(session: Session, drafts: Mapping[str, int], who: str | None, now: datetime) -> None:
    """These drafts are signed; CoachError lessons.changed where one of them is not the last any more."""
    last = _last(session)
    for path, number in drafts.items():
        if path not in last or last[path].number != number:
            raise CoachError("lessons.changed")
        session.add(_row(path, number + 1, GONE, who, now))


def _row(path: str, number: int, digest: str, who: str | None, now: datetime) -> CourseDraftRow:
    return CourseDraftRow(id=uuid4().hex, path=path, number=number, digest=digest, editor_id=who, made_at=now)


def _last(session: Session) -> dict[str, CourseDraftRow]:
    newest = select(CourseDraftRow.path, func.max(CourseDraftRow.number).label("number"))
    newest_of = newest.where(CourseDraftRow.number.is_not(None)).group_by(CourseDraftRow.path).subquery()
    same = (CourseDraftRow.path == newest_of.c.path) & (CourseDraftRow.number == newest_of.c.number)
    rows = session.scalars(select(CourseDraftRow).join(newest_of, same).order_by(CourseDraftRow.path))
    return {row.path: row for row in rows}


def _draft(session: Session, row: CourseDraftRow) -> Draft:
    text = text_of(session, row.digest).decode()
    return Draft(row.path, text, row.number or 0, row.editor_id, row.made_at)
