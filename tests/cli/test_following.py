"""Followed and finished afterwards is the same evidence, byte for byte; viewers know it while it is said."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pytest

from coach.domain.analysis import DONE
from coach.jobs.following import order
from coach.store import Store, open_store
from coach.web.finishing import hand_in
from tests import growing
from tests.growing import NOW, as_a_browser_records, bytes_of, coming_in, found_afterwards, started

SECONDS = 12.0
PIECES = 40


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data")
    yield store
    store.engine.dispose()


@pytest.mark.slow
@pytest.mark.whisper
def test_followed_and_finished_afterwards_are_the_same(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    film = as_a_browser_records(tmp_path / "film.webm", SECONDS).read_bytes()
    upload = coming_in(store)
    size = -(-len(film) // PIECES)
    request.addfinalizer((process := started(store, "follow", upload.id)).kill)
    for offset in range(0, len(film), size):
        store.uploads.append(upload.id, offset, film[offset : offset + size])
    something_is_known(store, upload.id)
    attempt = hand_in(store, upload.id, (), NOW)
    claim = store.attempts.take_up(attempt.id, "worker", NOW)
    assert claim
    pipe = cast(IO[bytes], process.stdin)
    pipe.write(order(claim))
    pipe.flush()
    assert process.wait(timeout=300) == 0, growing.events(store)
    sha256 = attempt.recording_sha256
    for one in found_afterwards(store, sha256):
        assert bytes_of(store.evidence.observed(sha256, one.key)) == bytes_of(one), one.key.name
    assert "followed recording" in growing.events(store)
    assert store.attempts.get(attempt.id).state == DONE
    assert not store.uploads.part(upload.id).parent.exists()


def something_is_known(store: Store, id: str) -> None:
    """Waits until readers were told how far listening came."""
    until_s = time.monotonic() + 240
    while time.monotonic() < until_s:
        known = store.followed.so_far(id)
        if known:
            assert known.evidence.duration_s >= known.until_s
            assert known.until_s <= SECONDS + 1
            return
        time.sleep(0.2)
    raise AssertionError(growing.events(store))
