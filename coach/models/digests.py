"""What a file of weights truly is: its sha256, remembered so that the next start is quick."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path

log = logging.getLogger(__name__)

_MEMORY = "verified.json"


def sha256_of(path: Path, *, cache: Path | None = None) -> str:
    """sha256 of a file; read again only when its size or time of change differ from those remembered."""
    stat = path.stat()
    mark = [stat.st_size, stat.st_mtime_ns]
    remembered = _remembered(cache).get(str(path.resolve()))
    if remembered is not None and remembered[:2] == mark:
        return str(remembered[2])
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if cache is not None:
        _remember(cache, path, [*mark, found])
    return found


def digest(path: Path, *, cache: Path | None = None) -> str:
    """Identity of a file or folder of weights: equal bytes under equal names give equal digests (16 hex).

    With `cache` the files' own digests are remembered there, so that asking again costs nothing.
    """
    files = [path] if path.is_file() else sorted(f for f in path.iterdir() if _counts(f))
    told = "".join(f"{file.name}\0{sha256_of(file, cache=cache)}\n" for file in files)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _counts(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".")


def _remembered(cache: Path | None) -> dict[str, list[int | str]]:
    if cache is None:
        return {}
    try:
        memory = json.loads((cache / _MEMORY).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return memory if isinstance(memory, dict) else {}


def _remember(cache: Path, path: Path, mark: list[int | str]) -> None:
    """Keep one digest; when two processes do so at once one is forgotten, which only costs reading again."""
    memory = _remembered(cache) | {str(path.resolve()): mark}
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=cache, prefix=".verified-", delete=False, encoding="utf-8"
        ) as file:
            json.dump(memory, file)
        os.replace(file.name, cache / _MEMORY)
    except OSError:
        log.warning("digest not remembered", extra={"cache": str(cache)})
