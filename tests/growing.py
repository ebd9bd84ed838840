"""A take that comes in piece by piece, as a browser records it, and what is found in it once it is whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from coach.assembly import observers
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.evidence import Observed, ObserverKey
from coach.domain.media import SOUND_HZ, FrameSample, SoundPiece, Take
from coach.domain.people import Consent
from coach.pipeline import gather
from coach.settings import Settings
from coach.store import Store
from coach.store.evidence import Findings
from coach.store.uploads import Upload, upload_id
from tests.clips import Image, Picture, Sound, make, make_live_webm

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SPOKEN = Path(__file__).parents[1] / "media" / "en_na_excellent.mp4"
FPS = 10
_FINDINGS = TypeAdapter(Findings)


def as_a_browser_records(to: Path, seconds: float) -> Path:
    """The beginning of a real English take: a WebM without length and index, or an MP4 in fragments."""
    said, seen = _heard_and_seen(seconds)

    def spoken(times_s: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.interp(times_s, np.arange(len(said)) / SOUND_HZ, said), np.float64)

    def shown(at_s: float, width_px: int, height_px: int) -> Image:
        image = seen[min(int(at_s), len(seen) - 1)].image
        return np.asarray(cv2.resize(image, (width_px, height_px))[:, :, ::-1], np.uint8)

    kept = {"paint": shown, "width_px": 270, "height_px": 480, "fps": FPS, "gop": 2 * FPS}
    sound = Sound(spoken, codec="libopus")
    if to.suffix == ".webm":
        return make_live_webm(to, seconds, Picture(codec="libvpx", **kept), sound)  # type: ignore[arg-type]
    fragments = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
    return make(to, seconds, Picture(**kept), sound, fragments)  # type: ignore[arg-type]


def _heard_and_seen(seconds: float) -> tuple[NDArray[np.float32], list[FrameSample]]:
    said, seen = [], []
    for piece in read(probe(SPOKEN), want_bursts=False):
        if isinstance(piece, SoundPiece):
            said.append(piece.samples)
            if piece.span.end_s > seconds + 3:
                break
        elif isinstance(piece, FrameSample):
            seen.append(piece)
    return np.concatenate(said), seen


def coming_in(store: Store, client: str = "client-1") -> Upload:
    """A recording of hers that has just begun."""
    learner = store.people.add("Lan", "cô", NOW)
    store.people.agree(Consent(learner.id, "record_and_analyse", "1", "vi", "text", NOW))
    upload = Upload(upload_id(learner.id, client), learner.id, "L02", "en", "")
    store.uploads.begin(upload)
    return upload


def started(store: Store, *words: str) -> subprocess.Popen[bytes]:
    """One of our own processes over that store; it tells its events into `told.log`."""
    environment = os.environ | {"COACH_DATA": str(store.folder), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "coach.cli", *words]
    with (store.folder / "told.log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log)


def events(store: Store) -> str:
    """What our processes told."""
    return (store.folder / "told.log").read_text()


class Nothing:
    """A shelf on which nothing lies."""

    def observed(self, _: str, key: ObserverKey) -> None:
        return None

    def observed_by(self, _: str, name: str) -> tuple[()]:
        return ()

    def keep(self, _: str, observed: object) -> None:
        pass

    def understood(self, key: str) -> None:
        return None

    def keep_understood(self, key: str, _: str, evidence: object) -> None:
        pass


def found_afterwards(store: Store, sha256: str) -> Sequence[Observed]:
    """What all observers find in the finished file, none of them knowing anything of before."""
    take = Take(probe(store.recordings.path(sha256)), "en")
    return gather(take, observers(Settings()), Nothing(), lambda *_: None).observed


def bytes_of(observed: Observed | None) -> bytes:
    """As findings are kept."""
    return _FINDINGS.dump_json(Findings.of(observed)) if observed else b""
