"""A room to spoil: a server and a browser to be killed, cut off and filled up, and what came of the take."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
from playwright.sync_api import BrowserContext, Error, Page, Playwright

from coach.app.recording import COOKIE
from coach.domain.people import Consent
from coach.store import Store, open_store
from coach.store.attempts import Attempt
from coach.web.passes import issue_pass
from coach.web.tickets import tickets_kept_in

HOLE_S = 0.05  # two packets of sound and a half: shorter ones are the clock's own rounding
CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
    "--use-fake-device-for-media-stream",
)
# The server as it is, but it scores nothing, and its disk is full while a file lies there.
SERVE = """
import os, shutil, coach.server
from types import SimpleNamespace
real = shutil.disk_usage
full = os.environ["ROOM_DISK_FULL"]
shutil.disk_usage = lambda path: SimpleNamespace(free=0) if os.path.exists(full) else real(path)
coach.server.start_scoring = lambda *_: None
coach.server.show_once = lambda *_: None
coach.server.serve({port}, False)
"""


class Server:
    """The app in a process of its own, always on the same port."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.full = data / "disk-is-full"

    def start(self) -> None:
        told = {"COACH_DATA": str(self.data), "ROOM_DISK_FULL": str(self.full)}
        with (self.data / "server.log").open("ab") as log:
            command = [sys.executable, "-c", SERVE.format(port=self.port)]
            self.process = subprocess.Popen(command, env=os.environ | told, stdout=log, stderr=log)
        self.answers()

    def answers(self) -> None:
        """Wait until it does."""
        until = time.monotonic() + 400  # two cores may be very busy with other things
        while time.monotonic() < until and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2).close()
            except OSError:
                time.sleep(0.2)
            else:
                return
        self.kill()
        raise AssertionError("the server did not answer")

    def kill(self) -> None:
        """As when the power fails."""
        self.process.kill()
        self.process.wait(20)


