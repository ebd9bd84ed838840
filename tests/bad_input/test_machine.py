"""A full disk, a locked folder, two at once, a killed process: told kindly, nothing half-written shown."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.domain.consent import BOTH
from coach.domain.errors import JobError
from coach.domain.people import Consent
from coach.store import Store, open_store
from coach.store.attempts import NewAttempt
from tests import clips
from tests.bad_input.conftest import LESSON, SMALL, Door, english, mounted

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
Opening = Callable[..., Door]


def job(store: Store, attempt: str) -> tuple[str, ...]:
    """How the process of the attempt's analysis is started, once somebody has begun it."""
    claim = store.attempts.take_up(attempt, "w", NOW)
    assert claim is not None
    return ("analyse", claim.analysis_id, str(claim.fence), claim.worker)


def waiting(store: Store, recording: Path, name: str = "take.mp4", language: str = "en") -> str:
    """The id of an attempt that waits to be scored."""
    learner = store.people.add("Hoa", "cô", NOW)
    store.people.agree(Consent(learner.id, BOTH, "2", "vi", "Tôi đồng ý.", NOW))
    with recording.open("rb") as file:
        kept = store.recordings.keep(file)
    return store.attempts.add(NewAttempt(learner.id, LESSON, language, kept, name), NOW).id


@pytest.fixture
def take(tmp_path: Path) -> Path:
    return clips.make(tmp_path / "take.mp4", 3, SMALL, clips.Sound())


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.drill)])
def test_a_full_disk_is_told(other_door: Opening, tmp_path: Path, take: Path, language: str) -> None:
    with mounted(tmp_path / "full", "-t", "tmpfs", "-o", "size=16k", "tmpfs") as folder:
        left = other_door(data=str(folder)).score(take, language)
    assert left.code == 6
    left.says(language, "disk.full")


def fill(folder: Path, but: int) -> None:
    """Leave so many bytes free."""
    disk = os.statvfs(folder)
    (folder / "other").write_bytes(bytes(disk.f_bavail * disk.f_frsize - but))


@pytest.mark.whisper
def test_a_disk_that_fills_up_while_scoring_is_told(other_door: Opening, tmp_path: Path, take: Path) -> None:
    with mounted(tmp_path / "full", "-t", "tmpfs", "-o", "size=2m", "tmpfs") as folder:
        open_store(folder).engine.dispose()
        fill(folder, but=80_000)
        left = other_door(data=str(folder)).apart("score", take, "--lesson", LESSON, "--language", "en")
    assert left.code == 6, left
    left.says("en", "disk.full")


def test_a_recording_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    with mounted(tmp_path / "full", "-t", "tmpfs", "-o", "size=2m", "tmpfs") as folder:
        store = open_store(folder)
        with pytest.raises(JobError) as caught:
            store.recordings.keep(io.BytesIO(bytes(4_000_000)))
        store.engine.dispose()
        assert caught.value.id == "disk.full"
        assert list((folder / "recordings").iterdir()) == []


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.drill)])
def test_a_folder_that_may_not_be_written_is_told(
    other_door: Opening, tmp_path: Path, take: Path, language: str
) -> None:
    source = tmp_path / "source"
    open_store(source).engine.dispose()
    with mounted(tmp_path / "locked", "--bind", str(source)) as folder:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        left = other_door(data=str(folder)).score(take, language)
    assert left.code == 6
    left.says(language, "store.read_only", folder=str(folder))


def test_the_same_file_taken_in_twice_at_once_is_kept_once(tmp_path: Path, take: Path) -> None:
    store = open_store(tmp_path / "data")
    content = take.read_bytes() * 50
    with ThreadPoolExecutor(8) as threads:
        kept = set(threads.map(lambda _: store.recordings.keep(io.BytesIO(content)), range(16)))
    store.engine.dispose()
    (digest,) = kept
    assert [file.name for file in (tmp_path / "data" / "recordings").iterdir()] == [digest]
    assert store.recordings.path(digest).read_bytes() == content


