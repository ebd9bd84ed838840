"""Files that must go: noted in the same transaction as the rows that needed them, so that none is left."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from coach.store.blobs import Blobs
from coach.store.schema import RemovalRow

log = logging.getLogger(__name__)

NAMED = "named"  # any file or folder of the data folder that bears this id or digest in its name
# The folder of what was learned from learners' sentences: it goes whole with anybody whose words are in it.
OWN_SENTENCES = "own-sentences-learned-by-this-installation"
PAGES = "pages"  # the database's own file must be written anew
SHORTEST = 32  # letters of an id or digest: nothing shorter is looked for in names


def note(session: Session, kind: str, names: Iterable[str]) -> None:
    """Remember that these must go."""
    for name in names:
        session.merge(RemovalRow(kind=kind, name=name))


@dataclass(frozen=True, slots=True)
class Removals:
    """Removes what was noted. A file that is open (Windows) or a bucket out of reach: next time."""

    sessions: sessionmaker[Session]
    folder: Path
    kept: Mapping[str, Blobs]  # by kind: where its bytes lie

    def waiting(self) -> tuple[tuple[str, str], ...]:
        """Kind and name of all that must still go."""
        with self.sessions() as session:
            return tuple((row.kind, row.name) for row in session.scalars(select(RemovalRow)))

    def carry_out(self) -> int:
        """Remove the files that can be removed now; how many things could not."""
        left = 0
        for kind, name in self.waiting():
            if kind == PAGES:
                continue
            try:
                self._remove(kind, name)
            except Exception as error:  # a bucket has errors of its own; the note stays
                log.warning("not_removed kind=%s name=%s error=%s", kind, name[:8], type(error).__name__)
                left += 1
            else:
                self.done(kind, name)
        return left

    def done(self, kind: str, name: str) -> None:
        """It has gone."""
        with self.sessions.begin() as session:
            session.execute(delete(RemovalRow).where(RemovalRow.kind == kind, RemovalRow.name == name))

    def _remove(self, kind: str, name: str) -> None:
        if kind in self.kept:
            self.kept[kind].remove(name)
        if len(name) < SHORTEST:
            return
        for path in sorted(self.folder.rglob(f"*{name}*"), reverse=True):  # deepest first
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
