"""Workers are killed in the middle: nothing is lost or written twice, and what was done is not redone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.store import Store, open_store
from tests.drills.fleet import fleet


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
    assert (came.done, came.lost, came.doubled) == (takes, 0, 0)
    assert came.stages == 3 * takes
    assert came.repeated <= kills


@pytest.mark.drill
def test_three_servers_that_are_killed(store: Store) -> None:
    with fleet(store, "among-many") as several:
        for _ in range(60):
            several.hand_in("work-0.2.mp4")
        for _ in range(3):
            several.start()
        several.run(6, (4.0, 8.0), random.Random(7), 900.0)
        came = several.count()
    assert (came.done, came.lost, came.doubled) == (60, 0, 0)
    assert came.repeated <= 6