class Room:
    """One learner before one browser."""

    def __init__(self, server: Server, running: Playwright, folder: Path, devices: tuple[Path, Path]) -> None:
        self.server, self.running, self.profile, self.devices = server, running, folder / "profile", devices
        self.store: Store = open_store(server.data)
        self.learner = self.store.people.add("Lan", "cô", datetime.now(UTC)).id
        self.store.people.agree(
            Consent(self.learner, "record_and_analyse", "1", "vi", "text", datetime.now(UTC))
        )
        self.allowed = True
        self.screen = (390, 844)
        self.init = ""
        self.outside: list[str] = []

    # -- the browser

    def open(self, path: str = "/room?lesson=L02") -> Page:
        """The page in a new browser over the same profile, as the learner."""
        video, sound = self.devices
        devices = (
            f"--use-file-for-fake-video-capture={video}",
            f"--use-file-for-fake-audio-capture={sound}",
        )
        allowed = ("--use-fake-ui-for-media-stream",) if self.allowed else ()
        width, height = self.screen
        self.context: BrowserContext = self.running.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=str(CHROMIUM),
            args=[*QUIET, *devices, *allowed],
            viewport={"width": width, "height": height},
            locale="vi-VN",
        )
        if self.init:
            self.context.add_init_script(self.init)
        self.known()
        return self.page_at(path)

    def known(self) -> None:
        """The browser knows whose room it is, as while something is being sent."""
        self.context.add_cookies(
            [{"name": COOKIE, "value": self.ticket(), "url": self.server.url, "sameSite": "Strict"}]
        )

    def page_at(self, path: str) -> Page:
        """One more page of the same browser."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("request", lambda one: self._asked(one.url))
        self.page.goto(self.server.url + path)
        return self.page

    def _asked(self, url: str) -> None:
        if not url.startswith((self.server.url, "blob:", "data:")):
            self.outside.append(url)

    def ticket(self, learner: str = "", ago: timedelta = timedelta()) -> str:
        """Her pass, or somebody else's, issued some time ago."""
        tickets = tickets_kept_in(self.server.data)
        return issue_pass(tickets, learner or self.learner, datetime.now(UTC) - ago)

    def pids(self) -> list[int]:
        """The browser's main process: the one over our own profile that is nobody's helper."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                told = entry.read_bytes()
            except OSError:
                continue
            if f"--user-data-dir={self.profile}".encode() in told and b"--type=" not in told:
                found.append(int(entry.parent.name))
        return found

    def family(self) -> list[int]:
        """The browser's main process and all its helpers."""
        found = self.pids()
        for _ in range(4):  # helpers of helpers
            found += [pid for pid, parent in _parents() if parent in found and pid not in found]
        return found

    def kill_browser(self) -> None:
        """As when the power fails."""
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        time.sleep(1)
        with suppress(Error):  # it is dead, which is what was wanted
            self.context.close()
        for left in self.profile.glob("Singleton*"):
            left.unlink(missing_ok=True)

    def close(self) -> None:
        self.context.close()
        self.store.engine.dispose()

    # -- what she does

    def ready(self) -> None:
        """Camera and microphone are on."""
        self.page.get_by_role("button", name="Bật camera").click()
        self.page.wait_for_function("coachRoom.state === 'looking'")

    def live(self) -> None:
        """Camera and microphone on, and live."""
        self.ready()
        self.live_from_here()

    def live_from_here(self) -> None:
        """Three, two, one, live; the counting is cut short."""
        self.page.evaluate("coachRoom.data = {...coachRoom.data, count_ms: 20}")
        self.page.locator("button.start").click()
        self.page.wait_for_function("coachRoom.state === 'live'")

    def until_s(self, seconds: float) -> None:
        self.page.wait_for_function(f"coachRoom.t() >= {seconds}", timeout=(seconds + 90) * 1000)

    def stop(self) -> float:
        """Finish; how long she was live by her own clock."""
        self.page.locator("button.stop").click()
        return float(self.page.wait_for_function("coachRoom.lasted").json_value())

    def value(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def handed_in(self, patience_s: float = 60) -> Attempt:
        """The one attempt that came of it; the page went on to it."""
        self.page.wait_for_url("**/progress?attempt=*", timeout=patience_s * 1000)
        (attempt,) = self.store.attempts.of(self.learner)
        return attempt

    def film(self, attempt: Attempt) -> Film:
        return film(self.store.recordings.path(attempt.recording_sha256))


def _parents() -> Iterator[tuple[int, int]]:
    """Every process of this machine with its parent."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            yield int(entry.parent.name), int(entry.read_text().rpartition(")")[2].split()[1])


@dataclass(frozen=True)
class Film:
    """What every frame of a recording, decoded, tells."""

    pictures: int
    picture_s: float  # when the last picture is shown
    sound_s: float  # how much sound there is
    gap_s: float  # the longest between two pictures
    holes_s: tuple[float, ...] = ()  # where the sound's clock jumps on without sound

    @property
    def duration_s(self) -> float:
        return max(self.picture_s, self.sound_s)


def film(path: Path) -> Film:
    """Every frame decoded; raises where one cannot be."""
    times: list[float] = []
    samples = rate = 0
    late = list[float]()
    with av.open(str(path)) as container:
        for frame in container.decode(*container.streams.video, *container.streams.audio):
            if isinstance(frame, av.VideoFrame):
                times.append(float(frame.time or 0))
            elif isinstance(frame, av.AudioFrame):
                rate = frame.sample_rate
                late.append(float(frame.time or 0) - samples / rate)
                samples += frame.samples
    gaps = [after - before for before, after in pairwise(times)]
    holes = tuple(after - before for before, after in pairwise(late) if after - before > HOLE_S)
    return Film(len(times), times[-1], samples / rate if rate else 0.0, max(gaps, default=0.0), holes)
