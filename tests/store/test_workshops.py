"""A workshop is kept, changed by one hand at a time, and deleted to the last byte nobody asked to keep."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from coach.domain.consent import BOTH, KEEP_LONGER, SHOW_TRAINER, Retention
from coach.domain.errors import CoachError
from coach.domain.evidence import Evidence
from coach.domain.hall import FROM_HALL, MOST_HEARTS, QUESTIONS, Guest
from coach.domain.media import ShownComment
from coach.domain.people import Consent
from coach.domain.transcript import Transcript
from coach.store import Store, open_store
from coach.store.attempts import Attempt, NewAttempt
from coach.store.tombstones import replay
from tests.jobs.postgres import Cluster
from tests.store.halls import NOON, guest, said, workshop
from tests.traces import traces


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "sqlite":
        return open_store(tmp_path / "data")
    cluster: Cluster = request.getfixturevalue("postgres")
    return open_store(tmp_path / "data", cluster.new())


def practised(store: Store, of: Guest, film: bytes, keep: bool) -> Attempt:
    """A guest agreed, handed a film in, and perhaps allowed her trainer to keep and see it."""
    learner = store.people.add(of.first_name, "bạn", NOON)
    for purpose in (BOTH, SHOW_TRAINER) if keep else (BOTH,):
        store.people.agree(Consent(learner.id, purpose, "1", "vi", "words", NOON))
    store.hall.practises(of.id, learner.id)
    sha256 = store.handing_in.keep(learner.id, io.BytesIO(film))
    take = store.handing_in.add(NewAttempt(learner.id, "L02", "vi", sha256, "film.mp4"), NOON)
    if keep:
        store.showing.show(take.id, learner.id, NOON)
    store.hall.practised(of.id, NOON)
    return store.attempts.get(take.id)


def test_a_workshop_is_found_by_its_code_however_typed(store: Store) -> None:
    one = workshop(store)
    assert len(one.code) == 6
    assert store.workshops.by_code(f" {one.code[:3]} {one.code[3:]} ") == one == store.workshops.get(one.id)
    assert store.workshops.by_code("") is None
    assert store.workshops.all() == (one,)
    with pytest.raises(CoachError, match=r"workshop\.unknown"):
        store.workshops.get("nobody")
    store.engine.dispose()


def test_two_hands_at_one_stage_and_the_second_is_told(store: Store) -> None:
    one = workshop(store)
    seen = store.workshops.state(one.id)
    assert (seen.version, seen.showing, seen.take_id, seen.more) == (1, "welcome", "", {})
    live = store.workshops.change(one.id, 1, showing="live", take_id="t" * 32, step=2, more={"sample": 3})
    assert (live.version, live.showing, live.take_id, live.more) == (2, "live", "t" * 32, {"sample": 3})
    with pytest.raises(CoachError, match=r"workshop\.changed"):
        store.workshops.change(one.id, 1, showing="closing")
    assert store.workshops.state(one.id) == live
    with pytest.raises(ValueError, match="not of a stage"):
        store.workshops.change(one.id, 2, showing="dancing")
    with pytest.raises(ValueError, match="not of a stage"):
        store.workshops.change(one.id, 2, version=7)
    store.engine.dispose()


def test_the_volunteers_name_goes_with_her(store: Store) -> None:
    one, hoa = workshop(store), store.people.add("Hoa Unmistakable", "cô", NOON)
    state = store.workshops.change(one.id, 1, volunteer_id=hoa.id)
    assert state.volunteer == "Hoa Unmistakable"
    store.forgetting.forget(hoa.id, now=NOON)
    state = store.workshops.state(one.id)
    assert (state.volunteer, state.volunteer_id) == ("", "")
    store.engine.dispose()


def test_a_dropped_phone_comes_back_as_itself_and_nobody_joins_afterwards(store: Store) -> None:
    one = workshop(store)
    hoa, token = guest(store, one)
    assert store.hall.guest(token) == hoa
    assert store.hall.guest("") is None
    assert store.hall.guest(token[:-1]) is None
    store.workshops.end(one.id, NOON)
    store.workshops.end(one.id, NOON + timedelta(hours=1))
    assert store.workshops.get(one.id).ended_at == NOON
    with pytest.raises(CoachError, match=r"workshop\.over"):
        guest(store, one)
    with pytest.raises(CoachError, match=r"workshop\.unknown"):
        store.hall.join("x", "Lan", "", NOON)
    store.engine.dispose()


def test_comments_come_once_and_what_the_host_hides_comes_again_hidden(store: Store) -> None:
    one = workshop(store)
    hoa, _ = guest(store, one)
    first = said(hoa, "bao nhiêu một ký?", NOON, "t" * 32, 3.5)
    refused = replace(said(hoa, "http://x.vn", NOON), refused="link")
    for comment in (first, refused):
        store.hall.comment(comment, one.id)
    assert store.hall.comments_since(one.id) == (first,)
    assert store.hall.shown_during("t" * 32) == (first,)
    assert store.hall.refusals(one.id) == {"link": 1}
    assert store.hall.lately(hoa.id, NOON) == ([NOON, NOON], first.text)
    later = NOON + timedelta(seconds=5)
    store.hall.hide("another", first.id, True, later)
    assert store.hall.comments_since(one.id, later) == ()
    store.hall.hide(one.id, first.id, True, later)
    assert store.hall.comments_since(one.id, later) == (replace(first, hidden=True, moved_at=later),)
    assert store.hall.shown_during("t" * 32) == ()
    store.engine.dispose()


def test_votes_and_hearts_are_counted_once_a_guest(store: Store) -> None:
    one, other = workshop(store), workshop(store, "elsewhere")
    hoa, _ = guest(store, one)
    lan, _ = guest(store, one, "Lan")
    for answer in QUESTIONS[1]:
        store.hall.vote(hoa.id, "take", 1, answer, NOON)
    store.hall.vote(lan.id, "take", 1, QUESTIONS[1][0], NOON)
    told = store.hall.tally(one.id, "take")
    assert told[1] == {"yes": 1, "almost": 0, "no": 1}
    assert sum(told[2].values()) == 0
    for question, answer in ((3, "yes"), (1, "price")):
        with pytest.raises(ValueError, match="no such answer"):
            store.hall.vote(hoa.id, "take", question, answer, NOON)
    store.hall.heart(hoa.id, "take", 3)
    store.hall.heart(hoa.id, "take", -9)
    store.hall.heart(lan.id, "take", 10**6)
    assert store.hall.hearts(one.id, "take") == 3 + MOST_HEARTS
    assert store.hall.hearts(other.id, "take") == 0
    store.engine.dispose()


def test_deleting_keeps_only_who_asked_to_be_kept(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    one, other = workshop(store, "Evening Unmistakable"), workshop(store, "stays")
    hoa, _ = guest(store, one, "Hoa Quartzite", "Feldspar Commune")
    lan, _ = guest(store, one, "Lan Obsidian", "Feldspar Commune")
    binh, _ = guest(store, one, "Binh Basalt", "Feldspar Commune")
    thu, _ = guest(store, other, "Thu Granite", "Marble Commune")
    gone, kept = (
        practised(store, hoa, b"film of Quartzite", False),
        practised(store, lan, b"film of Obsidian", True),
    )
    for by in (hoa, lan, binh):
        store.hall.comment(said(by, f"words of {by.first_name}", NOON, kept.id, 1.0), one.id)
        store.hall.vote(by.id, kept.id, 1, "yes", NOON)
        store.hall.heart(by.id, kept.id, 2)
    store.engine.dispose()
    backup = tmp_path / "backup"
    shutil.copytree(store.folder, backup)
    assert store.workshops.delete(one.id, "machine", NOON)
    words = ["Quartzite", "Basalt", "Feldspar", "Evening Unmistakable", "words of"]
    assert traces(store.folder, words) == []
    assert store.attempts.get(kept.id) == kept
    assert store.people.get(kept.learner_id).name == "Lan Obsidian"
    assert store.recordings.path(kept.recording_sha256).is_file()
    assert not (store.recordings.folder / gone.recording_sha256).exists()
    assert [had.first_name for had in store.hall.guests(other.id)] == [thu.first_name]
    assert store.audit.broken() is None
    restored = open_store(backup)  # a backup of before does not bring the evening back
    restored.tombstones.keep(store.tombstones.all())
    assert replay(restored.tombstones, restored.forgetting, NOON) > 0
    assert traces(backup, words) == []
    assert replay(restored.tombstones, restored.forgetting, NOON) == 0
    store.engine.dispose()
    restored.engine.dispose()


def test_a_guest_who_leaves_is_gone_from_the_takes_that_she_commented_on(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    one = workshop(store)
    hoa, _ = guest(store, one, "Hoa Quartzite")
    lan, _ = guest(store, one, "Lan Obsidian")
    seller = store.people.add("Binh", "cô", NOON)
    take_id = "7" * 32
    asked = [said(by, f"{by.first_name} asks the price", NOON, take_id, 3.0) for by in (hoa, lan)]
    for comment in asked:
        store.hall.comment(comment, one.id)
    shown = tuple(
        ShownComment(FROM_HALL + c.id, 3.0, c.first_name, c.text, "price", ("money",)) for c in asked
    )
    sha256 = store.recordings.keep(io.BytesIO(b"film of Binh"))
    store.attempts.add(NewAttempt(seller.id, "L02", "vi", sha256, "", comments=shown, id=take_id), NOON)
    evidence = Evidence(Transcript("", ()), (), (), (), 60.0, comments=shown)
    store.evidence.keep_understood("a" * 64, sha256, evidence)
    assert store.hall.leave(hoa, NOON)
    assert traces(store.folder, ["Quartzite"]) == []
    blanked = replace(shown[0], name="", text="")
    assert store.attempts.get(take_id).comments == (blanked, shown[1])
    assert store.workshops.delete(one.id, "machine", NOON)
    assert traces(store.folder, ["Obsidian", "asks the price"]) == []
    assert [(c.at_s, c.intent) for c in store.attempts.get(take_id).comments] == [(3.0, "price")] * 2
    store.engine.dispose()


def test_a_guest_who_leaves_is_gone_with_all_she_said(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    one = workshop(store)
    hoa, _ = guest(store, one, "Hoa Quartzite", "Feldspar Commune")
    lan, _ = guest(store, one, "Lan Obsidian", "Ea Kao")
    practised(store, lan, b"film of Obsidian", True)
    for by in (hoa, lan):
        store.hall.comment(said(by, f"words of {by.first_name}"), one.id)
    lan = next(had for had in store.hall.guests(one.id) if had.id == lan.id)
    assert store.hall.leave(hoa, NOON)
    assert store.hall.leave(lan, NOON)
    assert (store.hall.guests(one.id), store.hall.comments_since(one.id)) == ((), ())
    assert traces(store.folder, ["Quartzite", "Obsidian", "Feldspar", "words of"]) == []
    store.engine.dispose()


POLICY = Retention(kept_days=10, longer_days=100)


def test_guests_go_when_their_time_is_over_and_who_asked_to_be_kept_stays(store: Store) -> None:
    one = workshop(store, "Evening Unmistakable")
    names = ("Hoa Quartzite", "Lan Obsidian", "Binh Basalt", "Thu Granite", "Mai Marble")
    hoa, lan, binh, thu, mai = (guest(store, one, name, "Feldspar Commune")[0] for name in names)
    gone, kept = practised(store, hoa, b"film of Quartzite", False), practised(store, lan, b"Obsidian", True)
    longer, again = (practised(store, who, f"film of {who.first_name}".encode(), False) for who in (thu, mai))
    allowed = Consent(longer.learner_id, KEEP_LONGER, "1", "vi", "words", NOON)
    store.people.agree(allowed)
    store.handing_in.add(another_film(store, again, b"a week later"), NOON + timedelta(days=7))
    store.hall.comment(said(binh, "words of Basalt"), one.id)
    assert store.retaining.sweep(NOON + timedelta(days=9, hours=23), POLICY).guests == 0
    swept = store.retaining.sweep(NOON + timedelta(days=10), POLICY)
    assert (swept.guests, swept.whole) == (5, True)
    assert store.workshops.all() == ()
    assert traces(store.folder, ["Quartzite", "Basalt", "Feldspar", "Evening Unmistakable"]) == []
    people = {
        kept.learner_id: "Lan Obsidian",
        longer.learner_id: "Thu Granite",
        again.learner_id: "Mai Marble",
    }
    assert {one.id: one.name for one in store.people.all()} == people
    assert store.recordings.path(longer.recording_sha256).is_file()
    assert store.audit.broken() is None
    assert {"guest.expired", "workshop.expired"} <= {one.verb for one in store.audit.entries()}
    assert store.retaining.sweep(NOON + timedelta(days=11), POLICY).guests == 0
    assert gone.learner_id not in people
    store.engine.dispose()


def test_a_workshop_that_is_used_every_week_keeps_this_weeks_guests(store: Store) -> None:
    one = workshop(store)
    guest(store, one, "Hoa")
    lan, token = store.hall.join(one.id, "Lan", "Ea Kao", NOON + timedelta(days=7))
    assert store.retaining.sweep(NOON + timedelta(days=12), POLICY).guests == 1
    assert store.hall.guests(one.id) == (lan,)
    assert store.hall.guest(token) == lan
    store.engine.dispose()


def another_film(store: Store, before: Attempt, film: bytes) -> NewAttempt:
    sha256 = store.handing_in.keep(before.learner_id, io.BytesIO(film))
    return NewAttempt(before.learner_id, "L02", "vi", sha256, "film.mp4")
