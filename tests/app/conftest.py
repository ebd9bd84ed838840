"""A real server in its own process and a real browser that can reach nothing but it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from tests import clips
from tests.app import cameras
from tests.app.rooms import Room, Server

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",  # the network is cut
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's data folder."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight seconds of a moving picture and beeps."""
    path = tmp_path_factory.mktemp("film") / "vuon na.mp4"
    return clips.make(path, 8, clips.Picture(paint=clips.moving), clips.Sound())


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[str]:
    """The address of the app in a process of its own."""
    port = free_port()
    command = [sys.executable, "-c", f"from coach.server import serve; serve({port}, False)"]
    folders = {"COACH_DATA": str(data)}  # what was learned from the sentences is shared: it takes minutes
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=os.environ | folders, stdout=log, stderr=log)
    try:
        yield answering(f"http://localhost:{port}", process)
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answering(url: str, process: subprocess.Popen[bytes], patience_s: float = 150.0) -> str:
    """The address, once the server behind it answers."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return url
    raise AssertionError("the server did not answer")


class Browser:
    """A page of a real browser, and every address that it asked for."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))

    @property
    def outside(self) -> list[str]:
        """Addresses that do not lie on this machine."""
        here = (urlsplit(self.base).hostname, None)  # blob: and data: have no host
        return [url for url in self.asked if urlsplit(url).hostname not in here]


@pytest.fixture(  # laptops are drilled: every page is the same there but for its width
    params=[(390, 844), pytest.param((1280, 800), marks=pytest.mark.drill)], ids=["phone", "laptop"]
)
def browser(request: pytest.FixtureRequest, server: str) -> Iterator[Browser]:
    """A browser on a phone's and on a laptop's screen."""

    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    width, height = request.param
    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        page = opened.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
        page.set_default_timeout(60_000)  # two cores may be busy scoring
        yield Browser(page, server)
        opened.close()


@pytest.fixture(scope="session")
def devices(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A camera and a microphone: a seller who talks."""
    folder = tmp_path_factory.mktemp("devices")
    return cameras.camera(folder / "seller.mjpeg", 12), cameras.microphone(folder / "seller.wav", 12)


@pytest.fixture(scope="module")
def room_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that may be killed and started again."""
    one = Server(tmp_path_factory.mktemp("room-data"))
    one.start()
    yield one
    one.kill()


@pytest.fixture
def room(room_server: Server, tmp_path: Path, devices: tuple[Path, Path]) -> Iterator[Room]:
    """A learner before a browser of her own."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as running:
        one = Room(room_server, running, tmp_path, devices)
        yield one
        one.close()
