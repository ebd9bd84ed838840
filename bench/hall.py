"""A hall of 250 phones at one laptop: they come in within a minute, then write and vote for five minutes.

The server runs as `coach serve --lan` does, with a worker beside it that scores one take after the other all
the while. Phones are lines of their own over loopback that do what the page does: load it, join, ask every
4 s (a quarter more or less) what the stage shows, and act every 10 s. `python -m bench.hall 50 60`: 50
phones for one minute. `python -m bench.hall 250 300 nothing` hands in no film: beside `bench.stage_lights`,
which follows one, it tells whether lights are on time in a full hall.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.figures import Figure, show
from bench.phones import cost
from coach.domain.hall import QUESTIONS
from coach.store import Store, open_store
from coach.web.pieces import content_digest
from tests.app.phones import three_ports

PHONES, FOR_S, JOIN_WITHIN_S = 250, 300.0, 60.0
ACTS_EVERY_S, LOOKS_EVERY_S = 10.0, 4.0
MEDIA = Path(__file__).parents[1] / "media"
FILM = MEDIA / "en_na_poor.mp4"
SERVE = """
import coach.server
coach.server.show_once = lambda *_: None
coach.server.serve({port}, False, True, lan=True)
"""  # with a worker, and without making the demonstration's class first
SAYINGS = (
    "giá bao nhiêu vậy chị", "có ship Đà Nẵng không", "nhìn ngon quá", "hàng ở đâu vậy", "cho em 5 hộp",
    "để được bao lâu ạ", "chị nói to lên ạ", "đẹp quá", "mấy sao OCOP", "có giảm giá không",
)  # fmt: skip
UPLOAD_S = 120.0  # a film of some megabytes is flushed to the disk before it is answered
TOO_LATE_S = 10.0  # an answer that takes longer is a failure, as a guest has turned away


@dataclass
class Seen:
    """What all phones lived through. `taken_s`: seconds of each answer by kind of request."""

    taken_s: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    joined_s: list[float] = field(default_factory=list)
    bytes_in: int = 0


@dataclass
class Phone:
    """One guest's phone with one line, opened again where it broke."""

    port: int
    code: str
    number: int
    seen: Seen
    token: str = ""
    mark: str = ""
    showing: str = ""
    chance: random.Random = field(default_factory=random.Random)
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)  # one request at a time on a line

    async def live(self, began: float, until: float) -> None:
        """Come in somewhen in the first minute, then stay to the end."""
        self.chance.seed(self.number)
        await asyncio.sleep(self.chance.uniform(0, JOIN_WITHIN_S * 0.9))
        for path in (f"/h/{self.code}", "/h/hall.css", "/h/hall.js"):
            await self.ask("page", "GET", path)
        told = await self.act(
            "join", {"name": f"Khách {'ABCDEFGH'[self.number % 8]}", "commune": f"Xã {self.number % 20}"}
        )
        if not told:
            return
        self.token = told["token"]
        self.seen.joined_s.append(time.monotonic() - began)
        await asyncio.gather(self._looks(until), self._acts(until))

    async def _looks(self, until: float) -> None:
        while time.monotonic() < until:
            told = await self.ask("now", "GET", f"/api/h/{self.code}/now?since={self.mark}")
            if told:
                self.mark, self.showing = told["v"], told["showing"]
            await asyncio.sleep(LOOKS_EVERY_S * self.chance.uniform(0.75, 1.25))

    async def _acts(self, until: float) -> None:
        while time.monotonic() < until:
            await asyncio.sleep(ACTS_EVERY_S * self.chance.uniform(0.75, 1.25))
            if self.showing == "vote":
                question = self.chance.choice(tuple(QUESTIONS))
                answer = self.chance.choice(QUESTIONS[question])
                await self.act("vote", {"question": question, "answer": answer})
            elif self.chance.random() < 0.5:
                await self.act("say", {"text": f"{self.chance.choice(SAYINGS)} {self.chance.randrange(99)}"})
            else:
                await self.act("heart", {"number": self.chance.randint(1, 9)})

    async def act(self, path: str, body: dict[str, Any]) -> Any:
        """Something a guest presses."""
        return await self.ask(path, "POST", f"/api/h/{self.code}/{path}", json.dumps(body).encode())

    async def ask(self, kind: str, method: str, path: str, body: bytes = b"", **more: str) -> Any:
        """The answer's JSON; None for an empty one, and for a failure, which is noted."""
        async with self.busy:
            return await self._asked(kind, method, path, body, more)

    async def _asked(self, kind: str, method: str, path: str, body: bytes, more: dict[str, str]) -> Any:
        began = time.monotonic()
        try:
            async with asyncio.timeout(UPLOAD_S if kind == "rec" else TOO_LATE_S):
                try:
                    status, data = await self._once(method, path, body, more)
                except (ConnectionError, asyncio.IncompleteReadError):  # closed while it rested
                    self.line = None
                    status, data = await self._once(method, path, body, more)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            self.seen.failures[f"{kind} {type(error).__name__}"] += 1
            self.line = None
            return None
        self.seen.taken_s.setdefault(kind, []).append(time.monotonic() - began)
        self.seen.statuses[status] += 1
        self.seen.bytes_in += len(data)
        if status >= 400 and not (kind == "vote" and status == 409):  # the host went on while she pressed
            self.seen.failures[f"{kind} {status}"] += 1
            return None
        return json.loads(data) if data[:1] == b"{" else None

    async def _once(self, method: str, path: str, body: bytes, more: dict[str, str]) -> tuple[int, bytes]:
        if self.line is None:
            self.line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.line
        headers = {
            "Host": f"127.0.0.1:{self.port}",
            "X-Coach": "1",
            "X-Guest": self.token,
            "Accept-Encoding": "gzip",
        }
        told = (
            headers | {"Content-Length": str(len(body))} | {k.replace("_", "-"): v for k, v in more.items()}
        )
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in told.items() if v)
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1])
        length = next(
            (int(one.split(":")[1]) for one in lines if one.lower().startswith("content-length:")), 0
        )
        return status, await reader.readexactly(length) if status not in (204, 304) else b""


