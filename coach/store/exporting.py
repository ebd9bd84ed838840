"""All that is kept of a person as one zip that she can take along: her rows, films, pictures and photos."""

from __future__ import annotations

import base64
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.store.audit import Audit, Did
from coach.store.blobs import Blobs
from coach.store.forgetting import LEARNER, OWNERSHIP
from coach.store.ownership import RECORDING, blob

FOLDER = "exports"  # of the data folder; emptied by the sweep
SECRET = re.compile(r"hash|secret|token|password|(^|_)(pin|code)($|_)")  # keys to her account stay here

ENDINGS = {"mpeg": "mp3", "octet-stream": "bin"}

Picture = Callable[[Path, float], bytes | None]  # JPEG bytes of the picture at that second, if any
Kind = Callable[[Path], str]  # `video/mp4`, told by the first bytes


@dataclass(frozen=True, slots=True)
class Exporting:
    """Packs what is kept of somebody."""

    sessions: sessionmaker[Session]
    folder: Path
    kept: dict[str, Blobs]
    audit: Audit

    def pack(self, learner_id: str, picture: Picture, kind: Kind, now: datetime) -> Path:
        """Write the zip into the data folder and return where; whoever sends it on removes it.

        CoachError when nobody has that id.
        """
        target = self.folder / FOLDER / f"{uuid4().hex}.zip"
        target.parent.mkdir(exist_ok=True, mode=0o700)
        with self.sessions.begin() as session:
            rows = dict(self._rows(session, learner_id))
            if not rows.get("learner"):
                raise CoachError("people.unknown", id=learner_id)
            self.audit.note(session, Did(learner_id, "data.exported", f"learner:{learner_id}"), now)
        try:
            self._write(target, rows, picture, kind)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return target

    def _write(
        self, target: Path, rows: dict[str, list[dict[str, Any]]], picture: Picture, kind: Kind
    ) -> None:
        told = {table: [_plain(row) for row in found] for table, found in rows.items()}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1))
            for name, path in self._files(rows):
                told_as = "jpg" if name.startswith("photo") else kind(path).rpartition("/")[2]
                ending = ENDINGS.get(told_as, told_as)
                packed.write(path, f"{name}.{ending}", zipfile.ZIP_STORED)  # films are packed already
                if name.startswith("recording") and (jpeg := picture(path, 0.0)):
                    packed.writestr(
                        f"{name.replace('recordings', 'thumbnails')}.jpg", jpeg, zipfile.ZIP_STORED
                    )

    def _files(self, rows: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, Path]]:
        """Name in the zip and place here of each file that is still there."""
        wanted = dict.fromkeys(
            (kind, digest)
            for name, found in rows.items()
            for column in OWNERSHIP.metadata.tables[name].columns
            if (kind := blob(column)) in self.kept
            for row in found
            for digest in _listed(row[column.name])
        )
        for kind, digest in wanted:
            try:
                yield f"{kind}s/{digest[:16]}", self.kept[str(kind)].path(digest)
            except CoachError:  # its time was over
                continue

    def _rows(self, session: Session, learner_id: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Her rows by table, and what was made of her recordings."""
        hers = OWNERSHIP.doomed(LEARNER, (learner_id,))
        for table, where in hers.items():
            yield table.name, [dict(row) for row in session.execute(select(table).where(where)).mappings()]
        recordings = OWNERSHIP.digests(session, hers).get("recording", set())
        for table in OWNERSHIP.derived():
            found = session.execute(select(table).where(table.c[RECORDING].in_(recordings))).mappings()
            yield table.name, [dict(row) for row in found]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Without keys to an account: whoever finds the zip must not get in with them."""
    return {name: _value(value) for name, value in row.items() if not SECRET.search(name)}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        try:
            return json.loads(zlib.decompress(value))
        except (zlib.error, ValueError):
            return base64.b64encode(value).decode()
    return value


def _listed(kept: Any) -> list[str]:
    return [kept] if isinstance(kept, str) else list(kept or ())
