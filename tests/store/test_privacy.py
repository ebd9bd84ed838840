"""What was allowed counts, and only that; takes are private; films go when their time is over."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from coach.domain.consent import BOTH, PURPOSES, Retention, audience, in_force
from coach.domain.errors import CoachError, NotAllowed
from coach.domain.people import DEMONSTRATION, Consent
from coach.store import Store, open_store
from coach.store.attempts import NewAttempt
from coach.store.hashes import token_hash
from coach.store.schema import GroupRow
from coach.web.kinds import kind
from tests.store.crowd import KEY, NOON, person
from tests.traces import traces

SHORT = Retention(kept_days=10, longer_days=100)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


def said(purpose: str, given: bool, learner_id: str = "x", at: datetime = NOON) -> Consent:
    return Consent(learner_id, purpose, "2", "vi", "…", at, given)


@given(st.lists(st.tuples(st.sampled_from((*PURPOSES, BOTH)), st.booleans())))
def test_the_last_word_counts(words: list[tuple[str, bool]]) -> None:
    allowed = in_force(said(purpose, given) for purpose, given in words)
    for purpose in PURPOSES:
        spoken = [
            yes for one, yes in words if one == purpose or (one == BOTH and purpose in ("record", "analyse"))
        ]
        assert (purpose in allowed) == (bool(spoken) and spoken[-1])


@given(st.sets(st.sampled_from(PURPOSES)), st.booleans())
def test_nobody_sees_what_was_not_shown_and_allowed(allowed: set[str], shown: bool) -> None:
    seen_by = audience(shown, allowed)
    assert ("trainer" in seen_by) == (shown and "show_trainer" in allowed)
    assert ("class" in seen_by) == (shown and "show_class" in allowed)


def test_consents_are_added_and_a_clock_set_back_changes_nothing(store: Store) -> None:
    lan = store.people.add("Lan", "chị", NOON)
    store.consents.keep(said("record", True, lan.id))
    store.consents.keep(said("record", False, lan.id, NOON - timedelta(days=400)))
    assert [one.given for one in store.consents.of(lan.id)] == [True, False]
    assert store.consents.in_force(lan.id) == frozenset()
    assert [one.verb for one in store.audit.entries()] == ["consent.given.record", "consent.withdrawn.record"]


def test_an_old_consent_to_both_is_one_to_each(store: Store) -> None:
    lan = store.people.add("Lan", "chị", NOON)
    store.people.agree(said(BOTH, True, lan.id))
    assert store.consents.in_force(lan.id) == {"record", "analyse"}
    assert store.people.has_agreed(lan.id, BOTH)
    store.people.agree(said("analyse", False, lan.id))
    assert not store.people.has_agreed(lan.id, BOTH)
    assert store.people.has_agreed(lan.id, "record")


def test_without_leave_not_a_byte_is_kept(store: Store) -> None:
    lan = store.people.add("Lan", "chị", NOON)
    film = io.BytesIO(b"film")
    with pytest.raises(NotAllowed, match=r"consent\.missing\.record"):
        store.handing_in.keep(lan.id, film)
    assert film.tell() == 0
    assert not store.recordings.folder.exists()
    taken = NewAttempt(lan.id, "L02", "vi", "a" * 64, "x.mp4")
    with pytest.raises(NotAllowed):
        store.handing_in.add(taken, NOON)
    store.consents.keep(said("record", True, lan.id))
    assert store.handing_in.add(taken, NOON).learner_id == lan.id
    with pytest.raises(NotAllowed, match=r"consent\.missing\.analyse"):
        store.consents.require(lan.id, "analyse")


def test_invented_learners_need_no_leave_but_real_ones_among_them_do(store: Store) -> None:
    lan, hoa = (store.people.add(name, "chị", NOON) for name in ("Lan", "Hoa"))
    group = store.groups.add(DEMONSTRATION, "Lớp mẫu", NOON)
    for one in (lan, hoa):
        store.groups.join(group.id, one.id, "learner")
    store.consents.require(lan.id, "analyse")
    store.consents.keep(said("analyse", False, hoa.id))
    with pytest.raises(NotAllowed):
        store.consents.require(hoa.id, "analyse")


def test_a_take_is_private_until_shown_and_can_be_taken_back(store: Store) -> None:
    lan = person(store, 0, takes=1)
    take = lan.attempts[0]
    assert store.showing.audience(take) == frozenset()
    store.showing.show(take.id, lan.learner.id, NOON)
    store.showing.show(take.id, lan.learner.id, NOON + timedelta(days=1))
    shown = store.attempts.get(take.id)
    assert shown.shown_at == NOON
    assert store.showing.audience(shown) == frozenset()  # shown, but nobody was allowed to look
    store.consents.keep(said("show_trainer", True, lan.learner.id))
    assert store.showing.audience(shown) == {"trainer"}
    store.showing.hide(take.id, lan.learner.id, NOON)
    assert store.showing.audience(store.attempts.get(take.id)) == frozenset()
    assert [one.verb for one in store.audit.entries()][-3:] == [
        "take.shown", "consent.given.show_trainer", "take.hidden",
    ]  # fmt: skip


def test_the_audit_notices_a_changed_and_a_missing_line(store: Store) -> None:
    for order in range(3):
        store.consents.keep(said("record", bool(order % 2), store.people.add("Lan", "chị", NOON).id))
    assert store.audit.broken() is None
    with store.engine.begin() as connection:
        connection.execute(text("update audit set verb = 'take.shown' where number = 2"))
    assert store.audit.broken() == (store.audit.entries() and chain(store), 2)
    with store.engine.begin() as connection:
        connection.execute(text("delete from audit where number = 2"))
    assert store.audit.broken() == (chain(store), 3)


def chain(store: Store) -> str:
    return (store.folder / "audit.chain").read_text()


def test_the_audit_holds_no_words(store: Store) -> None:
    lan = person(store, 0, takes=1)
    store.forgetting.forget(lan.learner.id, now=NOON)
    with store.engine.connect() as connection:
        rows = connection.execute(text("select who, verb, thing from audit")).all()
    assert rows
    assert not any(word in str(row) for row in rows for word in lan.traces)


def test_a_film_goes_when_its_time_is_over_and_its_levels_stay(store: Store) -> None:
    lan = person(store, 0, takes=2)  # of day 0 and of day 1
    ended = store.retaining.film_ends(lan.learner.id, NOON, SHORT)
    assert ended == NOON + timedelta(days=10)
    assert store.retaining.sweep(NOON + timedelta(days=9, hours=23), SHORT).films == 0
    swept = store.retaining.sweep(NOON + timedelta(days=10), SHORT)
    assert (swept.films, swept.whole) == (1, True)
    old, young = (store.attempts.get(one.id) for one in lan.attempts)
    assert old.film_removed_at is not None
    assert old.result is not None
    assert old.result["points"] == {"low": 50, "high": 60}
    assert store.evidence.observed(old.recording_sha256, KEY) is None
    assert not (store.recordings.folder / old.recording_sha256).exists()
    assert young.film_removed_at is None
    assert store.recordings.path(young.recording_sha256).is_file()
    assert store.retaining.sweep(NOON + timedelta(days=11), SHORT).films == 1
    assert traces(store.folder, [f"{lan.words[3]} {number}" for number in range(2)]) == []
    assert [one.verb for one in store.audit.entries()][-2:] == ["film.expired", "film.expired"]


def test_leave_to_keep_longer_and_a_stricter_group(store: Store) -> None:
    lan = person(store, 0, takes=1)
    group = store.groups.add("class", "Lớp na", NOON)
    store.groups.join(group.id, lan.learner.id, "learner")
    with store.forgetting.sessions.begin() as session:
        session.merge(GroupRow(id=group.id, kind="class", name="Lớp na", created_at=NOON, keep_days=3))
    assert store.retaining.film_ends(lan.learner.id, NOON, SHORT) == NOON + timedelta(days=3)
    store.consents.keep(said("keep_longer", True, lan.learner.id))
    assert store.retaining.film_ends(lan.learner.id, NOON, SHORT) == NOON + timedelta(days=100)
    store.consents.keep(said("keep_longer", False, lan.learner.id))
    assert store.retaining.sweep(NOON + timedelta(days=3), SHORT).films == 1


def test_the_sweep_leaves_what_is_needed_and_takes_what_a_power_cut_left(store: Store) -> None:
    lan = person(store, 0, takes=1)
    old, new = store.recordings.folder / "incoming-old", store.recordings.folder / "incoming-new"
    for path in (old, new):
        path.write_bytes(b"half a film")
    os.utime(old, (0, 0))
    store.evidence.keep("f" * 64, store.evidence.observed(lan.attempts[0].recording_sha256, KEY))  # type: ignore[arg-type]
    assert store.retaining.sweep(datetime.now(UTC), Retention(kept_days=10**5)).files == 1
    assert (old.exists(), new.exists()) == (False, True)
    assert store.recordings.path(lan.attempts[0].recording_sha256).is_file()
    assert store.evidence.observed("f" * 64, KEY) is None


def test_the_zip_holds_everything_of_hers_and_nothing_of_others(store: Store, tmp_path: Path) -> None:
    lan, an = (person(store, order, takes=2) for order in range(2))
    packed = store.exporting.pack(lan.learner.id, lambda path, at_s: b"jpeg", kind, NOON)
    with zipfile.ZipFile(packed) as inside:
        assert inside.testzip() is None
        told = json.loads(inside.read("data.json"))
        names = inside.namelist()
        assert len([name for name in names if name.startswith("recordings/")]) == 2
        assert len([name for name in names if name.startswith("thumbnails/")]) == 2
        assert len([name for name in names if name.startswith("photos/")]) == 1
        inside.extractall(tmp_path / "unpacked")
    packed.unlink()
    assert {row["id"] for row in told["attempt"]} == {one.id for one in lan.attempts}
    assert told["observed"][0]["findings"]["words"][0]["text"].startswith(lan.words[3])
    assert all(traces(tmp_path / "unpacked", [word]) for word in lan.traces)
    assert traces(tmp_path / "unpacked", an.traces) == []
    with pytest.raises(CoachError, match=r"people\.unknown"):
        store.exporting.pack("nobody", lambda path, at_s: None, kind, NOON)


def test_keys_to_accounts_stay_out_of_the_zip(store: Store, tmp_path: Path) -> None:
    lan = store.people.add("Lan", "cô", NOON)
    store.who.keys.set_pin(lan.id, "482915", NOON)
    card = store.who.keys.new_card(lan.id, NOON)
    with zipfile.ZipFile(store.exporting.pack(lan.id, lambda path, at_s: None, kind, NOON)) as packed:
        whole = packed.read("data.json").decode()
    told = json.loads(whole)
    assert told["learner"][0]["name"] == "Lan"
    assert {one["kind"] for one in told["learner_key"]} == {"pin", "card"}
    assert all("hash" not in one for one in told["learner_key"])
    assert card not in whole
    assert token_hash(card) not in whole
