"""What a bucket has still to be told: a small file for each, so that a fallen process forgets nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coach.store.blobs import flush_folder

Act = Literal["send", "remove"]


@dataclass(frozen=True, slots=True)
class Pending:
    """A folder of empty files, one an act and digest."""

    folder: Path

    def add(self, act: Act, sha256: str) -> None:
        """Remember it; it survives a fall of the machine."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{act}-{sha256}").touch()
        flush_folder(self.folder)

    def done(self, act: Act, sha256: str) -> None:
        """It was done, or is not wanted any more."""
        (self.folder / f"{act}-{sha256}").unlink(missing_ok=True)

    def has(self, act: Act, sha256: str) -> bool:
        """Whether it waits."""
        return (self.folder / f"{act}-{sha256}").is_file()

    def all(self, act: Act) -> tuple[str, ...]:
        """The digests that wait for that act."""
        return tuple(sorted(path.name.removeprefix(f"{act}-") for path in self.folder.glob(f"{act}-*")))

    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not any(self.folder.glob("*-*"))
