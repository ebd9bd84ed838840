"""An installation that phones come in to: a server of its own, and one learner."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from coach.domain.people import Consent
from coach.store import Store, open_store
from coach.store.attempts import Attempt

SERVE = """
import coach.server
coach.server.show_once = lambda *_: None
coach.server.serve({port}, False, False, lan=True)
"""


class Installation:
    """The app with phones let in, one learner, and a laptop's and a phone's browser."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, three_ports()
        self.laptop_url = f"http://localhost:{self.port}"
        self.store: Store = open_store(data)
        self.learner = self.another("Lan")

    def another(self, name: str) -> str:
        """The id of one more learner, who agreed to be recorded."""
        learner = self.store.people.add(name, "cô", datetime.now(UTC)).id
        agreed = Consent(learner, "record_and_analyse", "1", "vi", "text", datetime.now(UTC))
        self.store.people.agree(agreed)
        return learner

    def start(self) -> None:
        told = os.environ | {"COACH_DATA": str(self.data)}
        with (self.data / "server.log").open("ab") as log:
            command = [sys.executable, "-c", SERVE.format(port=self.port)]
            self.process = subprocess.Popen(command, env=told, stdout=log, stderr=log)
        trusting = ssl._create_unverified_context()
        until = time.monotonic() + 400  # two cores may be very busy with other things
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError):
                urllib.request.urlopen(
                    f"https://127.0.0.1:{self.port + 1}/m/", timeout=2, context=trusting
                ).close()
                return
            time.sleep(0.2)
        raise AssertionError((self.data / "server.log").read_text())

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(20)
        self.store.engine.dispose()

    def phone_page(self, secure: bool = True, language: str = "vi") -> str:
        ticket = self.store.who.keys.for_phone(self.learner, "L02.vi", datetime.now(UTC))
        scheme, port = ("https", self.port + 1) if secure else ("http", self.port + 2)
        # A phone sees the laptop under another name than "localhost", which browsers trust without a lock.
        return f"{scheme}://laptop.test:{port}/m/?language={language}#t={ticket}"

    def take(self) -> Attempt:
        (attempt,) = self.store.attempts.of(self.learner)
        return attempt


def three_ports() -> int:
    """The first of three free ports beside each other."""
    for _ in range(50):
        with closing(socket.socket()) as first:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
        with suppress(OSError), closing(socket.socket()) as second, closing(socket.socket()) as third:
            second.bind(("127.0.0.1", port + 1))
            third.bind(("127.0.0.1", port + 2))
            return port
    raise AssertionError("no three ports are free")
