"""A real worker follows what comes in as fast as one speaks; it finds what is found in the finished file."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from coach.assembly import desk
from coach.domain.analysis import DONE
from coach.jobs import submit
from coach.jobs.lifeline import end
from coach.settings import Settings
from coach.store import Store, open_store
from coach.store.attempts import Attempt
from coach.store.uploads import Upload
from coach.web.finishing import hand_in
from tests import growing
from tests.growing import NOW, as_a_browser_records, bytes_of, coming_in, found_afterwards, started

pytestmark = [pytest.mark.drill, pytest.mark.whisper]
SECONDS = 40.0
STEP_S = 0.5


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data")
    yield store
    store.engine.dispose()


@pytest.fixture
def worker(store: Store) -> Iterator[subprocess.Popen[bytes]]:
    process = started(store, "worker")
    yield process
    process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(20)
    end(process)


@pytest.mark.parametrize("name", ["film.webm", "film.mp4"])
def test_the_same_evidence(store: Store, worker: subprocess.Popen[bytes], tmp_path: Path, name: str) -> None:
    upload, known = recorded(store, as_a_browser_records(tmp_path / name, SECONDS))
    attempt = scored(store, upload)
    assert known > 5  # words while she spoke
    assert "followed recording" in growing.events(store)
    same(store, attempt)


def test_who_follows_is_killed_again_and_again(
    store: Store, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    film = as_a_browser_records(tmp_path / "film.webm", SECONDS)
    upload, _ = recorded(store, film, killing=worker.pid)
    attempt = scored(store, upload)
    assert "followed recording" not in growing.events(store)
    same(store, attempt)
    assert list(store.uploads.folder.iterdir()) == []
    assert list((store.folder / "following").iterdir()) == []


def recorded(store: Store, film: Path, killing: int = 0) -> tuple[Upload, int]:
    """It comes in as fast as it is spoken; how many words were known on the way.

    A busy machine is waited for before the last pieces: a test is no place to time it.
    """
    data, upload = film.read_bytes(), coming_in(store)
    step = round(len(data) * STEP_S / SECONDS)
    for offset in range(0, len(data), step):
        store.uploads.append(upload.id, offset, data[offset : offset + step])
        time.sleep(STEP_S)
        if killing and offset > len(data) / 4:
            kill_followers(killing)
        elif offset + 2 * step > len(data):
            known_at_last(store, upload.id)
    return upload, len(store.followed.words(upload.id))


def known_at_last(store: Store, id: str) -> None:
    """Wait until words are known, or it is sure that there will be none."""
    until_s = time.monotonic() + 150  # less than the patience of who follows
    while not store.followed.words(id) and not store.followed.fell_behind(id) and time.monotonic() < until_s:
        time.sleep(0.2)


def kill_followers(worker: int) -> None:
    """As when memory runs out."""
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == worker and b"\0follow\0" in (entry / "cmdline").read_bytes():
                os.kill(int(entry.name), signal.SIGKILL)


def scored(store: Store, upload: Upload) -> Attempt:
    """Handed in and waited for."""
    attempt = hand_in(store, upload.id, (), NOW)
    submit(attempt.id, desk(Settings(data=store.folder), store), NOW)
    until_s = time.monotonic() + 300
    while (now := store.attempts.get(attempt.id)).state != DONE and time.monotonic() < until_s:
        time.sleep(0.2)
    assert now.state == DONE, growing.events(store)
    return now


def same(store: Store, attempt: Attempt) -> None:
    """What is kept is what is found in the finished file."""
    sha256 = attempt.recording_sha256
    for one in found_afterwards(store, sha256):
        assert bytes_of(store.evidence.observed(sha256, one.key)) == bytes_of(one), one.key.name
