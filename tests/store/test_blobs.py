"""One promise for files, kept by a folder and by a bucket: whole or not there; a changed byte is noticed."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import obstore
import pytest

from coach.domain.errors import CoachError, JobError, MediaError
from coach.store.blobs import Blobs, FolderBlobs
from coach.store.bucket import BucketBlobs
from coach.store.bucket_door import Patience, open_bucket
from tests.store.bucket import Bucket

NOW = datetime.now(UTC)
SHORT = Patience(timedelta(seconds=0.3), timedelta(seconds=20))
FILM = b"film" * 1000


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def in_bucket(folder: Path, name: str) -> BucketBlobs:
    return BucketBlobs.at(open_bucket(f"s3://coach/{name}", SHORT), folder, "recording")


@pytest.fixture(params=["folder", "bucket"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "folder":
        return FolderBlobs(tmp_path / "recordings")
    request.getfixturevalue("bucket")
    return in_bucket(tmp_path / "copies", tmp_path.name)


def test_a_file_comes_back_as_it_was_and_the_same_once_more_is_kept_once(blobs: Blobs) -> None:
    assert blobs.keep(io.BytesIO(FILM)) == blobs.keep(io.BytesIO(FILM)) == sha(FILM)
    assert blobs.path(sha(FILM)).read_bytes() == FILM
    assert list(blobs.all()) == [sha(FILM)]
    assert blobs.exists(sha(FILM))


def test_what_was_removed_is_gone_and_may_be_removed_again(blobs: Blobs) -> None:
    kept = blobs.keep(io.BytesIO(FILM))
    for _ in range(2):
        blobs.remove(kept)
    assert not blobs.exists(kept)
    assert list(blobs.all()) == []
    with pytest.raises(JobError, match=r"recording\.gone|blobs\.not_there"):
        blobs.path(kept)


def test_a_stream_that_breaks_leaves_nothing(blobs: Blobs) -> None:
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(28, "No space left on device")

    with pytest.raises(JobError, match=r"disk\.full"):
        blobs.keep(Torn())
    assert [path for path in blobs.folder.iterdir() if path.is_file()] == []


def test_what_a_fallen_process_left_is_swept_and_nothing_else(blobs: Blobs) -> None:
    kept = blobs.keep(io.BytesIO(FILM))
    (blobs.folder / "incoming-x").write_bytes(b"half")
    assert blobs.sweep(NOW) == 0
    assert blobs.sweep(NOW + timedelta(days=2)) >= 1
    assert not (blobs.folder / "incoming-x").exists()
    assert blobs.path(kept).read_bytes() == FILM


def test_a_damaged_file_is_noticed_also_when_its_size_is_right_and_is_mended_by_a_whole_one(
    tmp_path: Path,
) -> None:
    blobs = FolderBlobs(tmp_path, "photo")
    kept = blobs.keep(io.BytesIO(FILM))
    (tmp_path / kept).write_bytes(b"FILM" * 1000)
    for again in (blobs, FolderBlobs(tmp_path, "photo")):
        with pytest.raises(MediaError, match=r"photo\.damaged"):
            again.path(kept)
    blobs.keep(io.BytesIO(FILM))
    assert blobs.path(kept).read_bytes() == FILM


def test_another_machine_finds_it_and_notices_damage(bucket: Bucket, tmp_path: Path) -> None:
    one, two = in_bucket(tmp_path / "1", "both"), in_bucket(tmp_path / "2", "both")
    kept = one.keep(io.BytesIO(FILM))
    assert two.path(kept).read_bytes() == FILM
    obstore.put(one.doors.patient, f"recordings/{kept}", b"other")
    assert two.path(kept).read_bytes() == FILM  # its own copy is whole
    with pytest.raises(MediaError, match=r"recording\.damaged"):
        in_bucket(tmp_path / "3", "both").path(kept)
    assert list((tmp_path / "3").glob("*")) == []


def test_copies_leave_a_machine_after_a_day_but_what_waits_stays(bucket: Bucket, tmp_path: Path) -> None:
    blobs = in_bucket(tmp_path, "aging")
    sent, waiting = blobs.keep(io.BytesIO(FILM)), blobs.keep(io.BytesIO(b"waits"))
    blobs.pending.add("send", waiting)
    assert blobs.sweep(NOW + timedelta(days=2)) == 1
    assert [path.name for path in tmp_path.glob("*") if path.is_file()] == [waiting]
    assert blobs.path(sent).read_bytes() == FILM


def test_without_a_bucket_an_upload_waits_here_and_is_sent_later(bucket: Bucket, tmp_path: Path) -> None:
    blobs = in_bucket(tmp_path / "1", "away")
    old = blobs.keep(io.BytesIO(b"old"))
    bucket.stop()
    kept = blobs.keep(io.BytesIO(FILM))
    blobs.remove(old)
    assert blobs.path(kept).read_bytes() == FILM
    assert blobs.pending.all("send") == (kept,)
    bucket.start()
    wait_until_sent(blobs)
    assert list(in_bucket(tmp_path / "2", "away").all()) == [kept]


def test_what_waited_when_a_process_fell_is_sent_by_the_next(bucket: Bucket, tmp_path: Path) -> None:
    first = FolderBlobs(tmp_path / "1")
    kept = first.keep(io.BytesIO(FILM))
    in_bucket(tmp_path / "1", "fallen").pending.add("send", kept)  # and here it falls
    wait_until_sent(in_bucket(tmp_path / "1", "fallen"))
    assert in_bucket(tmp_path / "2", "fallen").path(kept).read_bytes() == FILM


def wait_until_sent(blobs: BucketBlobs) -> None:
    until = time.monotonic() + 60
    while not blobs.pending.is_empty():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("address", ["gs://coach", "s3://", "/mnt/share"])
def test_what_is_no_bucket_is_said(address: str) -> None:
    with pytest.raises(CoachError, match=r"blobs\.address"):
        open_bucket(address)


def test_killed_while_keeping_no_blob_is_ever_half(tmp_path: Path) -> None:
    counts = killed_rounds(tmp_path, 1)
    assert counts["blobs"] > 0
    assert counts["corrupt"] == 0


def killed_rounds(folder: Path, rounds: int) -> dict[str, int]:
    """Kill -9 a process that keeps one file after another; what is there afterwards."""
    code = (
        "import io, os, sys; from pathlib import Path; from coach.store.blobs import FolderBlobs\n"
        f"blobs = FolderBlobs(Path({str(folder)!r})); print(flush=True)\n"
        "while True: blobs.keep(io.BytesIO(os.urandom(256 << 10)))"
    )
    for number in range(rounds):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=os.environ)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.1 + 0.03 * (number % 10))
        process.kill()
        process.communicate()
    blobs = FolderBlobs(folder)
    kept = list(blobs.all())
    corrupt = sum(not blobs.is_whole(one) for one in kept)
    left = len(list(folder.glob("incoming-*")))
    return {
        "blobs": len(kept),
        "corrupt": corrupt,
        "left": left,
        "swept": blobs.sweep(NOW + timedelta(days=2)),
    }
