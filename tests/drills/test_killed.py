"""Workers are killed in the middle: nothing is lost or written twice, and what was done is not redone.

The real ledger, the real engines and the real worker; what is made up is the take (`synthetic.py`), but for a
few short clips that are really scored.
"""

from __future__ import annotations

import io
import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.settings import shipped
from coach.store import Store, open_store
from tests.clips import beginning
from tests.drills.fleet import Fleet, fleet
from tests.jobs.postgres import Cluster, postgres

__all__ = ["postgres"]
log = logging.getLogger(__name__)  # shown by `just drills --log-cli-level=INFO`


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    yield opened
    opened.engine.dispose()


@pytest.mark.parametrize(
    ("takes", "kills"), [(6, 2), pytest.param(30, 6, marks=pytest.mark.drill)], ids=["dose", "laptop"]
)
def test_a_laptop_whose_worker_is_killed(store: Store, takes: int, kills: int) -> None:
    with fleet(store) as one:
        for _ in range(takes):
            one.hand_in("work-0.1.mp4")
        one.start()
        one.run(kills, (3.0, 6.0), random.Random(5), 60.0 + 20.0 * takes)
        came = one.count()
    log.info("laptop: %s, %d kills", came, kills)
    assert (came.done, came.lost, came.doubled) == (takes, 0, 0)
    assert came.stages == 3 * takes
    assert came.repeated <= kills


@pytest.mark.drill
@pytest.mark.parametrize("part", range(1, 6))
@pytest.mark.parametrize("engine", ["dbos", "procrastinate"])
def test_three_servers_that_are_killed(engine: str, part: int, tmp_path: Path, postgres: Cluster) -> None:
    """Five parts of sixty takes and two kills; every tenth take in a process of its own."""
    chance, url = random.Random(part), postgres.new()
    store = open_store(tmp_path / "data", url)
    with fleet(store, "among-many", environment={"COACH_DB": url, "COACH_ENGINE": engine}) as several:
        learners = [several.learner() for _ in range(40)]
        for number in range(60):
            kind = "light" if number % 10 else "work"
            several.hand_in(f"{kind}-{chance.uniform(0.02, 0.1):.2f}.mp4", learners[number % 40])
        for _ in range(3):
            several.start()
        several.run(2, (1.0, 6.0), chance, 450.0)
        came = several.count()
    store.engine.dispose()
    log.info("%s, part %d: %s, 2 kills", engine, part, came)
    assert (came.done, came.lost, came.doubled) == (60, 0, 0)
    assert came.stages == 180
    assert came.repeated <= 2


@pytest.mark.drill
def test_real_takes_on_servers_that_are_killed(tmp_path: Path, postgres: Cluster) -> None:
    """What is really heard and seen, broken off in the middle: every clip gets its scorecard."""
    url = postgres.new()
    store = open_store(tmp_path / "data", url)
    with fleet(
        store, "among-many", environment={"COACH_DB": url, "DRILL_LIMIT_S": "900", "COACH_THREADS": "1"}
    ) as several:
        learner = several.learner()
        for number in range(4):
            several.hand_in("real.mp4", learner, sha256=_clip(several, tmp_path, number))
        for _ in range(2):
            several.start()
        several.run(2, (15.0, 40.0), random.Random(3), 480.0)
        came = several.count()
        results = [store.attempts.get(one).result or {"judgements": ()} for one in several.attempts]
        levels = [len(result["judgements"]) for result in results]
    store.engine.dispose()
    log.info("real takes: %s, 2 kills, judgements %s", came, levels)
    assert (came.done, came.lost) == (4, 0)
    assert min(levels) == max(levels) > 5


def _clip(several: Fleet, folder: Path, number: int) -> str:
    """The first seconds of a shipped take, one more each time; its digest."""
    whole = shipped("media") / "vi_na_poor.mp4"
    film = beginning(whole, folder / f"{number}.mp4", 5.0 + number)
    return several.store.recordings.keep(io.BytesIO(film.read_bytes()))
