"""The course as it is taught here: the files that came, and laid over them the newest version signed here."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from coach.course.shipped import course_files, digests
from coach.domain.errors import JobError, LessonError
from coach.domain.publishing import LessonVersion, digest_of, digest_of_text
from coach.store.course_versions import FIRST, CourseVersions
from coach.store.space import trouble

FOLDER = "course"  # in the data folder: courses laid together, each under the digest of all its bytes
OUT_OF_USE_S = 86_400.0  # a process that scores may still read the folder of the version before

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taught:
    """`base`: the course as it came. `folder`: as it is taught. `newest`: the row that was newest then.

    `refused`: why the version in force cannot be used with this program, so that the base is taught.
    """

    base: Path
    folder: Path
    newest: str = FIRST
    version: LessonVersion | None = None
    refused: LessonError | None = None
    by_hand: tuple[str, ...] = ()  # files of the base that somebody changed and nobody signed
    unsigned: Mapping[str, str] = field(
        default_factory=dict
    )  # lesson -> the first such file that it asks for


def taught(base: Path, versions: CourseVersions, data: Path) -> Taught:
    """What is taught now. Quick where nothing was signed; files changed in our own folder are mended."""
    newest = versions.newest()
    version = versions.in_force() if newest != FIRST else None
    if version is None or not version.files:
        return Taught(base, base, newest, version)
    try:
        texts = versions.texts(version)
    except LessonError as error:
        log.warning("lessons_refused version=%s why=%s", version.id[:8], error.id)
        return Taught(base, base, newest, version, error)
    return Taught(base, laid_together(base, texts, data / FOLDER), newest, version)


def laid_together(base: Path, texts: Mapping[str, bytes], into: Path) -> Path:
    """A folder with the course's files and these over them, made once; named by the digest of its bytes."""
    wanted = digests(base) | {path: digest_of_text(content) for path, content in texts.items()}
    folder = into / digest_of(wanted)[:24]
    if not folder.is_dir() or digests(folder) != wanted:
        try:
            _make(base, texts, folder)
        except OSError as error:
            raise JobError(trouble(error, "store.read_only"), folder=str(into)) from error
    return folder


def sweep(into: Path, used: Path) -> None:
    """Remove folders of versions that nobody has used for a day."""
    for one in _others(into, used):
        if time.time() - one.stat().st_mtime > OUT_OF_USE_S:
            shutil.rmtree(one, ignore_errors=True)


def _others(into: Path, used: Path) -> Iterator[Path]:
    return (one for one in into.glob("*") if one.is_dir() and one != used) if into.is_dir() else iter(())


def _make(base: Path, texts: Mapping[str, bytes], folder: Path) -> None:
    """Beside it first, and then in its place at once, so that nobody reads half a course."""
    part = folder.with_name(f"part-{uuid4().hex[:8]}")
    try:
        for path in course_files(base):
            if path not in texts:
                _put(part / path, (base / path).read_bytes())
        for path, content in texts.items():
            _put(part / path, content)
        if folder.is_dir():
            folder.rename(folder.with_name(f"old-{uuid4().hex[:8]}"))
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    sweep(folder.parent, folder)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
