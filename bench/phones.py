"""Thirty phones let in by tickets hand in three-minute takes at once, over https as in a room.

The server runs as `coach serve --lan` does, and scores nothing. Phones are threads that come in with a
ticket of their own and send pieces of 1 MB with their digests, one after the other; refused ones come back
after a moment. Bytes are drawn by chance. `python -m bench.phones 3` takes three phones only.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import random
import re
import ssl
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.figures import Figure, show
from coach.web.phones import page, script, style
from coach.web.pieces import content_digest
from tests.app.phones import Installation

PHONES = 30
TAKE_BYTES = 27 << 20  # three minutes at 1.2 Mbit/s of picture and 64 kbit/s of sound
PIECE = 1 << 20
PAGE_AT_MOST = 30_000  # bytes as they go over the line (issue 6)


@dataclass
class Phone:
    """One phone with its ticket; it keeps one line open, as browsers do."""

    port: int
    ticket: str
    number: int
    pieces_s: list[float] = field(default_factory=list)
    troubles: int = 0
    line: http.client.HTTPSConnection | None = None

    def ask(self, method: str, path: str, data: bytes, **headers: str) -> dict[str, Any]:
        """Asked until it is answered."""
        told = {"X-Coach": "1"} | {name.replace("_", "-"): value for name, value in headers.items()}
        while True:
            try:
                return self._once(method, path, data, told)
            except (OSError, http.client.HTTPException):
                self.troubles += 1
                self.line = None
                time.sleep(random.uniform(0.5, 1.5))

    def _once(self, method: str, path: str, data: bytes, told: dict[str, str]) -> dict[str, Any]:
        if self.line is None:
            trusting = ssl._create_unverified_context()
            self.line = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=120, context=trusting)
        self.line.request(method, path, data, told)
        answer = self.line.getresponse()
        body = answer.read()
        if answer.status >= 300:
            raise OSError(answer.status)
        return json.loads(body)  # type: ignore[no-any-return]

    def hand_in(self) -> bool:
        """Come in, begin, send every piece, finish; whether it became an attempt."""
        known = self.ask("POST", "/api/m/in", self.ticket.encode())["pass"]
        begun = {"client_id": f"phone-{self.number:04}", "lesson": "L02", "language": "vi"}
        take_id = self.ask("POST", "/api/rec", json.dumps(begun).encode(), X_Pass=known)["id"]
        take = random.Random(self.number).randbytes(PIECE)
        have = 0
        while have < TAKE_BYTES:
            began = time.monotonic()
            headers = {"X_Pass": known, "Upload_Offset": str(have), "Content_Digest": content_digest(take)}
            have = self.ask("PATCH", f"/api/rec/{take_id}", take, **headers)["have"]
            self.pieces_s.append(time.monotonic() - began)
        told = json.dumps({"total": have}).encode()
        return bool(self.ask("POST", f"/api/rec/{take_id}/finish", told, X_Pass=known).get("attempt"))


def main(phones: int) -> None:
    """Print the figures."""
    parts = [text.encode() for text in (page("vi"), style(), script())]
    packed = sum(len(gzip.compress(one)) for one in parts)
    show(Figure("the light page, all of ours, packed", packed, "bytes", PAGE_AT_MOST))
    show(Figure("the light page, all of ours, unpacked", sum(map(len, parts)), "bytes"))
    with tempfile.TemporaryDirectory() as folder:
        made = Installation(Path(folder))
        made.start()
        before = cost(made.process.pid)
        room = [phone(made, number) for number in range(phones)]
        began = time.monotonic()
        with ThreadPoolExecutor(phones) as pool:
            arrived = sum(pool.map(Phone.hand_in, room))
        took_s = time.monotonic() - began
        after = cost(made.process.pid)
        made.stop()
    told(room, arrived, took_s)
    show(Figure("server's memory at the most", after["peak_mb"], "MB"))
    show(Figure("server's memory before", before["peak_mb"], "MB"))
    show(Figure("server's CPU", after["cpu_s"] - before["cpu_s"], "CPU s"))


def told(room: list[Phone], arrived: int, took_s: float) -> None:
    """What the phones saw."""
    pieces_s = sorted(one for phone in room for one in phone.pieces_s)
    show(
        Figure(f"takes of 3 min from {len(room)} phones that did not arrive", len(room) - arrived, "takes", 0)
    )
    show(Figure("requests that had to be repeated", sum(phone.troubles for phone in room), "requests"))
    show(Figure("all takes together", took_s, "s"))
    show(Figure("a piece of 1 MB, half within", pieces_s[len(pieces_s) // 2], "s"))
    show(Figure("a piece of 1 MB, 95 % within", pieces_s[int(len(pieces_s) * 0.95)], "s"))


def phone(made: Installation, number: int) -> Phone:
    """A learner who agreed, and the ticket for her phone."""
    learner = made.another(f"Learner {number}")
    ticket = made.store.who.keys.for_phone(learner, "L02.vi", datetime.now(UTC))
    return Phone(made.port + 1, ticket, number)


def cost(pid: int) -> dict[str, float]:
    """CPU-seconds so far and the most memory of the server's process."""
    folder = Path(f"/proc/{pid}")
    spent = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
    found = re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text())
    ticks = sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")
    return {"cpu_s": ticks, "peak_mb": int(found[1]) / 1024 if found else 0.0}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PHONES)
