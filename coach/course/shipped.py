"""Which files of the course are as they came, and which somebody changed by hand."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from coach.course.course import Course
from coach.domain.publishing import digest_of_text

NAME = "chot-don"
PACKED = "_data"
INSIDE = f"coach/{PACKED}/lessons/"  # where lessons lie in an installed package
FOLDERS = {"lessons": "*.yaml", "criteria": "*.yaml", "comments": "*.yaml", "sentences": "*.tsv"}
FOLDERS |= {"words": "*.yaml", "curves": "*.json"}
# What is said to viewers or learners and never scored by.
BESIDE = ("comments/", "say_aloud.yaml", "sources.yaml")
OF_LESSONS = ("lessons/", "criteria/")


def course_files(folder: Path) -> Iterator[str]:
    """Paths of all files that teach, as a/b.yaml; not the guides and sample scripts beside them."""
    for path in sorted(folder.glob("*.yaml")):
        yield path.name
    for inside, pattern in FOLDERS.items():
        for path in sorted((folder / inside).glob(pattern)):
            yield f"{inside}/{path.name}"


def digests(folder: Path) -> dict[str, str]:
    """By path the digest of each such file."""
    return {path: digest_of_text((folder / path).read_bytes()) for path in course_files(folder)}


@lru_cache(1)
def as_packed() -> Mapping[str, str] | None:
    """The digests that the package was built with; None where it was not built with any."""
    try:
        return packed_in(distribution(NAME))
    except PackageNotFoundError:
        return None


def packed_in(package: Distribution) -> Mapping[str, str] | None:
    """The digests that a package's list of files holds; None where it holds no lessons."""
    found = {}
    for one in package.files or ():
        if one.as_posix().startswith(INSIDE) and one.hash and one.hash.mode == "sha256":
            packed = urlsafe_b64decode(one.hash.value + "=" * (-len(one.hash.value) % 4))
            found[one.as_posix().removeprefix(INSIDE)] = packed.hex()
    return found or None


def changed_by_hand(folder: Path, came: Path) -> tuple[str, ...]:
    """Files that scoring reads and that are not as they came.

    `came` is the folder that came with the program. In a checkout its files are right as they are: there
    they are being written.
    """
    packed = as_packed() if came.parent.name == PACKED else None
    if packed is None and folder.resolve() == came.resolve():
        return ()
    return differing(digests(folder), packed if packed is not None else digests(came))


def differing(here: Mapping[str, str], right: Mapping[str, str]) -> tuple[str, ...]:
    """Files that scoring reads and that were changed, added or, where every lesson needs them, removed."""
    changed = {path for path, digest in here.items() if right.get(path) != digest}
    gone = {path for path in right.keys() - here.keys() if _teaches(path) and not path.startswith(OF_LESSONS)}
    return tuple(sorted(path for path in changed | gone if not path.startswith(BESIDE)))


def _teaches(path: str) -> bool:
    """Whether a path is one of those that `course_files` finds."""
    inside, _, name = path.rpartition("/")
    return Path(name).match(FOLDERS[inside]) if inside in FOLDERS else not inside and name.endswith(".yaml")


def touched(course: Course, changed: tuple[str, ...]) -> dict[str, str]:
    """By id the lessons that would be scored by one of these files, and the first such file."""
    everywhere = next((path for path in changed if not path.startswith(OF_LESSONS)), "")
    found = {}
    for lesson in course.lessons.values():
        own = (f"lessons/{lesson.id}.yaml", *(f"criteria/{use.criterion.id}.yaml" for use in lesson.uses))
        path = next((path for path in own if path in changed), everywhere)
        if path:
            found[lesson.id] = path
    return found
