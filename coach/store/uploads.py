"""Recordings on their way in: what has arrived lies on the disk, and its length is all there is to know."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from coach.domain.errors import CoachError, JobError
from coach.store.space import free, trouble

ABOUT = "about.json"
PART = "part"
MOST_BYTES = 8 << 30  # four hours at 4 Mbit/s, as phones record
SPARE_BYTES = 256 << 20  # stays free, so that the database and the scoring can go on
TIMES_KEPT = 2  # while a recording is put under its digest it lies on the disk twice
ABANDONED = timedelta(days=14)  # a laptop left at home over a holiday may still bring its take
NAMED = re.compile(r"[0-9a-f]{32}")

Free = Callable[[Path], int]  # a folder -> bytes that are free there


@dataclass(frozen=True, slots=True)
class Upload:
    """A recording on its way in. `id` will be the attempt's, so that nothing is ever handed in twice."""

    id: str
    learner_id: str
    lesson_id: str
    language: str  # spoken in it
    name: str
    drill: str = ""  # the one criterion that it drills; empty for a whole take


def upload_id(learner_id: str, client_id: str) -> str:
    """The same recording of the same learner has the same id however often the browser asks."""
    return hashlib.sha256(f"{learner_id}\n{client_id}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Uploads:
    """A folder a recording. Several processes may share them: the same bytes go to the same place."""

    folder: Path
    free: Free = free
    locks: defaultdict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))

    def begin(self, upload: Upload, size: int = 0) -> int:
        """Make room for a recording, `size` bytes where known; how many bytes are here already.

        JobError `disk.full` or `upload.too_large` where it would not fit.
        """
        place = self._place(upload.id)
        if not (place / ABOUT).exists():
            self._check(size, size * TIMES_KEPT)
            with _disk_troubles(self.folder):
                _write_new(place, upload)
        return self.held(upload.id)

    def get(self, id: str) -> Upload:
        """What is known of a recording on its way in; CoachError when there is none."""
        try:
            return Upload(**json.loads((self._place(id) / ABOUT).read_text("utf-8")))
        except FileNotFoundError:
            raise CoachError("upload.unknown") from None

    def held(self, id: str) -> int:
        """How many bytes have arrived; CoachError when there is no such recording."""
        try:
            return (self._place(id) / PART).stat().st_size
        except FileNotFoundError:
            raise CoachError("upload.unknown") from None

    def begun_at(self, id: str) -> datetime:
        """When a recording began to come in; CoachError when there is no such recording."""
        try:
            begun_s = (self._place(id) / ABOUT).stat().st_mtime
        except FileNotFoundError:
            raise CoachError("upload.unknown") from None
        return datetime.fromtimestamp(begun_s, UTC)

    def append(self, id: str, offset: int, data: bytes) -> int:
        """Write what is new of `data`, which begins at `offset`; how many bytes are surely on disk then.

        Fewer than `offset` means a gap: nothing was written. JobError when the disk is full: nothing is lost.
        """
        with self.locks[id]:
            held = self.held(id)
            new = data[held - offset :] if offset <= held else b""
            if new:
                self._check(held + len(new), len(new))
                with _disk_troubles(self.folder):
                    _write_at(self._place(id) / PART, held, new)
            return held + len(new)

    def part(self, id: str) -> Path:
        """The file with what has arrived."""
        return self._place(id) / PART

    def remove(self, id: str) -> None:
        """Forget a recording on its way in; nothing happens where it is not here."""
        shutil.rmtree(self._place(id), ignore_errors=True)
        self.locks.pop(id, None)

    def forget(self, learner_id: str) -> None:
        """Remove all that is on its way in from that learner."""
        for one in self.all():
            if one.learner_id == learner_id:
                self.remove(one.id)

    def all(self) -> Iterator[Upload]:
        """All recordings that are on their way in."""
        for place in self.folder.glob("*/" + ABOUT):
            yield self.get(place.parent.name)

    def sweep(self, now: datetime) -> int:
        """Remove what nobody has added to for too long; how many."""
        late = (now - ABANDONED).timestamp()
        left = [place for place in self.folder.glob("*") if _last_touched(place) < late]
        for place in left:
            shutil.rmtree(place, ignore_errors=True)
        return len(left)

    def _check(self, whole: int, needed: int) -> None:
        if whole > MOST_BYTES:
            raise JobError("upload.too_large", gigabytes=MOST_BYTES >> 30)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.free(self.folder) < needed + SPARE_BYTES:
            raise JobError("disk.full", folder=str(self.folder))

    def _place(self, id: str) -> Path:
        if not NAMED.fullmatch(id):
            raise CoachError("upload.unknown")
        return self.folder / id


def _write_new(place: Path, upload: Upload) -> None:
    """What it is comes last: where it stands, everything else is there."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    (place / PART).touch(mode=0o600)
    about = place / f"{ABOUT}-{uuid4().hex}"
    with about.open("w", encoding="utf-8") as file:
        json.dump(asdict(upload), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    about.replace(place / ABOUT)


def _write_at(part: Path, held: int, new: bytes) -> None:
    """Write and wait for the disk; a write that failed half-way is cut off again."""
    with part.open("r+b") as file:
        try:
            file.seek(held)
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.truncate(file.fileno(), held)
            raise


def _last_touched(place: Path) -> float:
    return max((one.stat().st_mtime for one in place.glob("*")), default=place.stat().st_mtime)


@contextmanager
def _disk_troubles(folder: Path) -> Iterator[None]:
    """The disk's own errors as ours."""
    try:
        yield
    except OSError as error:
        raise JobError(trouble(error, "store.read_only"), folder=str(folder)) from error
