"""Followed and finished afterwards is the same evidence, byte for byte; viewers know it while it is said."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.assembly import listeners
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.evidence import Observer, ObserverKey
from coach.domain.media import SOUND_HZ, SoundPiece, Take
from coach.domain.people import Consent
from coach.pipeline import gather
from coach.settings import Settings
from coach.store import Store, open_store
from coach.store.evidence import Findings
from coach.store.uploads import Upload, upload_id
from coach.web.finishing import hand_in
from tests.clips import Picture, Sound, make_live_webm

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECONDS = 26.0
PIECES = 40
SPOKEN = Path(__file__).parents[2] / "media" / "en_na_excellent.mp4"


def as_a_browser_records(to: Path) -> Path:
    """The beginning of a real English take, in a WebM without length and index."""
    pieces = read(probe(SPOKEN), want_picture=False)
    said = np.concatenate([one.samples for one in pieces if isinstance(one, SoundPiece)])

    def spoken(times_s: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.interp(times_s, np.arange(len(said)) / SOUND_HZ, said), np.float64)

    return make_live_webm(to, SECONDS, Picture(codec="libvpx"), Sound(spoken, codec="libopus"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data")
    yield store
    store.engine.dispose()


def coming_in(store: Store) -> Upload:
    learner = store.people.add("Lan", "cô", NOW)
    store.people.agree(Consent(learner.id, "record_and_analyse", "1", "vi", "text", NOW))
    upload = Upload(upload_id(learner.id, "client-1"), learner.id, "L02", "en", "")
    store.uploads.begin(upload)
    return upload


def started(store: Store, id: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "coach.cli", "follow", id]
    environment = os.environ | {"COACH_DATA": str(store.folder), "OMP_NUM_THREADS": "1"}
    with (store.folder / "follow.log").open("wb") as log:
        return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stderr=log)


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


def told(key: ObserverKey, store: Store, sha256: str) -> Findings | None:
    observed = store.evidence.observed(sha256, key)
    return Findings.of(observed) if observed else None


@pytest.mark.slow
@pytest.mark.whisper
def test_followed_and_finished_afterwards_are_the_same(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    film = as_a_browser_records(tmp_path / "film.webm").read_bytes()
    upload = coming_in(store)
    size = -(-len(film) // PIECES)
    request.addfinalizer((process := started(store, upload.id)).kill)
    for offset in range(0, len(film), size):
        store.uploads.append(upload.id, offset, film[offset : offset + size])
        time.sleep(0.05)
    heard = until_something_is_heard(store, upload.id)
    assert heard
    attempt = hand_in(store, upload.id, (), NOW)
    code = process.wait(timeout=300)
    assert code == 0, (store.folder / "follow.log").read_text()
    sha256 = attempt.recording_sha256
    recording = probe(store.recordings.path(sha256))
    take = Take(recording, "en")
    observers: tuple[Observer, ...] = listeners(Settings())
    afterwards = gather(take, observers, Nothing(), lambda *_: None)
    for one in afterwards.observed:
        assert told(one.key, store, sha256) == Findings.of(one), one.key.name
    assert len(Findings.of(afterwards.observed[0]).words) > 10
    assert not store.uploads.part(upload.id).parent.exists()


def until_something_is_heard(store: Store, id: str) -> bool:
    """Whether viewers were told words that were said; waits for the recogniser, which is slow."""
    until_s = time.monotonic() + 240
    while time.monotonic() < until_s:
        known = store.followed.so_far(id)
        if known and known.words:
            assert known.until_s <= SECONDS + 1
            assert known.utterances
            return bool(known.observations)
        time.sleep(0.2)
    return False
