"""Real livestreams and certificates in the store: hers, private, gone when she goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coach.domain.certificates import readable
from coach.domain.lives import Told
from coach.domain.people import Learner
from coach.store import Store, open_store

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TOLD = Told(date(2026, 11, 20), "tiktok", 120, 7, 3_000_000_000)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def hoa(store: Store) -> Learner:
    return store.people.add("Hoa", "cô", NOON)


def test_what_she_wrote_is_kept_and_private(store: Store, hoa: Learner) -> None:
    older = store.lives.add(hoa.id, Told(date(2026, 11, 1), "facebook"), NOON)
    newer = store.lives.add(hoa.id, TOLD, NOON)
    assert store.lives.of(hoa.id) == (newer, older)
    assert (newer.viewers, newer.orders, newer.revenue) == (120, 7, 3_000_000_000)
    assert (older.viewers, older.orders, older.revenue) == (None, None, None)
    assert store.lives.shown_of(hoa.id) == ()


def test_only_she_shows_and_removes_hers(store: Store, hoa: Learner) -> None:
    lan = store.people.add("Lan", "chị", NOON)
    live = store.lives.add(hoa.id, TOLD, NOON)
    store.lives.show(live.id, lan.id, True, NOON)
    store.lives.remove(live.id, lan.id)
    assert store.lives.of(hoa.id) == (live,)
    store.lives.show(live.id, hoa.id, True, NOON)
    assert [one.id for one in store.lives.shown_of(hoa.id)] == [live.id]
    store.lives.show(live.id, hoa.id, False, NOON)
    assert store.lives.shown_of(hoa.id) == ()
    store.lives.remove(live.id, hoa.id)
    assert store.lives.of(hoa.id) == ()


def test_a_certificate_is_issued_once_and_found_however_it_is_typed(store: Store, hoa: Learner) -> None:
    held = store.certificates.issue(hoa, 14, NOON)
    assert store.certificates.issue(hoa, 14, NOON) == held
    assert store.certificates.of(hoa.id) == held
    for typed in (held.number, readable(held.number).lower(), f"  {readable(held.number)} "):
        assert store.certificates.check(typed) == held
    assert (held.name, held.steps, held.issued_at) == ("Hoa", 14, NOON)


def test_no_other_number_is_genuine(store: Store, hoa: Learner) -> None:
    number = store.certificates.issue(hoa, 14, NOON).number
    lan = store.people.add("Lan", "chị", NOON)
    assert store.certificates.issue(lan, 14, NOON).number != number
    assert store.certificates.check("") is None
    assert store.certificates.check(number[:-1]) is None
    assert store.certificates.check(number[1] + number[0] + number[2:]) is None or number[0] == number[1]


def test_both_go_when_she_goes(store: Store, hoa: Learner) -> None:
    store.lives.add(hoa.id, TOLD, NOON)
    number = store.certificates.issue(hoa, 14, NOON).number
    store.forgetting.forget(hoa.id)
    assert store.lives.of(hoa.id) == ()
    assert store.certificates.check(number) is None
