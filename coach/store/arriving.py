"""Reads a recording while it comes in, and goes on in the kept file once it was handed in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from coach.domain.errors import CoachError
from coach.store.attempts import Attempts
from coach.store.blobs import Blobs
from coach.store.uploads import Uploads

LOOKS_EVERY_S = 0.2
PATIENCE_S = 180.0  # a line that is cut for longer: whoever comes back later is analysed afterwards


class GaveUp(Exception):
    """The recording was deleted, or nothing of it came for too long."""


@dataclass(slots=True)
class Arriving:
    """The bytes of one recording. No file is held open, so that it can be moved and removed everywhere."""

    id: str
    uploads: Uploads
    attempts: Attempts
    recordings: Blobs
    patience_s: float = PATIENCE_S
    clock: Callable[[], float] = time.monotonic
    _whole: Path | None = field(default=None, init=False)

    def bytes_at(self, offset: int, most: int) -> bytes:
        """At most so many bytes from there on, waiting for the first of them; none when it has ended."""
        came_s = self.clock()
        while True:
            ended = self.whole() is not None  # asked before reading: what was added before is read
            data = self._read(offset, most)
            if data or ended:
                return data
            if self.clock() - came_s > self.patience_s:
                raise GaveUp(self.id)
            time.sleep(LOOKS_EVERY_S)

    def whole(self) -> Path | None:
        """The kept file; None while the recording is still coming in."""
        if self._whole is None:
            try:
                self._whole = self.recordings.path(self.attempts.get(self.id).recording_sha256)
            except CoachError:
                return None
        return self._whole

    def arrived(self) -> int:
        """How many bytes are here."""
        place = self._whole or self.uploads.part(self.id)
        try:
            return place.stat().st_size
        except OSError:
            return 0

    def _read(self, offset: int, most: int) -> bytes:
        """What lies there now. A part that is gone was handed in, or deleted."""
        try:
            with (self._whole or self.uploads.part(self.id)).open("rb") as file:
                file.seek(offset)
                return file.read(most)
        except FileNotFoundError:
            if self.whole() is None:
                raise GaveUp(self.id) from None
            return self._read(offset, most)
