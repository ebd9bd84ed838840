"""Every trouble that a worker, its machine or its neighbours may have comes to its expected end.

The real ledger, engines and worker over a real database; what is made up is the take (`synthetic.py`).
"""

from __future__ import annotations

import io
import itertools
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.domain.analysis import WAITING
from coach.domain.turns import in_turn
from coach.jobs.standing import Now, standing
from coach.jobs.worker import has_room
from coach.store import Store, open_store
from tests.bad_input.conftest import mounted
from tests.drills.fleet import Fleet, fleet
from tests.jobs.carrying import until
from tests.jobs.postgres import Cluster, postgres
from tests.store.bucket import Bucket, bucket, running

__all__ = ["bucket", "postgres", "running"]
pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc and stops processes"),
]
log = logging.getLogger(__name__)  # shown by `just drills --log-cli-level=INFO`
ENGINES = ["dbos", "procrastinate"]
PATIENCE_S = 400.0  # only a broken product waits so long
GOOD = "light-0.05.mp4"


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    yield opened
    opened.engine.dispose()


@pytest.fixture(params=ENGINES)
def servers(request: pytest.FixtureRequest, tmp_path: Path, postgres: Cluster) -> Iterator[Fleet]:
    """Workers on PostgreSQL, none of them started yet."""
    url = postgres.new()
    store = open_store(tmp_path / "data", url)
    with fleet(store, "among-many", environment={"COACH_DB": url, "COACH_ENGINE": request.param}) as several:
        yield several
    store.engine.dispose()


def ended(one: Fleet) -> bool:
    return not one.is_moving()


def states(one: Fleet) -> list[str]:
    return [one.store.attempts.get(each).state for each in one.attempts]


def test_each_bad_take_has_its_end_and_the_worker_lives(laptop: Store) -> None:
    """Native crash three times, endless, without a word, unreadable, a passing trouble; good ones between."""
    with fleet(laptop, environment={"DRILL_LIMIT_S": "8"}) as one:
        bad = {kind: one.hand_in(f"{kind}.mp4") for kind in ("abort", "endless", "silent", "broken", "busy")}
        good = [one.hand_in("work-0.05.mp4") for _ in range(3)]
        worker = one.start()
        until(lambda: ended(one), PATIENCE_S)
        assert worker.poll() is None
        told = {kind: laptop.analyses.newest(attempt) for kind, attempt in bad.items()}
        assert [laptop.attempts.get(each).state for each in good] == ["done"] * 3
        assert len(laptop.analyses.dead_letters()) == 4
    ends = {kind: (each.state, each.error_id, each.attempt_no) for kind, each in told.items()}
    log.info("bad takes: %s", ends)
    assert ends == {
        "abort": ("dead", "job.crashed", 3),
        "endless": ("dead", "job.overran", 3),
        "silent": ("dead", "job.crashed", 3),
        "broken": ("failed", "media.empty", 1),
        "busy": ("done", None, 3),
    }


def test_a_machine_gone_for_ever(servers: Fleet) -> None:
    servers.hand_in("work-1.mp4")
    servers.start()
    until(lambda: bool(servers.busy()), PATIENCE_S)
    for _ in range(5):
        servers.hand_in(GOOD)
    (gone,) = servers.workers
    gone.kill()
    gone.wait()
    servers.start()
    until(lambda: ended(servers), PATIENCE_S)
    came = servers.count()
    log.info("machine gone: %s", came)
    assert (came.done, came.doubled) == (6, 0)
    assert came.repeated <= 1


def test_a_zombie_that_wakes_up_after_its_time(servers: Fleet) -> None:
    """Stopped with all it started, given up, its take done elsewhere; awake again it can write nothing."""
    take = servers.hand_in("work-2.mp4")
    zombie = servers.start()
    until(lambda: servers.store.attempts.get(take).stage == "listening", PATIENCE_S)
    asleep = [zombie.pid, *children(zombie.pid)]
    for process in asleep:
        os.kill(process, signal.SIGSTOP)
    servers.start()
    until(lambda: servers.store.attempts.get(take).state == "done", PATIENCE_S)
    told = servers.store.attempts.get(take)
    for process in asleep:
        os.kill(process, signal.SIGCONT)
    until(lambda: not children(zombie.pid), PATIENCE_S)  # it notices, and ends what it had started
    servers.hand_in(GOOD)
    until(lambda: ended(servers), PATIENCE_S)
    came = servers.count()
    log.info("zombie: %s", came)
    assert servers.store.attempts.get(take) == told
    assert (came.done, came.doubled) == (2, 0)


def test_two_workers_of_one_name(servers: Fleet) -> None:
    """A copied machine: the second one of a name is refused, and nothing is done twice."""
    for _ in range(6):
        servers.hand_in("light-0.4.mp4")
    first = servers.start(DRILL_WORKER="copied")
    until(lambda: bool(servers.store.workers.all()), PATIENCE_S)
    second = servers.start(DRILL_WORKER="copied")
    assert second.wait(PATIENCE_S) != 0
    assert "engine.twin" in (servers.store.folder / "drill.log").read_text("utf-8")
    until(lambda: ended(servers), PATIENCE_S)
    came = servers.count()
    log.info("two of one name: %s", came)
    assert first.poll() is None
    assert (came.done, came.doubled) == (6, 0)