async def practise(port: int, code: str, until: float) -> int:
    """A guest hands in one film after the other, so that something is scored all the time; how many."""
    guest = Phone(port, code, 9999, Seen())
    told = await guest.act("join", {"name": "Tập", "commune": "Xã 1"})
    guest.token = told["token"]
    known = (await guest.act("practise", {"record": True}))["pass"]
    film, number = FILM.read_bytes(), 0
    while time.monotonic() < until:
        begun = {"client_id": f"bench-{number:09}", "lesson": "L02", "language": "en", "size": len(film)}
        take = await guest.ask("rec", "POST", "/api/rec", json.dumps(begun).encode(), X_Pass=known)
        if take is None:
            print("not handed in:", dict(guest.seen.failures), file=sys.stderr, flush=True)
            await asyncio.sleep(5)
            continue
        headers = {"Upload_Offset": "0", "Content_Digest": content_digest(film)}
        await guest.ask("rec", "PATCH", f"/api/rec/{take['id']}", film, X_Pass=known, **headers)
        done = json.dumps({"total": len(film)}).encode()
        await guest.ask("rec", "POST", f"/api/rec/{take['id']}/finish", done, X_Pass=known)
        number += 1
        await asyncio.sleep(45)
    return number


async def host(store: Store, id: str, began: float, until: float) -> None:
    """The stage goes through its pictures, one every half minute."""
    take, number = "b" * 32, 0
    pictures = ("live", "live", "applause", "vote", "result")
    while time.monotonic() < until:
        showing = pictures[number % len(pictures)]
        seen = store.workshops.state(id).version
        store.workshops.change(id, seen, showing=showing, take_id=take, result_shown=showing == "result")
        number += 1
        await asyncio.sleep(30)


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[tuple[int, int, Path]]:
    """`coach serve --lan` on free ports; its process, the plain port for phones, its folder."""
    port = three_ports()
    command = [sys.executable, "-c", SERVE.format(port=port)]
    with (folder / "serve.out").open("wb") as out:
        process = subprocess.Popen(command, env=os.environ | {"COACH_DATA": str(folder / "data")}, stdout=out)
    try:
        for _ in range(600):
            try:
                (await asyncio.open_connection("127.0.0.1", port + 2))[1].close()
                break
            except OSError:
                await asyncio.sleep(0.2)
        yield process.pid, port + 2, folder / "data"
    finally:
        process.terminate()
        process.wait(30)


