"""Killed amid a commit: nothing corrupt, nothing acknowledged missing, nothing torn. Backups hold."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from coach.store import open_store
from coach.store.backup import backup
from coach.store.bucket import BucketBlobs
from coach.store.bucket_door import open_bucket
from coach.store.restoring import Place, restore
from tests.drills.committing import MARKS, NOON
from tests.store.bucket import Bucket
from tests.store.test_blobs import FILM, killed_rounds, wait_until_sent

log = logging.getLogger(__name__)  # shown by `just drills --log-cli-level=INFO`
WRITER = "tests.drills.writing"


def killed_commits(folder: Path, rounds: int) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.drills.committing", str(folder), str(rounds), "2026"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, int] = json.loads(done.stdout)
    return told


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("rounds", [4, pytest.param(200, marks=pytest.mark.drill)])
def test_killed_in_the_middle_of_commits(tmp_path: Path, rounds: int) -> None:
    told = killed_commits(tmp_path / "data", rounds)
    log.info("commits killed: %s", told)
    assert told["acknowledged"] > 10 * rounds
    assert (told["corrupt"], told["missing"], told["torn"]) == (0, 0, 0)


@pytest.mark.parametrize("times", [1, pytest.param(20, marks=pytest.mark.drill)])
def test_a_backup_while_others_write_is_valid(tmp_path: Path, times: int) -> None:
    store = open_store(tmp_path / "data")
    said = tmp_path / "said"
    with said.open("wb") as out:
        writer = subprocess.Popen([sys.executable, "-m", WRITER, str(tmp_path / "data")], stdout=out)
    while said.read_bytes().count(b"\n") < 3:
        assert writer.poll() is None
        time.sleep(0.05)
    seen = []
    try:
        for number in range(times):
            backup(store, tmp_path / f"{number}.zip", NOON)
            place = Place(tmp_path / f"restored-{number}")
            seen.append(restore(tmp_path / f"{number}.zip", place, NOON).attempts)
            assert not torn(place)
            time.sleep(0.05)
        assert writer.poll() is None  # it wrote all the time
    finally:
        writer.kill()
        writer.wait()
    assert seen == sorted(seen)
    assert seen[0] > 0


def torn(place: Place) -> list[str]:
    """Takes that came with some of their marks only; the newest may have none yet."""
    store = place.open()
    counts = {one.id: len(store.marks.of(one.id)) for one in store.attempts.open()}
    store.engine.dispose()
    return [one for one, count in counts.items() if count not in (0, MARKS)]


@pytest.mark.drill
def test_killed_while_keeping_many_times(tmp_path: Path) -> None:
    told = killed_rounds(tmp_path, 15)
    assert told["corrupt"] == 0
    assert told["left"] == told["swept"]


@pytest.mark.drill
def test_a_bucket_away_for_thirty_seconds(bucket: Bucket, tmp_path: Path) -> None:
    one = BucketBlobs.at(open_bucket("s3://coach/thirty"), tmp_path / "1", "recording")
    two = BucketBlobs.at(open_bucket("s3://coach/thirty"), tmp_path / "2", "recording")
    before = one.keep(io.BytesIO(FILM))
    bucket.stop()
    back = threading.Timer(30, bucket.start)
    back.start()
    kept = one.keep(io.BytesIO(b"while it is away"))
    assert back.is_alive()  # whoever uploads is not kept waiting for the bucket
    assert two.path(before).read_bytes() == FILM  # a worker waits until it is back
    wait_until_sent(one)
    assert two.path(kept).read_bytes() == b"while it is away"
    back.join()
