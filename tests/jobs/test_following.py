"""Who listens along is started for what is being recorded just now, one at a time, and leaves with us."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.people import Consent
from coach.jobs.following import FIRST_BYTES, Door, Followers, lock_of, order, ordered, wait_for_follower
from coach.jobs.lifeline import end
from coach.jobs.standby import ANYBODY, TRIES
from coach.store import Store, open_store
from coach.store.uploads import Upload, upload_id
from coach.web.finishing import hand_in

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
WAITS = "import sys; sys.stdin.read()"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data")
    yield store
    store.engine.dispose()


class Started:
    """Notes which recordings a process was started for; each process runs the given code."""

    def __init__(self, code: str = WAITS) -> None:
        self.ids: list[str] = []
        self.command = [sys.executable, "-c", code]

    def __call__(self, upload_id: str) -> Sequence[str]:
        self.ids.append(upload_id)
        return self.command


def coming_in(store: Store, client: str, size: int = FIRST_BYTES, name: str = "") -> str:
    learner = store.people.add("Lan", "cô", NOW)
    upload = Upload(upload_id(learner.id, client), learner.id, "L02", "en", name)
    store.uploads.begin(upload)
    store.uploads.append(upload.id, 0, bytes(size))
    return upload.id


def test_what_is_recorded_just_now_is_followed_and_nothing_else(store: Store) -> None:
    first = coming_in(store, "client-1")
    coming_in(store, "client-2", name="chosen.mp4")
    coming_in(store, "client-3", size=10)
    slow = coming_in(store, "client-4")
    store.followed.fall_behind(slow)
    started = Started()
    followers = Followers(store, {}, started, most=4)
    followers.look()
    followers.look()
    assert started.ids == [first]
    followers.close()


def test_one_at_a_time_and_the_next_when_it_has_left(store: Store) -> None:
    both = {coming_in(store, "client-1"), coming_in(store, "client-2")}
    started = Started(code="")
    followers = Followers(store, {}, started)
    followers.look()
    assert len(started.ids) == 1
    until_s = time.monotonic() + 60
    while set(started.ids) != both and time.monotonic() < until_s:
        followers.look()
        time.sleep(0.05)
    followers.close()
    assert set(started.ids) == both


def test_what_made_processes_fall_is_left_to_the_analysis(store: Store) -> None:
    coming_in(store, "client-1")
    started = Started(code="raise SystemExit(1)")
    followers = Followers(store, {}, started)
    for _ in range(40):
        followers.look()
        time.sleep(0.05)
    followers.close()
    assert len(started.ids) <= 2


def test_who_followed_a_take_is_asked_to_score_it_and_nobody_else(store: Store) -> None:
    upload_id = coming_in(store, "client-1")
    learner = store.uploads.get(upload_id).learner_id
    store.people.agree(Consent(learner, "record_and_analyse", "1", "vi", "text", NOW))
    followers = Followers(store, {}, Started("import sys; print(sys.stdin.readline(), end='')"))
    followers.look()
    attempt = hand_in(store, upload_id, (), NOW)
    claim = store.attempts.take_up(attempt.id, "worker", NOW)
    assert claim
    assert followers.lend(claim) is None  # it is not ready yet, or leaving already
    Door(store.folder, upload_id).open()
    process = followers.lend(claim)
    assert process
    assert process.wait(60) == 0  # it has read its line
    end(process)
    assert followers.lend(claim) is None
    assert not Door(store.folder, upload_id).shut()
    assert ordered(order(claim)) == claim


SAYS_WHOM = "import sys; open(sys.argv[1], 'w').write(sys.stdin.readline()); sys.stdin.read()"


def test_while_a_workshop_is_open_one_waits_for_its_stage(store: Store, tmp_path: Path) -> None:
    told, started = tmp_path / "told", Started()
    started.command = [sys.executable, "-c", SAYS_WHOM, str(told)]
    followers = Followers(store, {}, started)
    followers.look()
    assert started.ids == []  # no workshop
    workshop = store.workshops.open("HTX Na", "vi", datetime.now(UTC))
    followers.look()
    followers.look()
    assert started.ids == [ANYBODY]
    upload_id = coming_in(store, "client-1")
    state = store.workshops.state(workshop.id)
    store.workshops.change(workshop.id, state.version, take_id=upload_id)
    followers.look()
    assert started.ids == [ANYBODY]  # nobody was started: who waited follows
    until_s = time.monotonic() + 60
    while not (told.exists() and told.read_text()) and time.monotonic() < until_s:
        time.sleep(0.05)
    assert told.read_text() == f"{upload_id}\n"
    followers.close()


def test_where_who_waited_has_fallen_another_follows(store: Store) -> None:
    workshop = store.workshops.open("HTX Na", "vi", datetime.now(UTC))
    started = Started(code="raise SystemExit(1)")
    followers = Followers(store, {}, started)
    followers.look()
    waiting = followers._standby._waiting
    assert waiting is not None
    waiting.wait(60)
    upload_id = coming_in(store, "client-1")
    state = store.workshops.state(workshop.id)
    store.workshops.change(workshop.id, state.version, take_id=upload_id)
    followers.look()
    followers.close()
    assert started.ids == [ANYBODY, upload_id]


def test_a_workshop_opened_the_day_before_is_open_once_it_is_touched(store: Store) -> None:
    started = Started()
    followers = Followers(store, {}, started)
    workshop = store.workshops.open("HTX Na", "vi", NOW - timedelta(days=1))
    followers.look()
    assert started.ids == []
    store.workshops.change(workshop.id, store.workshops.state(workshop.id).version, step=1)
    followers.look()
    followers.close()
    assert started.ids == [ANYBODY]


def test_nobody_waits_for_a_stage_that_is_over_or_forgotten(store: Store) -> None:
    started = Started()
    followers = Followers(store, {}, started)
    store.workshops.open("last week", "vi", NOW - timedelta(days=7))
    ended = store.workshops.open("this one", "vi", datetime.now(UTC))
    store.workshops.end(ended.id, datetime.now(UTC))
    followers.look()
    assert started.ids == []


def test_who_falls_while_it_waits_is_not_started_for_ever(store: Store) -> None:
    store.workshops.open("HTX Na", "vi", datetime.now(UTC))
    started = Started(code="raise SystemExit(1)")
    followers = Followers(store, {}, started)
    for _ in range(40):
        followers.look()
        time.sleep(0.05)
    followers.close()
    assert len(started.ids) <= TRIES


def test_nobody_follows_where_that_is_switched_off(store: Store) -> None:
    coming_in(store, "client-1")
    started = Started()
    Followers(store, {}, started, most=0).look()
    assert started.ids == []


def test_the_analysis_waits_for_the_last_words_and_not_for_nobody(store: Store) -> None:
    waited: list[int] = []
    assert wait_for_follower(store.folder, "a", lambda: waited.append(1))
    assert waited == []
    lock = lock_of(store.folder, "a")
    lock.acquire()

    def done() -> None:
        waited.append(1)
        lock.release()

    assert wait_for_follower(store.folder, "a", done)
    assert waited == [1]
    assert not Path(lock.lock_file).exists()
