"""Copies of browsers' recordings for the player; they come from the recordings and may be lost any time."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import av

from coach.capture.playable import container_to_mend, write_playable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Playback:
    """A folder of copies, each under its recording's digest."""

    folder: Path

    def of(self, sha256: str, recording: Path) -> Path:
        """A file in which a player can jump: the recording itself, or a copy that is made now if need be."""
        copy = self.folder / sha256
        if copy.exists():
            return copy
        try:
            container = container_to_mend(recording)
            if not container:
                return recording
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_playable(recording, copy, container)
        except (av.FFmpegError, OSError) as error:
            log.warning("not_copied recording=%s error=%s", sha256[:8], type(error).__name__)
            return recording
        return copy

    def remove(self, sha256: str) -> None:
        """Remove the copy of a recording; nothing happens where there is none."""
        (self.folder / sha256).unlink(missing_ok=True)

    def sweep(self, recordings: frozenset[str]) -> None:
        """Remove copies of recordings that are not among these any more."""
        for copy in self.folder.glob("*"):
            if copy.name not in recordings:
                copy.unlink(missing_ok=True)