@pytest.mark.whisper
def test_the_same_take_scored_twice_at_once_gives_one_result(
    other_door: Opening, tmp_path: Path, take: Path
) -> None:
    door = other_door()
    store = open_store(tmp_path / "data")
    ids = [waiting(store, take, "../../x 🌸.mp4") for _ in range(2)]
    jobs = [door.started(*job(store, attempt)) for attempt in ids]
    assert [job.communicate(timeout=400) and job.returncode for job in jobs] == [0, 0]
    one, two = (store.attempts.get(attempt) for attempt in ids)
    store.engine.dispose()
    assert (one.state, two.state) == ("done", "done")
    assert one.result == two.result
    assert not list(tmp_path.parent.glob("x*"))


@pytest.mark.drill
@pytest.mark.whisper
def test_killed_while_listening_and_taken_up_again(other_door: Opening, tmp_path: Path) -> None:
    take = clips.make(tmp_path / "take.mp4", 24, SMALL, clips.Sound(english(24)))
    door = other_door()
    store = open_store(tmp_path / "data")
    attempt = waiting(store, take)
    kill_while_listening(door, store, attempt)
    halted = store.attempts.get(attempt)
    assert (halted.state, halted.result, halted.finished_at) == ("running", None, None)
    assert kept_evidence(store) == 0  # no observer had heard or seen all of it
    assert door.apart(*job(store, attempt)).code == 0
    again = store.attempts.get(attempt).result
    assert heard_clips(store) == 0  # what they were kept for is done
    store.engine.dispose()
    assert again is not None
    quiet = other_door(data=str(tmp_path / "quiet")).score(take).result
    assert plainly(again) == plainly(quiet)


def kill_while_listening(door: Door, store: Store, id: str) -> None:
    process = door.started(*job(store, id))
    until = time.monotonic() + 200
    while heard_clips(store) == 0:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def heard_clips(store: Store) -> int:
    with store.engine.connect() as connection:
        return connection.exec_driver_sql("select count(*) from heard_clip").scalar_one()  # type: ignore[no-any-return]


def kept_evidence(store: Store) -> int:
    with store.engine.connect() as connection:
        return sum(
            connection.exec_driver_sql(f"select count(*) from {table}").scalar_one()
            for table in ("observed", "understood")
        )


def plainly(result: object) -> str:
    """The result without its sentences, which speak to the learner by her own form of address."""
    told = json.loads(json.dumps(result))
    for one in told["judgements"]:
        one.pop("reason_text")
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


@pytest.mark.parametrize("id", ["media.not_media"])
def test_a_job_notes_why_there_is_no_result(other_door: Opening, tmp_path: Path, id: str) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("not a video\n" * 100, "utf-8")
    store = open_store(tmp_path / "data")
    attempt = waiting(store, text, "text.mp4")
    left = other_door().apart(*job(store, attempt))
    failed = store.attempts.get(attempt)
    store.engine.dispose()
    assert left.code == 0
    assert (failed.state, failed.error_id, failed.result) == ("failed", id, None)


SMALL_MEMORY = 60 * 1024 * 1024  # bytes that five minutes may need beyond one


@pytest.mark.drill
@pytest.mark.whisper
def test_a_longer_take_needs_no_more_memory(other_door: Opening, tmp_path: Path) -> None:
    minute = clips.make(tmp_path / "minute.mp4", 60, SMALL, clips.Sound(english(6)))
    five = clips.repeated(minute, tmp_path / "five.mp4", 5)
    peaks = [
        peak_bytes(other_door(data=str(tmp_path / f"{path.stem}-data")), path) for path in (minute, five)
    ]
    assert peaks[1] - peaks[0] < SMALL_MEMORY, peaks


def peak_bytes(door: Door, take: Path) -> int:
    """The most memory that scoring a take needed, in bytes."""
    command = [sys.executable, "-m", "coach.cli", "score", str(take), "--lesson", LESSON]
    with (take.parent / "out").open("wb") as out:
        job = subprocess.Popen(
            [*command, "--language", "en", "--json"],
            env=os.environ | door.settings,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(job.pid, 0)
        job.returncode = os.waitstatus_to_exitcode(status)
    assert job.returncode == 0, (take.parent / "out").read_text("utf-8")
    return usage.ru_maxrss * 1024
