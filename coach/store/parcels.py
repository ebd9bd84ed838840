"""Evidence and corrections as files that travel with a recording, so that nobody has to listen again."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from coach.domain.correction import Correction
from coach.domain.evidence import Observed, ObserverKey
from coach.store.evidence import Findings


@dataclass(frozen=True, slots=True)
class _Kept:
    """One observer's findings."""

    key: ObserverKey
    findings: Findings


@dataclass(frozen=True, slots=True)
class Parcel:
    """What observers found in one recording."""

    recording_sha256: str
    kept: tuple[_Kept, ...]

    @staticmethod
    def of(recording_sha256: str, observed: tuple[Observed, ...]) -> Parcel:
        """A parcel of these observers' findings."""
        return Parcel(recording_sha256, tuple(_Kept(one.key, Findings.of(one)) for one in observed))

    @property
    def observed(self) -> tuple[Observed, ...]:
        """As the observers gave them."""
        return tuple(one.findings.under(one.key) for one in self.kept)


_PARCEL = TypeAdapter(Parcel)
_CORRECTION = TypeAdapter(Correction)


def write_parcel(path: Path, parcel: Parcel) -> None:
    """Compressed JSON; the same parcel is always the same bytes."""
    path.write_bytes(gzip.compress(_PARCEL.dump_json(parcel), 9, mtime=0))


def read_parcel(path: Path) -> Parcel:
    """What `write_parcel` wrote."""
    return _PARCEL.validate_json(gzip.decompress(path.read_bytes()))


def write_correction(path: Path, correction: Correction) -> None:
    """JSON that a person can read."""
    path.write_bytes(_CORRECTION.dump_json(correction, indent=1) + b"\n")


def read_correction(path: Path) -> Correction:
    """What `write_correction` wrote."""
    return _CORRECTION.validate_json(path.read_bytes())
