"""Photos are hers: three at most, kept once, kept with the attempts they came with, gone with her."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.domain.errors import CoachError
from coach.domain.media import Mark
from coach.store import Store, open_store
from coach.store.attempts import Attempt, NewAttempt

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


def files(store: Store) -> set[str]:
    return {path.name for path in (store.folder / "photos").glob("*")}


def handed_in(store: Store, learner_id: str) -> Attempt:
    photos = store.photos.of(learner_id)
    return store.attempts.add(NewAttempt(learner_id, "L03", "vi", "a" * 64, "na.mp4", photos=photos), NOON)


def test_photos_come_back_in_order_and_the_same_one_once(store: Store) -> None:
    hoa, lan = store.people.add("Hoa", "cô", NOON), store.people.add("Lan", "chị", NOON)
    assert store.photos.of(hoa.id) == ()
    for photo in (b"front", b"side", b"front"):
        store.photos.add(hoa.id, photo)
    kept = store.photos.of(hoa.id)
    assert [path.read_bytes() for path in store.photos.paths(kept)] == [b"front", b"side"]
    assert store.photos.of(lan.id) == ()


def test_a_fourth_photo_is_refused_and_leaves_nothing(store: Store) -> None:
    hoa = store.people.add("Hoa", "cô", NOON)
    for photo in (b"1", b"2", b"3"):
        store.photos.add(hoa.id, photo)
    before = files(store)
    with pytest.raises(CoachError, match=r"photos\.enough"):
        store.photos.add(hoa.id, b"4")
    with pytest.raises(CoachError, match=r"people\.unknown"):
        store.photos.add("nobody", b"5")
    assert files(store) == before


def test_a_photo_taken_off_is_gone_unless_an_attempt_needs_it(store: Store) -> None:
    hoa = store.people.add("Hoa", "cô", NOON)
    store.photos.add(hoa.id, b"front")
    attempt = handed_in(store, hoa.id)
    store.photos.add(hoa.id, b"side")
    front, side = store.photos.of(hoa.id)
    for photo in (front, side):
        store.photos.remove(hoa.id, photo)
    assert store.photos.of(hoa.id) == ()
    assert files(store) == {front}
    assert store.attempts.get(attempt.id).photos == (front,)


def test_a_forgotten_learners_photos_and_marks_are_gone(store: Store) -> None:
    hoa, lan = store.people.add("Hoa", "cô", NOON), store.people.add("Lan", "chị", NOON)
    for who in (hoa, lan):
        store.photos.add(who.id, b"the same basket")
    store.photos.add(hoa.id, b"hers alone")
    attempt, other = handed_in(store, hoa.id), handed_in(store, lan.id)
    store.marks.add(attempt.id, lan.id, [Mark("product_seen", 5.0, True)], NOON)  # a trainer's mark
    store.marks.add(other.id, hoa.id, [Mark("product_seen", 5.0, True)], NOON)
    store.forgetting.forget(hoa.id)
    assert files(store) == set(store.photos.of(lan.id))
    assert store.marks.of(attempt.id) == store.marks.of(other.id) == ()


def test_marks_are_appended_in_order(store: Store) -> None:
    hoa = store.people.add("Hoa", "cô", NOON)
    attempt = handed_in(store, hoa.id)
    first, second = Mark("product_seen", 5.0, True), Mark("product_seen", 5.0, False)
    for one in (first, second):
        store.marks.add(attempt.id, hoa.id, [one], NOON)
    assert store.marks.of(attempt.id) == (first, second)


def test_only_a_finished_take_of_the_same_lesson_is_judged_again(store: Store) -> None:
    attempt = handed_in(store, store.people.add("Hoa", "cô", NOON).id)
    result = {"lesson": {"id": "L03", "digest": "d" * 64}, "points": {"low": 1, "high": 1}}
    assert not store.attempts.judged_again(attempt.id, result)
    store.attempts.take_up(attempt.id, "w", NOON)
    store.attempts.succeed(attempt.id, "w", result, "{}", NOON)
    assert store.attempts.judged_again(attempt.id, result | {"points": {"low": 2, "high": 2}})
    assert not store.attempts.judged_again(attempt.id, {"lesson": {"id": "L03", "digest": "e" * 64}})
    kept = store.attempts.get(attempt.id).result
    assert kept is not None
    assert kept["points"] == {"low": 2, "high": 2}
    assert store.analyses.open(attempt.id, NOON, anew=True).generation == 2
    assert store.attempts.get(attempt.id).state == "waiting"
