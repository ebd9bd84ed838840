"""Lessons as a trainer changes them: a draft that nobody is scored by, and a signed version that counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from coach.domain.errors import LessonError

LANGUAGES = "vi|en|id"
# The course's files that may be changed here; anything else in a file from elsewhere is left out.
MAY_CHANGE = re.compile(
    rf"(?:lessons|criteria)/[A-Za-z0-9_]{{1,60}}\.yaml|sentences/(?:{LANGUAGES})\.tsv|curves/(?:{LANGUAGES})\.json"
    rf"|words/(?:{LANGUAGES})\.yaml|comments/[a-z]{{1,30}}\.yaml"
    rf"|(?:labels|measures|intents|claims|certificates|say_aloud|places(?:\.(?:{LANGUAGES}))?)\.yaml"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A changed file that is not signed. `number`: how often it was kept; who saw fewer may not overwrite."""

    path: str
    text: str
    number: int
    changed_by: str | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """One file of a version: the digest of its bytes, and of the file it replaced; "" without one."""

    digest: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class LessonVersion:
    """All files that differ from the course as it came, as they were signed together.

    `holds`: signed with this installation's key and not changed since. One that came from elsewhere, or whose
    rows were changed by hand, does not hold and teaches nothing until it is signed here.
    """

    id: str
    files: Mapping[str, Signed]
    changed: tuple[str, ...]  # files that differ from the version before
    note: str
    signed_by: str | None
    made_at: datetime
    holds: bool

    @property
    def digest(self) -> str:
        """Of every byte of all its files."""
        return digest_of({path: one.digest for path, one in self.files.items()})


@dataclass(frozen=True, slots=True)
class Signing:
    """What is to be signed: changed texts by path, what they replace, why, by whom, and the version seen."""

    texts: Mapping[str, str]
    instead_of: Mapping[str, str]  # digest of the file as it came, by path
    note: str
    who: str | None
    seen: str  # id of the version in force when she looked; "" without one
    drafts: Mapping[str, int] = field(default_factory=dict)  # path -> number of the draft that is signed


def digest_of_text(content: bytes) -> str:
    """sha256 of a file's bytes."""
    return sha256(content).hexdigest()


def digest_of(files: Mapping[str, str]) -> str:
    """sha256 of paths and digests together: another one as soon as any byte of any file differs."""
    lines = (f"{path}\t{digest}" for path, digest in sorted(files.items()))
    return sha256("\n".join(lines).encode()).hexdigest()


def must_be_course_file(path: str) -> str:
    """The path, where it is one of the course's files; LessonError lesson.not_ours otherwise."""
    if not MAY_CHANGE.fullmatch(path):
        raise LessonError("lesson.not_ours", file=path[:80])
    return path
