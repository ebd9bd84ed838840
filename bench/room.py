"""Thirty phones hand in three-minute takes at once: whether all arrive, how long pieces take, the cost.

The server runs in a process of its own, as it is, but scores nothing. Phones are threads that send pieces of
1 MB with their digests, one after the other, and come back after a moment when they are refused.
`python -m bench.room 3` sends three takes only; `python -m bench.room stop 1 3 10`: see `bench/stopping.py`.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import tempfile
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import stopping
from bench.figures import Figure, show
from coach.domain.people import Consent
from coach.store import open_store
from coach.web.passes import issue_pass
from coach.web.pieces import content_digest
from coach.web.tickets import tickets_kept_in
from tests.app.rooms import Server

PHONES = 30
TAKE_BYTES = 27 << 20  # three minutes at 1.2 Mbit/s of picture and 64 kbit/s of sound
PIECE = 1 << 20


@dataclass
class Phone:
    """One learner who hands in one take."""

    base: str
    ticket: str
    number: int
    pieces_s: list[float] = field(default_factory=list)

    def ask(self, method: str, path: str, data: bytes, **headers: str) -> dict[str, Any]:
        """Asked until it is answered."""
        told = {"X-Pass": self.ticket, **{name.replace("_", "-"): value for name, value in headers.items()}}
        while True:
            try:
                asked = urllib.request.Request(self.base + path, data, told, method=method)
                return json.load(urllib.request.urlopen(asked, timeout=120))  # type: ignore[no-any-return]
            except (urllib.error.URLError, OSError):
                time.sleep(random.uniform(0.5, 1.5))

    def hand_in(self) -> bool:
        """Begin, send every piece, finish; whether it became an attempt."""
        begun = {"client_id": f"phone-{self.number:04}", "lesson": "L02", "language": "vi"}
        take_id = self.ask("POST", "/api/rec", json.dumps(begun).encode())["id"]
        take = random.Random(self.number).randbytes(PIECE)
        have = 0
        while have < TAKE_BYTES:
            began = time.monotonic()
            headers = {"Upload_Offset": str(have), "Content_Digest": content_digest(take)}
            have = self.ask("PATCH", f"/api/rec/{take_id}", take, **headers)["have"]
            self.pieces_s.append(time.monotonic() - began)
        done = self.ask("POST", f"/api/rec/{take_id}/finish", json.dumps({"total": have}).encode())
        return bool(done.get("attempt"))


def main(phones: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        server.start()
        before = cost(server)
        room = [phone(server, number) for number in range(phones)]
        began = time.monotonic()
        with ThreadPoolExecutor(phones) as pool:
            arrived = sum(pool.map(Phone.hand_in, room))
        took_s = time.monotonic() - began
        after = cost(server)
        server.kill()
    pieces_s = sorted(one for phone in room for one in phone.pieces_s)
    show(Figure(f"takes of 3 min from {phones} phones that did not arrive", phones - arrived, "takes", 0))
    show(Figure("all takes together", took_s, "s"))
    show(Figure("a piece of 1 MB, half within", pieces_s[len(pieces_s) // 2], "s"))
    show(Figure("a piece of 1 MB, 95 % within", pieces_s[int(len(pieces_s) * 0.95)], "s"))
    show(Figure("server's memory at the most", after["peak_mb"], "MB"))
    show(Figure("server's memory before", before["peak_mb"], "MB"))
    show(Figure("server's CPU", after["cpu_s"] - before["cpu_s"], "CPU s"))


def phone(server: Server, number: int) -> Phone:
    """A learner who agreed."""
    store, now = open_store(server.data), datetime.now(UTC)
    learner = store.people.add(f"Learner {number}", "cô", now).id
    store.people.agree(Consent(learner, "record_and_analyse", "1", "vi", "text", now))
    store.engine.dispose()
    return Phone(server.url, issue_pass(tickets_kept_in(server.data), learner, now), number)


def cost(server: Server) -> dict[str, float]:
    """CPU-seconds so far and the most memory of the server's process."""
    folder = Path(f"/proc/{server.process.pid}")
    spent = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
    found = re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text())
    ticks = sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")
    return {"cpu_s": ticks, "peak_mb": int(found[1]) / 1024 if found else 0.0}


if __name__ == "__main__" and sys.argv[1:2] == ["stop"]:
    stopping.main([float(one) for one in sys.argv[2:]])
elif __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PHONES)
