"""Lesson files kept by the hash of their bytes: a version is a list of hashes, and nothing is kept twice."""

from __future__ import annotations

import zlib

from sqlalchemy.orm import Session

from coach.domain.errors import LessonError
from coach.domain.publishing import digest_of_text
from coach.store.schema import CourseTextRow


def keep_text(session: Session, text: str) -> str:
    """Keep it in the caller's transaction; its digest."""
    content = text.encode()
    digest = digest_of_text(content)
    if session.get(CourseTextRow, digest) is None:
        session.add(CourseTextRow(digest=digest, content=zlib.compress(content, 6)))
        session.flush()
    return digest


def text_of(session: Session, digest: str) -> bytes:
    """The bytes; LessonError lesson.text_damaged where they are gone or are not what their digest says."""
    row = session.get(CourseTextRow, digest)
    try:
        content = zlib.decompress(row.content) if row else b""
    except zlib.error:
        content = b""
    if row is None or digest_of_text(content) != digest:
        raise LessonError("lesson.text_damaged", digest=digest[:8])
    return content
