"""Finds weights on this machine: by path, in the cache, or in the packages that were installed with us."""

from __future__ import annotations

import difflib
import logging
import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from coach.domain.errors import ModelMissing
from coach.models.catalogue import CATALOGUE, FOLDER_FILES, Weights, WeightsFile
from coach.models.digests import sha256_of
from coach.models.placing import blocks_of, part_paths, place

log = logging.getLogger(__name__)


class State(Enum):
    """How a set of weights stands on this machine."""

    READY = "ready"
    INSTALLED = "installed"  # in a package; put into the cache on first use
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `coach models list`."""

    name: str
    state: State
    path: Path | None
    size: int  # bytes
    licence: str
    disables: str  # message id: what cannot be done without it


def find(name_or_path: str, *, cache: Path) -> Path:
    """The verified file, or the folder of a speech model, ready to be loaded; never goes to the network.

    Raises ModelMissing with `model.missing`, `model.damaged` or `model.unknown`.
    """
    weights = CATALOGUE.get(name_or_path)
    if weights is None:
        return _at_path(name_or_path)
    if not weights.files:
        return _complete_folder(cache / weights.name, weights.name)
    ready = [_file(weights, file, cache) for file in weights.files]
    return ready[0].parent if weights.is_folder else ready[0]


def is_pinned(name: str, path: Path, *, cache: Path) -> bool:
    """Whether that file is the one file of known weights, byte for byte."""
    return sha256_of(path, cache=cache) in {file.sha256 for file in CATALOGUE[name].files}


def status(cache: Path, *, thorough: bool = False) -> list[Row]:
    """How all known weights stand; `thorough` reads them and compares their digests."""
    return [_row(weights, cache, thorough) for weights in CATALOGUE.values()]


def _file(weights: Weights, file: WeightsFile, cache: Path) -> Path:
    """One pinned file, verified: from the cache, or from packages (joined into the cache where needed)."""
    kept, parts = cache / weights.name / file.name, part_paths(file)
    if kept.is_file():
        if sha256_of(kept, cache=cache) == file.sha256:
            return kept
        log.warning("kept weights damaged", extra={"model": weights.name, "file": file.name})
        if not parts:
            raise ModelMissing("model.damaged", name=weights.name, file=file.name)
    if not parts:
        raise _missing(weights.name)
    if not weights.is_folder and len(parts) == 1:
        return _in_package(weights, file, parts[0], cache)
    place(blocks_of(parts), kept, name=weights.name, sha256=file.sha256)
    return kept


def _in_package(weights: Weights, file: WeightsFile, path: Path, cache: Path) -> Path:
    if sha256_of(path, cache=cache) != file.sha256:
        raise ModelMissing("model.damaged", name=weights.name, file=file.name)
    return path


def _at_path(text: str) -> Path:
    """Weights somebody keeps in a place of her own: one file, or a CTranslate2 folder."""
    path = Path(text).expanduser()
    if path.is_dir():
        return _complete_folder(path, text)
    if path.is_file():
        return path
    if os.sep in text or "/" in text or path.suffix:
        raise _missing(text)
    nearest = difflib.get_close_matches(text, CATALOGUE, n=1, cutoff=0.3) or ["whisper-base"]
    raise ModelMissing("model.unknown", name=text, nearest=nearest[0])


def _complete_folder(folder: Path, name: str) -> Path:
    """A speech model's folder. Without its tokenizer the library would go and look for one on the network."""
    if not folder.is_dir():
        raise _missing(name)
    lacking = [file for file in FOLDER_FILES if not (folder / file).is_file()]
    if not any(folder.glob("vocabulary.*")):
        lacking.append("vocabulary.json")
    if lacking:
        raise ModelMissing("model.damaged", name=name, file=", ".join(lacking))
    return folder


def _missing(name: str) -> ModelMissing:
    weights = CATALOGUE.get(name, CATALOGUE["whisper-base"])
    return ModelMissing("model.missing", name=name, command=weights.command)


def _row(weights: Weights, cache: Path, thorough: bool) -> Row:
    state, path = _state(weights, cache, thorough)
    return Row(weights.name, state, path, weights.size, weights.licence, weights.disables)


def _state(weights: Weights, cache: Path, thorough: bool) -> tuple[State, Path | None]:
    installed = bool(weights.files) and all(part_paths(file) for file in weights.files)
    if not thorough and installed and not _kept(weights, cache):
        return State.INSTALLED, part_paths(weights.files[0])[0].parent
    try:
        if not thorough and weights.files and _kept(weights, cache):
            return State.READY, cache / weights.name
        return State.READY, find(weights.name, cache=cache)
    except ModelMissing as error:
        return (State.DAMAGED if error.id == "model.damaged" else State.MISSING), None


def _kept(weights: Weights, cache: Path) -> bool:
    """Whether the cache holds every pinned file at its right size."""
    paths = [(cache / weights.name / file.name, file.size) for file in weights.files]
    return all(path.is_file() and path.stat().st_size == size for path, size in paths)