def test_a_database_restarted_in_the_middle(servers: Fleet, postgres: Cluster) -> None:
    for number in range(8):
        servers.hand_in("work-0.2.mp4" if number % 4 == 0 else "light-0.3.mp4")
    for _ in range(2):
        servers.start()
    until(lambda: "done" in states(servers) and bool(servers.busy()), PATIENCE_S)
    postgres.stop()
    postgres.start()
    until(lambda: ended(servers), PATIENCE_S)
    came = servers.count()
    log.info("database restarted: %s", came)
    assert (came.done, came.doubled) == (8, 0)


def test_a_bucket_away_for_thirty_seconds(tmp_path: Path, bucket: Bucket, postgres: Cluster) -> None:
    """A film handed in meanwhile is sent afterwards; a worker on another machine waits for it."""
    url = postgres.new()
    store = open_store(tmp_path / "app", url, "s3://coach/fleet")
    there = {"COACH_DB": url, "COACH_BLOBS": "s3://coach/fleet", "COACH_DATA": str(tmp_path / "elsewhere")}
    with fleet(store, "among-many", environment=there | {"DRILL_NOTES": str(store.folder)}) as one:
        before = store.recordings.keep(io.BytesIO(b"before"))
        until(lambda: not list(store.folder.glob("copies/*/pending/*")), PATIENCE_S)
        one.start()
        bucket.stop()
        back = threading.Timer(30, bucket.start)
        back.start()
        one.hand_in("fetch-0.05.mp4", sha256=before)
        one.hand_in("fetch-0.05.mp4", sha256=store.recordings.keep(io.BytesIO(b"meanwhile")))
        assert back.is_alive()  # whoever hands in does not wait for the bucket
        until(lambda: ended(one), PATIENCE_S)
        back.join()
        came = one.count()
    store.engine.dispose()
    log.info("bucket away: %s", came)
    assert (came.done, came.doubled) == (2, 0)


def test_a_full_disk_is_waited_for_and_told(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=100m", "tmpfs") as folder:
        store = open_store(folder / "data")
        with fleet(store) as one:
            filling = folder / "somebody's film"
            filling.write_bytes(bytes(60 << 20))
            take = one.hand_in("work-0.05.mp4")
            one.start()
            until(lambda: bool(store.workers.all()), PATIENCE_S)
            assert _reads(store, take) is Now.DISK_FULL
            with pytest.raises(AssertionError):
                until(lambda: store.attempts.get(take).state != WAITING, 8)
            filling.unlink()
            until(lambda: ended(one), PATIENCE_S)
            came = one.count()
        store.engine.dispose()
    assert (came.done, came.doubled) == (1, 0)


def _reads(store: Store, take: str) -> Now:
    """What its learner reads."""
    moving, now = store.analyses.moving(), store.workers.clock()
    return standing(store.analyses.newest(take), moving, store.workers.all(), now, has_room(store.folder)).now


def test_forty_of_one_learner_and_one_of_another(laptop: Store) -> None:
    """One laptop, one slot: whoever comes behind somebody's forty starts within two."""
    with fleet(laptop) as one:
        an, binh = one.learner(), one.learner()
        forty = [one.hand_in("light-0.1.mp4", an) for _ in range(40)]
        one.start()
        until(lambda: laptop.attempts.get(forty[2]).state == "done", PATIENCE_S)
        late = one.hand_in("light-0.1.mp4", binh)
        begun = [each for each in forty if laptop.attempts.get(each).state != WAITING]
        until(lambda: laptop.attempts.get(late).state == "done", PATIENCE_S)
        before = [each for each in forty if laptop.attempts.get(each).state == "done"]
        until(lambda: ended(one), PATIENCE_S)
        came = one.count()
    log.info("forty and one: %d had begun, %d were done before hers", len(begun), len(before))
    assert len(before) - len(begun) <= 2
    assert (came.done, came.doubled) == (41, 0)


@pytest.mark.parametrize("servers", ["dbos"], indirect=True)
def test_two_hundred_and_fifty_learners_at_once(servers: Fleet) -> None:
    """A workshop: the order told is the order that is, and workers do not grow with the queue."""
    store = servers.store
    takes = [servers.hand_in("light-0.0.mp4") for _ in range(250)]
    told = [one.attempt_id for one in in_turn(store.analyses.moving(), store.workers.clock())]
    assert told == takes
    workers = [servers.start() for _ in range(3)]
    until(lambda: states(servers).count("done") >= 20, PATIENCE_S)
    early = [memory_mb(one.pid) for one in workers]
    until(lambda: ended(servers), PATIENCE_S)
    late = [memory_mb(one.pid) for one in workers]
    order = sorted(takes, key=lambda one: store.analyses.newest(one).finished_at or store.workers.clock())
    place = {one: number for number, one in enumerate(takes)}
    moved = max(abs(place[one] - number) for number, one in enumerate(order))
    came = servers.count()
    log.info("250: %s, memory %s to %s MB, moved by %d places at most", came, early, late, moved)
    assert (came.done, came.doubled, came.repeated) == (250, 0, 0)
    assert moved <= 30  # done in the same second, or begun by another worker just before
    assert max(late) < max(early) * 1.3


def memory_mb(process: int) -> float:
    """Resident memory of a process."""
    told = Path(f"/proc/{process}/status").read_text().split("VmRSS:")[1].split()[0]
    return int(told) / 1024


def children(process: int) -> list[int]:
    """The processes that it started and that are still there."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return list(itertools.chain.from_iterable(map(int, one.read_text().split()) for one in tasks))
