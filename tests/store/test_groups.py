"""Groups, and forgetting somebody without touching anybody else."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.domain.errors import CoachError, JobError
from coach.domain.evidence import Observed, ObserverKey
from coach.domain.people import Learner
from coach.store import Store, open_store
from coach.store.attempts import Attempt, NewAttempt

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = ObserverKey("hearing", "1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


def scored(store: Store, learner: Learner, film: bytes, lesson: str = "d") -> Attempt:
    sha256 = store.recordings.keep(io.BytesIO(film))
    store.evidence.keep(sha256, Observed(KEY, ()))
    attempt = store.attempts.add(NewAttempt(learner.id, "L02", "vi", sha256, "na.mp4"), NOON)
    store.attempts.take_up(attempt.id, "w", NOON)
    store.attempts.succeed(attempt.id, "w", {"lesson": {"id": "L02", "digest": lesson}}, "{}", NOON)
    return store.attempts.get(attempt.id)


def test_members_come_back_in_order_with_their_roles(store: Store) -> None:
    lan, an = store.people.add("Lan", "chị", NOON), store.people.add("An", "em", NOON)
    group = store.groups.add("class", " Lớp na ", NOON)
    for learner, role in ((lan, "learner"), (an, "learner"), (an, "trainer")):
        store.groups.join(group.id, learner.id, role)
    assert [(one.learner, one.role) for one in store.groups.members(group.id)] == [
        (an, "trainer"),
        (lan, "learner"),
    ]
    assert store.groups.of_kind("class") == (group,)
    assert group.name == "Lớp na"
    assert store.groups.ids_in("class") == {lan.id, an.id}
    assert store.groups.ids_in("demonstration") == frozenset()


def test_removing_a_group_leaves_its_people(store: Store) -> None:
    lan = store.people.add("Lan", "chị", NOON)
    group = store.groups.add("class", "Lớp na", NOON)
    store.groups.join(group.id, lan.id, "learner")
    store.groups.remove(group.id)
    assert store.groups.of_kind("class") == ()
    assert store.people.all() == (lan,)


def test_forgetting_takes_everything_of_hers(store: Store) -> None:
    lan = store.people.add("Lan", "chị", NOON)
    store.groups.join(store.groups.add("class", "Lớp na", NOON).id, lan.id, "learner")
    attempt = scored(store, lan, b"film")
    store.forgetting.forget(lan.id)
    assert store.people.all() == ()
    assert store.groups.ids_in("class") == frozenset()
    assert store.evidence.observed(attempt.recording_sha256, KEY) is None
    with pytest.raises(CoachError, match=r"attempt\.unknown"):
        store.attempts.get(attempt.id)
    with pytest.raises(JobError, match=r"recording\.gone"):
        store.recordings.path(attempt.recording_sha256)
    with pytest.raises(CoachError, match=r"lesson\.never_used"):
        store.attempts.lesson_used("d")


def test_forgetting_leaves_what_somebody_else_needs(store: Store) -> None:
    lan, an = store.people.add("Lan", "chị", NOON), store.people.add("An", "em", NOON)
    scored(store, lan, b"the same film")
    hers = scored(store, an, b"the same film")
    store.forgetting.forget(lan.id)
    assert store.attempts.get(hers.id) == hers
    assert store.recordings.path(hers.recording_sha256).read_bytes() == b"the same film"
    assert store.evidence.observed(hers.recording_sha256, KEY) is not None
    assert store.attempts.lesson_used("d") == "{}"


def test_a_new_store_may_be_opened_by_several_processes_at_once(tmp_path: Path) -> None:
    told = (
        f"from pathlib import Path; from coach.store import open_store; open_store(Path({str(tmp_path)!r}))"
    )
    opening = [subprocess.Popen([sys.executable, "-c", told]) for _ in range(3)]
    assert [one.wait(60) for one in opening] == [0, 0, 0]
