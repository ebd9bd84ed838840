"""Followed and finished afterwards is the same evidence, byte for byte; viewers know it while it is said."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coach.assembly import workplace
from coach.cli import along, following
from coach.cli.following import Orders, follow_and_score
from coach.domain.analysis import DONE
from coach.jobs.following import order
from coach.jobs.standby import ANYBODY
from coach.settings import Settings
from coach.store import Store, open_store
from coach.web.finishing import hand_in
from tests.growing import NOW, as_a_browser_records, bytes_of, coming_in, found_afterwards

SECONDS = 8.0
PIECES = 40


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data")
    yield store
    store.engine.dispose()


@pytest.mark.slow
@pytest.mark.whisper
def test_followed_and_finished_afterwards_are_the_same(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    film = as_a_browser_records(tmp_path / "film.webm", SECONDS).read_bytes()
    upload, orders = coming_in(store), Orders()
    size = -(-len(film) // PIECES)
    with ThreadPoolExecutor(1) as pool:
        at = workplace(Settings(data=store.folder))
        code = pool.submit(follow_and_score, at, upload.id, orders)
        for offset in range(0, len(film), size):
            store.uploads.append(upload.id, offset, film[offset : offset + size])
        something_is_known(store, upload.id)
        attempt = hand_in(store, upload.id, (), NOW)
        claim = store.attempts.take_up(attempt.id, "worker", NOW)
        assert claim
        orders.put(order(claim).strip())
        assert code.result(300) == 0
    at.store.engine.dispose()
    sha256 = attempt.recording_sha256
    for one in found_afterwards(store, sha256):
        assert bytes_of(store.evidence.observed(sha256, one.key)) == bytes_of(one), one.key.name
    events = [one.getMessage() for one in caplog.records]
    assert any(one.startswith("followed recording") for one in events)
    assert store.attempts.get(attempt.id).state == DONE
    assert not store.uploads.part(upload.id).parent.exists()


@pytest.mark.whisper
def test_a_machine_that_is_too_slow_stops_by_itself_and_says_so(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(along, "BEHIND_S", -1.0)  # nobody is ever ahead of what comes in
    upload = coming_in(store)
    store.uploads.append(upload.id, 0, as_a_browser_records(tmp_path / "film.webm", 5.0).read_bytes())
    at = workplace(Settings(data=store.folder))
    assert follow_and_score(at, upload.id, Orders()) == 0
    at.store.engine.dispose()
    assert store.followed.fell_behind(upload.id)
    sha256 = hand_in(store, upload.id, (), NOW).recording_sha256
    assert store.followed.was_slow(sha256)
    assert not store.evidence.observed_by(sha256, "hearing")


def test_who_waited_follows_whom_it_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(following, "KINDNESS", 0)  # this process has other tests to run
    monkeypatch.setenv("COACH_DATA", str(store.folder))
    orders = Orders()
    orders.put(b"a-recording-that-nobody-sent")
    with caplog.at_level("WARNING"):
        assert following.follow(ANYBODY, orders) == 1  # it is not there
    assert "recording=a-record" in caplog.text


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
    raise AssertionError
