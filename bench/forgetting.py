"""Deletes every third person of a class and looks for them in every byte of the data folder."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.figures import Figure, show
from coach.store import Store, open_store
from coach.store.forgetting import OWNERSHIP
from tests.store.crowd import NOON, Person, person
from tests.traces import traces

PEOPLE, TAKES = 24, 5
SEEDS = 8
SECRET = "what Hoa said"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, everybody = crowd(Path(folder))
        gone = everybody[::3]
        show(Figure("places where one of them is found before", len(found(Path(folder), gone)), "places"))
        without_vacuum(store, Path(folder), gone[: len(gone) // 2])
        began = time.perf_counter()
        for one in gone[len(gone) // 2 :]:
            store.forgetting.forget(one.learner.id, now=NOON)
        each_s = (time.perf_counter() - began) / (len(gone) - len(gone) // 2)
        show(
            Figure(
                "found after delete-me, all encodings", len(found(Path(folder), gone)), "places", at_most=0
            )
        )
        show(Figure("time of one delete-me", each_s, "s"))
        lost = [one for one in everybody if one not in gone and not whole(store, one)]
        show(Figure("others who lost anything", len(lost), "people", at_most=0))
        store.engine.dispose()
    left = [bare(seed) for seed in range(SEEDS)]
    show(
        Figure("bare files with words left by secure_delete", sum(one > 0 for one, _ in left), f"of {SEEDS}")
    )
    show(
        Figure("bare files with words left after VACUUM", sum(one > 0 for _, one in left), "files", at_most=0)
    )


def crowd(folder: Path) -> tuple[Store, list[Person]]:
    store = open_store(folder)
    (folder / "scoring.log").write_text("".join(f"crashed over {order}\n" for order in range(50)))
    return store, [person(store, order, TAKES) for order in range(PEOPLE)]


def found(folder: Path, people: list[Person]) -> list[str]:
    return traces(folder, [word for one in people for word in one.traces])


def without_vacuum(store: Store, folder: Path, people: list[Person]) -> None:
    """What secure_delete and a checkpoint alone leave: the reason for writing the file anew."""
    for one in people:
        with store.forgetting.sessions.begin() as session:
            store.forgetting._take_out(session, OWNERSHIP.metadata.tables["learner"], (one.learner.id,), NOON)
    store.forgetting.removals.carry_out()
    with closing(sqlite3.connect(folder / "coach.db", isolation_level=None)) as own:
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    show(Figure("found after secure_delete and checkpoint alone", len(found(folder, people)), "places"))


def bare(seed: int) -> tuple[int, int]:
    """Words left in a bare SQLite file, a seventh of its rows deleted: by secure_delete, and by VACUUM."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, closing(_file(Path(folder))) as own:
        ids = [f"{chance.getrandbits(128):032x}" for _ in range(4000)]
        for order, key in enumerate(ids):
            text = (SECRET if order % 7 == 0 else "other words") * chance.randrange(1, 30)
            own.execute("insert into t values (?, ?, ?)", (key, text[:60], text))
            if order % 50 == 0:
                own.execute("update t set b = b || b where id = ?", (chance.choice(ids[: order + 1]),))
        own.executemany("delete from t where id = ?", [(key,) for key in ids[::7]])
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = (Path(folder) / "bare.db").read_bytes().count(SECRET.encode())
        own.execute("VACUUM")
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, (Path(folder) / "bare.db").read_bytes().count(SECRET.encode())


def _file(folder: Path) -> sqlite3.Connection:
    own = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for told in ("PRAGMA journal_mode=WAL", "PRAGMA secure_delete=ON", "PRAGMA synchronous=OFF"):
        own.execute(told)
    own.execute("create table t (id text primary key, a text, b text)")
    own.execute("create index i on t (a)")
    return own


def whole(store: Store, one: Person) -> bool:
    kept = {attempt.id for attempt in store.attempts.of(one.learner.id)}
    films = all(store.recordings.path(attempt.recording_sha256).is_file() for attempt in one.attempts)
    return (
        films and kept == {attempt.id for attempt in one.attempts} and bool(store.photos.of(one.learner.id))
    )


if __name__ == "__main__":
    main()
