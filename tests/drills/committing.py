"""Kills writers in the middle of their commits and counts what came of it; one line of JSON.

`python -m tests.drills.committing FOLDER ROUNDS SEED`. The writer is a fork: a round costs no imports.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from coach.domain.media import Mark
from coach.store import Store, open_store
from coach.store.attempts import NewAttempt

MARKS = 24  # rows of one transaction: all of them, or none
OFTEN = 25  # takes of a round, on the average, before the writer is killed
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def main(folder: Path, rounds: int, seed: int) -> dict[str, int]:
    """What was acknowledged, and what of it was corrupt, missing or torn."""
    dice = random.Random(seed)
    store = open_store(folder)
    learner_id = store.people.add("Hoa", "cô", NOON).id
    store.engine.dispose()
    told = {"rounds": rounds, "acknowledged": 0, "corrupt": 0, "missing": 0, "torn": 0, "unacknowledged": 0}
    known: set[str] = set()
    for number in range(rounds):
        acknowledged = one_round(folder, learner_id, dice.randrange(2 * OFTEN), dice.uniform(0.0, 0.03))
        known |= acknowledged
        told["acknowledged"] += len(acknowledged)
        thorough = number % 20 == 0 or number == rounds - 1
        there = look(folder, thorough, told)
        told["missing"] += len(known - there)
        told["unacknowledged"] += len(there - known)
        known |= there
    return told


def one_round(folder: Path, learner_id: str, after: int, wait_s: float) -> set[str]:
    """The takes that a writer said it had kept before it was killed, at some moment after so many of them."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        write(open_store(folder), learner_id, writing)
    os.close(writing)
    with os.fdopen(reading) as lines:
        lines.readline()  # it has begun
        told = [lines.readline() for _ in range(after)]
        time.sleep(wait_s)  # into the middle of a commit, which takes about as long
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return {line.strip() for line in (*told, *lines) if line.endswith("\n")}


def write(store: Store, learner_id: str, acknowledged: int) -> None:
    """Keep one take with its marks after the other, and say so each time."""
    marks = [Mark("product_seen", float(at), True) for at in range(MARKS)]
    store.marks.of("nothing")  # the first question is slow
    os.write(acknowledged, b"begun\n")
    while True:
        taken = NewAttempt(learner_id, "L02", "vi", "a" * 64, "na.mp4")
        attempt = store.attempts.add(taken, NOON)
        store.marks.add(attempt.id, learner_id, marks, NOON)
        os.write(acknowledged, f"{attempt.id}\n".encode())


def look(folder: Path, thorough: bool, told: dict[str, int]) -> set[str]:
    """The takes whose marks are there; counts what is not as it should be."""
    with closing(sqlite3.connect(folder / "coach.db")) as database:
        check = "integrity_check" if thorough else "quick_check"
        whole = database.execute(f"pragma {check}").fetchone()[0] == "ok"
        told["corrupt"] += not whole or bool(database.execute("pragma foreign_key_check").fetchall())
        marks = dict(database.execute("select attempt_id, count(*) from mark group by attempt_id"))
    told["torn"] += sum(count != MARKS for count in marks.values())
    return set(marks)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))) + "\n")
