"""Puts a file of weights into the cache in one step, so that nobody ever meets a half-written one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from coach.domain.errors import JobError, ModelMissing
from coach.models.catalogue import Part, WeightsFile

_BLOCK = 1 << 20  # bytes copied at a time


def part_path(part: Part) -> Path | None:
    """Where an installed package keeps this part; None when it is not installed. Runs none of its code."""
    spec = find_spec(part.package)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(place) / part.path
        if path.is_file():
            return path
    return None


def part_paths(file: WeightsFile) -> tuple[Path, ...]:
    """All parts of a file in installed packages; empty when one of them is not there."""
    paths = tuple(part_path(part) for part in file.parts)
    found = tuple(path for path in paths if path is not None)
    return found if len(found) == len(paths) else ()


def blocks_of(paths: Iterable[Path]) -> Iterator[bytes]:
    """The bytes of these files, one file after another."""
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block


def place(blocks: Iterable[bytes], target: Path, *, name: str, sha256: str = "") -> str:
    """Write the bytes to `target` at once and return their sha256; two processes may do so together.

    Raises ModelMissing("model.damaged") when they are not the bytes that were pinned, and JobError when the
    disk does not take them.
    """
    held: str | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".part-", delete=False) as file:
            held = file.name
            found = _write(blocks, file.fileno())
        if sha256 and found != sha256:
            raise ModelMissing("model.damaged", name=name, file=target.name)
        os.chmod(held, 0o644)
        os.replace(held, target)
    except OSError as error:
        raise JobError("model.cannot_write", name=name, folder=str(target.parent)) from error
    finally:
        if held is not None:
            Path(held).unlink(missing_ok=True)
    return found


def _write(blocks: Iterable[bytes], descriptor: int) -> str:
    running = hashlib.sha256()
    with os.fdopen(os.dup(descriptor), "wb") as out:
        for block in blocks:
            running.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return running.hexdigest()
