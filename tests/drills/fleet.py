"""Several workers over one store that are killed now and then, and the count of what came of it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from coach.assembly import desk
from coach.domain.analysis import DONE, RUNNING
from coach.domain.people import Consent
from coach.jobs import Desk, submit
from coach.settings import Settings
from coach.store import Store
from coach.store.attempts import NewAttempt
from tests.drills.synthetic import KEPT, RAN

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Count:
    """What came of so many analyses. `repeated`: stages that were computed more than once."""

    handed_in: int
    done: int
    lost: int
    doubled: int
    stages: int
    repeated: int


@dataclass
class Fleet:
    """`mode`: `alone` on a laptop, `among-many` on servers. `environment` may name a database."""

    store: Store
    mode: str = "alone"
    slots: int = 1
    environment: Mapping[str, str] = field(default_factory=dict)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    attempts: list[str] = field(default_factory=list)

    def hand_in(self, name: str, owner: str = "", priority: int = 10, sha256: str = "") -> str:
        """One take, made up unless `sha256` names a recording that is kept; its attempt's id."""
        owner = owner or self.learner()
        sha256 = sha256 or f"{len(self.attempts):064x}"
        now = datetime.now(UTC)
        taken = self.store.attempts.add(NewAttempt(owner, "L02", "vi", sha256, name), now, priority)
        submit(taken.id, self.desk, now, priority)
        self.attempts.append(taken.id)
        return taken.id

    @cached_property
    def desk(self) -> Desk:
        """Where takes are handed in, as its workers find it."""
        named: dict[str, Any] = {
            name.removeprefix("COACH_").lower(): value
            for name, value in self.environment.items()
            if name.startswith("COACH_")
        }
        return desk(Settings(**{**named, "data": self.store.folder}), self.store)

    def learner(self) -> str:
        """Somebody who practises, and allows it."""
        one, now = self.store.people.add("Hoa", "cô", datetime.now(UTC)), datetime.now(UTC)
        for purpose in ("record", "analyse"):
            self.store.people.agree(Consent(one.id, purpose, "2", "vi", "đồng ý", now))
        return one.id

    def start(self, **more: str) -> subprocess.Popen[bytes]:
        """One worker more; `more` goes into its environment."""
        command = [sys.executable, "-m", "tests.drills.a_worker", str(self.slots), self.mode]
        one = started(command, self.store.folder, {**self.environment, **more})
        self.workers.append(one)
        return one

    def busy(self) -> Sequence[subprocess.Popen[bytes]]:
        """Those that are at work, by the ledger; a worker's name holds its process."""
        running = [one.worker or "" for one in self.store.analyses.moving() if one.state == RUNNING]
        return [one for one in self.workers if any(f"-{one.pid}-" in worker for worker in running)]

    def kill_one(self, chance: random.Random) -> bool:
        """Kill -9 for one that is at work, and another in its place; False where nobody is at work."""
        if not (busy := self.busy()):
            return False
        one = chance.choice(busy)
        one.kill()
        one.wait()
        self.workers.remove(one)
        self.start()
        return True

    def is_moving(self) -> bool:
        return bool(self.store.analyses.moving())

    def run(
        self, kills: int, between_s: tuple[float, float], chance: random.Random, patience_s: float
    ) -> None:
        """Until all have ended, with so many kills at random moments. AssertionError when that lasts long."""
        until, next_kill = time.monotonic() + patience_s, time.monotonic() + chance.uniform(*between_s)
        while self.is_moving():
            assert time.monotonic() < until, self.count()
            if kills and time.monotonic() > next_kill and self.kill_one(chance):
                kills -= 1
                next_kill = time.monotonic() + chance.uniform(*between_s)
            time.sleep(0.2)
        assert kills == 0, f"{kills} kills were still to come"

    def count(self) -> Count:
        """What came of it so far."""
        done = [one for one in self.attempts if self.store.attempts.get(one).state == DONE]
        kept, ran = Counter(self._lines(KEPT)), Counter(self._lines(RAN))
        return Count(
            handed_in=len(self.attempts),
            done=len(done),
            lost=len(self.attempts) - len(done),
            doubled=sum(times - 1 for times in kept.values()),
            stages=len(ran),
            repeated=sum(times - 1 for times in ran.values()),
        )

    def _lines(self, name: str) -> Sequence[str]:
        path = self.store.folder / name
        return path.read_text("utf-8").splitlines() if path.exists() else ()

    def close(self) -> None:
        for one in self.workers:
            one.kill()
            one.wait()
        self.desk.engine.close()


def started(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A process of the drill; what it says is kept in the folder."""
    with (folder / "drill.log").open("ab") as log:
        return subprocess.Popen(
            command,
            env=os.environ | {"COACH_DATA": str(folder)} | dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=REPOSITORY,
        )


@contextmanager
def fleet(
    store: Store, mode: str = "alone", slots: int = 1, environment: Mapping[str, str] | None = None
) -> Iterator[Fleet]:
    """A fleet whose workers are all gone afterwards."""
    made = Fleet(store, mode, slots, environment or {})
    try:
        yield made
    finally:
        made.close()
