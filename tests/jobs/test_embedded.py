"""The worker beside the app: one a folder, back when it fell, gone with it; nothing outlives its parent."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.jobs.embedded import ANOTHER_IS_HERE, LAST, Embedded, only_one, succeed_last
from coach.jobs.lifeline import ORPHANED, end, start
from coach.store import Store, open_store
from tests.drills.an_app import COMMAND
from tests.drills.fleet import Fleet, started

PATIENCE_S = 180.0  # only a broken test waits so long


def until(so: Callable[[], object]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not so():
        assert time.monotonic() < ends
        time.sleep(0.05)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    yield opened
    opened.engine.dispose()


def test_a_folder_has_one_worker(tmp_path: Path) -> None:
    with only_one(tmp_path) as first, only_one(tmp_path) as second:
        assert (first, second) == (True, False)
    with only_one(tmp_path) as third:
        assert third


def test_who_takes_over_the_lock_says_that_the_last_one_is_gone(store: Store) -> None:
    for worker in ("first", "second"):
        succeed_last(store, worker)
        store.workers.beat(worker, 1, store.workers.clock())
    assert store.workers.dead(store.workers.clock()) == ("first",)
    assert (store.folder / LAST).read_text("utf-8") == "second"


LIFELINE = "import sys, os, time, runpy; line = runpy.run_path('coach/jobs/lifeline.py'); "
HOLDS = LIFELINE + "line['hold'](); print('up', flush=True); "


def test_a_process_leaves_when_its_parent_lets_go(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        child = start([sys.executable, "-S", "-c", HOLDS + "time.sleep(60)"], os.environ, log)
    until((tmp_path / "log").read_bytes)
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(PATIENCE_S) == ORPHANED


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
def test_a_grandchild_leaves_when_its_parent_is_killed(tmp_path: Path) -> None:
    """Also while it computes and hears of nothing."""
    busy = HOLDS + "print(os.getpid(), flush=True)\nwhile True: pass"
    start_it = f"line['start']([sys.executable, '-S', '-c', {busy!r}], os.environ); time.sleep(60)"
    parent = LIFELINE + start_it
    log = tmp_path / "log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-S", "-c", parent], stdout=told, stdin=subprocess.DEVNULL, cwd=Path.cwd()
        )
    until(lambda: log.read_text("utf-8").count("\n") == 2)
    grandchild = int(log.read_text("utf-8").split()[1])
    assert is_there(grandchild)
    process.kill()
    process.wait()
    until(lambda: not is_there(grandchild))


def test_what_is_ended_takes_along_what_it_started() -> None:
    inner = (
        "import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', 'import time; time.sleep(60)'])"
    )
    process = start([sys.executable, "-S", "-c", inner], os.environ)
    group = process.pid
    end(process)
    until(lambda: not _group_is_there(group))


def _group_is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_falls_is_started_again_and_one_that_is_not_wanted_is_not(tmp_path: Path) -> None:
    falls = Embedded(tmp_path, {}, [sys.executable, "-S", "-c", "raise SystemExit(1)"])
    unwanted = Embedded(tmp_path, {}, [sys.executable, "-S", "-c", f"raise SystemExit({ANOTHER_IS_HERE})"])
    until(lambda: falls.starts >= 2)
    assert unwanted.starts == 1
    for one in (falls, unwanted):
        one.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_app_is_killed_in_the_middle_and_its_next_start_goes_on(store: Store) -> None:
    takes = Fleet(store)
    one = takes.hand_in("work-1.mp4")
    app = started([sys.executable, "-m", "tests.drills.an_app"], store.folder, {})
    until(lambda: store.attempts.get(one).stage == "listening")
    (worker,) = store.workers.all()
    app.kill()
    app.wait()
    until(lambda: not is_there(int(worker.id.split("-")[-2])))
    assert store.attempts.get(one).state in ("waiting", "running")
    again = Embedded(store.folder, {"COACH_DATA": str(store.folder)}, COMMAND)
    until(lambda: store.attempts.get(one).state == "done")
    second = start(COMMAND, os.environ | {"COACH_DATA": str(store.folder)})
    assert second.wait(PATIENCE_S) == ANOTHER_IS_HERE
    end(second)
    pid = again.pid
    again.close()
    assert pid is not None
    assert not is_there(pid)
    came = takes.count()
    assert (came.done, came.doubled, came.stages) == (1, 0, 3)
    assert came.repeated <= 1
