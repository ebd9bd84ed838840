"""Feeds broken files to the rooms that read them, each under a time limit in a process of its own."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bad_input.mutations import LESSON, MEDIA, media_seeds

LIMIT_S = 60  # a file that takes longer hangs: its process is ended by the alarm, and the test fails
LOST_S = 2.5  # less is not noticed: streams may end two seconds early, recorders do that
SENTENCES = 60
COURSE_FILES = ("*.yaml", "criteria/*.yaml", "lessons/*.yaml", "sentences/*.tsv")


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one file: refused with a message id, or read, so long, with these notices."""

    refused: str = ""
    seconds: float = 0.0
    notices: tuple[str, ...] = ()


def look(path: Path) -> Seen:
    """Take a recording in and read it from end to end, as scoring does."""
    from coach.capture.damage import DamageObserver
    from coach.capture.probe import probe
    from coach.capture.reader import read
    from coach.domain.errors import MediaError
    from coach.domain.media import Notice, Take

    signal.alarm(LIMIT_S)
    try:
        recording = probe(path)
        watching = DamageObserver().start(Take(recording, "vi"))
        told = [found for piece in read(recording) for found in watching.see(piece)]
    except MediaError as error:
        return Seen(refused=error.id)
    finally:
        signal.alarm(0)
    notices = (*recording.notices, *(found for found in told if isinstance(found, Notice)))
    return Seen("", recording.duration_s, tuple(notice.id for notice in notices))


def check_course(folder: Path) -> Seen:
    """Check a course folder, and load it; both agree on whether its lessons can be used."""
    from coach.course import check, load
    from coach.domain.errors import LessonError

    signal.alarm(LIMIT_S)
    problems = check(folder)
    refused = ""
    try:
        load(folder)
    except LessonError as error:
        refused = error.id
    signal.alarm(0)
    assert problems or not refused, refused
    return Seen(refused=problems[0].id if problems else "")


LOOKS: Mapping[str, Callable[[Path], Seen]] = {"recording": look, "course": check_course}
ROOT = Path(__file__).resolve().parents[2]


def apart(kind: str, paths: Sequence[Path], workers: int) -> list[Seen]:
    """Look at each path in processes that start from nothing; one that dies tells at which path."""
    parts = [paths[first::workers] for first in range(workers)]
    with ThreadPoolExecutor(workers) as threads:
        seen = list(threads.map(lambda part: _in_a_process(kind, part), parts))
    return [seen[number % workers][number // workers] for number in range(len(paths))]


def _in_a_process(kind: str, paths: Sequence[Path]) -> list[Seen]:
    asked = "".join(f"{path}\n" for path in paths)
    command = [sys.executable, "-m", "tests.bad_input.fuzz", kind]
    ended = subprocess.run(command, input=asked, capture_output=True, text=True, cwd=ROOT, check=False)
    lines = ended.stdout.splitlines()
    assert ended.returncode == 0, (ended.returncode, paths[len(lines) :][:1], ended.stderr[-2000:])
    return [Seen(**json.loads(line)) for line in lines]


def media(folder: Path, count: int, seed: int, workers: int = 1) -> Counter[str]:
    """So many broken recordings; what came of them, by kind. Fails on a crash, a hang, or an untold loss."""
    healthy = {path: look(path) for path in media_seeds(folder)}
    assert not any(seen.refused or seen.notices for seen in healthy.values()), healthy
    broken = list(_broken_media(folder, list(healthy), count, seed))
    counted: Counter[str] = Counter()
    told = apart("recording", [path for path, _ in broken], workers)
    for (path, whole), seen in zip(broken, told, strict=True):
        counted[seen.refused or ("with notice" if seen.notices else "without notice")] += 1
        assert seen.refused or seen.notices or not _lost(whole, healthy[whole], seen), (path, seen)
    return counted


def _lost(whole: Path, before: Seen, after: Seen) -> bool:
    """Whether much is gone that the file itself could tell: kinds that state no length cannot."""
    return whole.name not in ("live.webm", "a.mp3") and before.seconds - after.seconds > LOST_S


def _broken_media(folder: Path, seeds: Sequence[Path], count: int, seed: int) -> Iterator[tuple[Path, Path]]:
    chance = random.Random(seed)
    for number in range(count):
        whole = seeds[number % len(seeds)]
        mutation = MEDIA[number // len(seeds) % len(MEDIA)]
        path = folder / f"{number:04d}-{mutation.__name__}-{whole.name}"
        path.write_bytes(mutation(whole.read_bytes(), chance))
        yield path, whole


def _shortened(course: Path, to: Path) -> Path:
    """A copy of the course with its first example sentences only: reading thousands again teaches nothing."""
    shutil.copytree(course, to, ignore=shutil.ignore_patterns("scripts", "schema"))
    for path in (to / "sentences").glob("*.tsv"):
        rows = path.read_text("utf-8").splitlines(keepends=True)[:SENTENCES]
        path.write_text("".join(rows), "utf-8")
    return to


def lessons(course: Path, folder: Path, count: int, seed: int, workers: int = 1) -> Counter[str]:
    """So many course folders with one broken file; what came of them. Fails on anything but a LessonError."""
    chance = random.Random(seed)
    course = _shortened(course, folder / "whole")
    files = sorted(path for pattern in COURSE_FILES for path in course.glob(pattern))
    counted: Counter[str] = Counter()
    folders = []
    for number in range(count):
        target = folder / f"{number:04d}"
        shutil.copytree(course, target)
        broken = target / chance.choice(files).relative_to(course)
        broken.write_bytes(chance.choice(LESSON)(broken.read_bytes(), chance))
        folders.append(target)
    for seen in apart("course", folders, workers):
        counted["refused" if seen.refused else "still valid"] += 1
    return counted


def main() -> None:
    """Look at each path that stands on standard input and print what came of it, one JSON a line."""
    looked = LOOKS[sys.argv[1]]
    for line in sys.stdin:
        print(json.dumps(asdict(looked(Path(line.rstrip("\n"))))), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