async def warm(port: int) -> None:
    """The host has opened the stage long before anybody joins: the server knows its store and its words."""
    one = Phone(port, "0", -1, Seen())
    while not one.seen.statuses[200]:
        await one.ask("rec", "GET", "/h/0")


async def evening(phones: int, for_s: float, films: bool) -> None:
    """Play it and print the figures."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        async with served(Path(place)) as (pid, port, data):
            store = open_store(data)
            workshop = store.workshops.open("Bench", "vi", datetime.now(UTC))
            await warm(port)
            before, seen, began = cost(pid), Seen(), time.monotonic()
            until = began + JOIN_WITHIN_S + for_s
            hall = [Phone(port, workshop.code, number, seen) for number in range(phones)]
            practising = asyncio.create_task(practise(port, workshop.code, until if films else began))
            await asyncio.gather(
                practising,
                host(store, workshop.id, began, until),
                *(one.live(began, until) for one in hall),
            )
            after = cost(pid)
            told(seen, phones, store, workshop.id)
            show(Figure("takes handed in meanwhile, one after the other", practising.result(), "takes"))
            show(Figure("server's memory before", before["peak_mb"], "MB"))
            show(Figure("server's memory at the most", after["peak_mb"], "MB"))
            show(
                Figure(
                    "server's CPU",
                    after["cpu_s"] - before["cpu_s"],
                    f"CPU s of {for_s + JOIN_WITHIN_S:.0f} s",
                )
            )
            store.engine.dispose()


def told(seen: Seen, phones: int, store: Store, workshop_id: str) -> None:
    """What the phones saw, and what the store kept of it."""
    show(Figure(f"of {phones} phones joined", len(seen.joined_s), "phones", at_least=phones))
    show(Figure("the last of them after", max(seen.joined_s, default=0.0), "s", JOIN_WITHIN_S))
    show(Figure("requests", sum(map(len, seen.taken_s.values())), "requests"))
    show(Figure("failures", sum(seen.failures.values()), "requests", 0))
    for what, number in seen.failures.most_common(8):
        show(Figure(f"  failed: {what}", number, "requests", 0))
    everything = sorted(one for some in seen.taken_s.values() for one in some)
    lines: tuple[tuple[str, float, float | None], ...] = (
        ("half", 0.5, None),
        ("95 %", 0.95, 1.0),
        ("99 %", 0.99, None),
    )
    for name, share, line in lines:
        show(Figure(f"answers, {name} within", everything[int(len(everything) * share)], "s", line))
    for kind, taken_s in sorted(seen.taken_s.items()):
        show(Figure(f"  {kind}, 95 % within", sorted(taken_s)[int(len(taken_s) * 0.95)], "s"))
    show(Figure("answers without a body (304)", 100 * seen.statuses[304] / max(1, len(everything)), "%"))
    show(Figure("sent to one phone, the page among it", seen.bytes_in / phones / 1000, "kB"))
    show(Figure("comments kept", len(store.hall.comments_of(workshop_id)), "comments"))


def main(phones: str = str(PHONES), for_s: str = str(FOR_S), hands_in: str = "films") -> None:
    """Print the figures."""
    asyncio.run(evening(int(phones), float(for_s), hands_in == "films"))


if __name__ == "__main__":
    main(*sys.argv[1:])
