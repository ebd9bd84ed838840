"""A film of two gigabytes comes in whole, and neither the browser nor the server ever holds much of it."""

from __future__ import annotations

import hashlib
import re
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.app.rooms import CHROMIUM, QUIET, Room, Server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.drill,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]
SIZE = 2 << 30
STEP = 1 << 20
SERVER_MORE = 100 << 20  # a dozen requests at once
BROWSER_MORE = 300 << 20  # pieces that were sent wait until the browser tidies up
PATIENCE_S = 120  # without one more byte; the whole is given as long as it goes on
FIELD = """[...document.querySelectorAll('*')]
  .map(one => one.shadowRoot && one.shadowRoot.querySelector('input.file')).find(Boolean)"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    data = tmp_path / "data"
    data.mkdir()
    one = Server(data)
    one.start()
    yield one
    one.kill()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Every megabyte begins with its own number; between them are holes that take no room on the disk."""
    path = tmp_path / "buổi live.mp4"
    with path.open("wb") as file:
        for at in range(0, SIZE, STEP):
            file.seek(at)
            file.write(b"\0\0\0\x20ftypisom" + at.to_bytes(20, "big"))
        file.truncate(SIZE)
    return path


def test_two_gigabytes_in_constant_memory(server: Server, film: Path, tmp_path: Path) -> None:
    with sync_playwright() as running, browser(tmp_path / "profile") as address:
        room = Room(server, running, tmp_path, (film, film))
        driven = running.chromium.connect_over_cdp(address)
        room.context = driven.contexts[0]
        room.known()
        choose(room.page_at("/lesson?lesson=L02"), film)
        before = held([server.process.pid]), held(room.family())
        room.page.locator(".send").click()
        room.page.wait_for_function("coachDesk.sending && coachDesk.sending.have")
        driven.close()  # who drives a browser is handed all that it sends: from here it goes on alone
        most = most_held(room)
        (attempt,) = room.store.attempts.of(room.learner)
        kept = room.store.recordings.path(attempt.recording_sha256)
        room.store.engine.dispose()
    assert digest(kept) == digest(film) == attempt.recording_sha256
    assert most[0] - before[0] < SERVER_MORE
    assert most[1] - before[1] < BROWSER_MORE


@contextmanager
def browser(profile: Path) -> Iterator[str]:
    """One that goes on when nobody drives it; the address to drive it by."""
    told = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
    with (profile.parent / "browser.log").open("wb") as log:
        process = subprocess.Popen([str(CHROMIUM), *QUIET, *told], stdout=log, stderr=log)
    try:
        yield f"http://localhost:{port_of(profile / 'DevToolsActivePort')}"
    finally:
        process.kill()
        process.wait(20)


def port_of(told: Path) -> int:
    until_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < until_s:
        with suppress(FileNotFoundError, IndexError):
            return int(told.read_text().splitlines()[0])
        time.sleep(0.2)
    raise AssertionError("the browser did not begin")


def choose(page: Page, film: Path) -> None:
    """By the browser's own path: nobody reads the film on its behalf."""
    page.wait_for_function(FIELD)
    line = page.context.new_cdp_session(page)
    field = line.send("Runtime.evaluate", {"expression": FIELD})["result"]["objectId"]
    line.send("DOM.setFileInputFiles", {"files": [str(film)], "objectId": field})


def most_held(room: Room) -> tuple[int, int]:
    """Bytes of memory that the server and the browser hold at most until the film is handed in."""
    most, have, since_s = (0, 0), -1, time.monotonic()
    while not room.store.attempts.of(room.learner):
        now = held([room.server.process.pid]), held(room.family())
        most = max(most[0], now[0]), max(most[1], now[1])
        if (more := on_disk(room)) != have:
            have, since_s = more, time.monotonic()
        assert time.monotonic() - since_s < PATIENCE_S, f"{have} bytes, and no more"
        time.sleep(0.5)
    return most


def on_disk(room: Room) -> int:
    """Bytes of what is on its way in and of what is kept, also while it is put there."""
    have = 0
    for one in (*room.server.data.glob("uploads/**/*"), *room.server.data.glob("recordings/**/*")):
        with suppress(OSError):  # it was moved meanwhile
            have += one.stat().st_size
    return have


def held(processes: Iterable[int]) -> int:
    """Bytes of memory that these hold together, what they share counted once."""
    told = []
    for one in processes:
        with suppress(OSError):  # it has ended meanwhile
            told.append(Path(f"/proc/{one}/smaps_rollup").read_text())
    return sum(int(found[1]) << 10 for one in told if (found := re.search(r"^Pss:\s+(\d+)", one, re.M)))


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
