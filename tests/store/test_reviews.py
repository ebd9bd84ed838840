"""Corrections are appended, both levels stay, and two trainers at once lose nothing."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from coach.domain.desk import MACHINES, of_criterion
from coach.domain.errors import CoachError
from coach.domain.people import Consent
from coach.domain.review import MachineLevel, standing
from coach.review.curve import AS_IT_IS, Curve
from coach.review.examples import Decision, Offer
from coach.review.recalibration import Learned, Scope, labels_of
from coach.store import Store, open_store
from coach.store.reviews import Said, SomebodyWasFaster
from tests.store.crowd import NOON, Person, person

MACHINE = MachineLevel(2, 3, 4, 0.8, "d" * 64)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


@pytest.fixture
def lan(store: Store) -> Person:
    return person(store, 0, takes=1)


def trainer(store: Store, name: str) -> str:
    return store.people.add(name, "bạn", NOON).id


def shown(store: Store, one: Person) -> None:
    store.consents.keep(Consent(one.learner.id, "show_trainer", "1", "vi", "text", NOON))
    store.showing.show(one.attempts[0].id, one.learner.id, NOON)


def said(level: int, criterion: str = "origin_place", reason: str = "") -> Said:
    return Said(criterion, MACHINE, level, reason)


def test_both_levels_are_kept_and_the_last_word_counts(store: Store, lan: Person) -> None:
    take, first, second = lan.attempts[0].id, trainer(store, "Mai"), trainer(store, "Hùng")
    store.reviews.add(take, first, [said(4, reason=" nói rõ xã "), said(1, "greet")], {}, NOON)
    assert store.reviews.seen(take) == {"origin_place": 1, "greet": 1}
    store.reviews.add(take, second, [said(1)], store.reviews.seen(take), NOON + timedelta(hours=1))
    kept = store.reviews.of(take)
    assert [(one.trainer_id, one.level, one.reason) for one in kept if one.criterion == "origin_place"] == [
        (first, 4, "nói rõ xã"),
        (second, 1, ""),
    ]
    assert all(one.machine == MACHINE for one in kept)
    counts = standing(kept)
    assert (counts["origin_place"].level, counts["greet"].level) == (1, 1)
    assert counts["origin_place"].changes


def test_who_saves_second_is_told_and_nothing_is_lost(store: Store, lan: Person) -> None:
    take, first, second = lan.attempts[0].id, trainer(store, "Mai"), trainer(store, "Hùng")
    seen = store.reviews.seen(take)  # both open the page
    store.reviews.add(take, first, [said(4)], seen, NOON)
    with pytest.raises(SomebodyWasFaster, match=r"desk\.changed"):
        store.reviews.add(take, second, [said(1), said(2, "greet")], seen, NOON)
    assert [one.level for one in store.reviews.of(take)] == [4]
    store.reviews.add(take, second, [said(1)], store.reviews.seen(take), NOON + timedelta(seconds=1))
    assert [one.level for one in store.reviews.of(take)] == [4, 1]
    store.reviews.add(take, first, [said(2, "greet")], seen, NOON)  # another criterion is in nobody's way


def test_a_level_taken_back_counts_for_nobody_and_stays_written(store: Store, lan: Person) -> None:
    take, mai = lan.attempts[0].id, trainer(store, "Mai")
    store.reviews.add(take, mai, [said(4, reason="rõ")], {}, NOON)
    back = Said("origin_place", MACHINE, MACHINE.low, withdrawn=True)
    store.reviews.add(take, mai, [back], store.reviews.seen(take), NOON)  # the clock says the same
    kept = store.reviews.of(take)
    assert [(one.level, one.withdrawn) for one in kept] == [(4, False), (2, True)]
    assert standing(kept) == {}
    assert labels_of(kept, "origin_place") == ()
    assert store.desk.decisions.standing(take)[of_criterion("origin_place")].value == MACHINES


def test_of_many_at_the_very_same_time_one_saves(store: Store, lan: Person) -> None:
    take, trainers = lan.attempts[0].id, [trainer(store, f"Cô {n}") for n in range(8)]
    ready, saved, told = threading.Barrier(8), list[str](), list[str]()

    def save(who: str) -> None:
        ready.wait()
        try:
            store.reviews.add(take, who, [said(3)], {}, NOON)
            saved.append(who)
        except SomebodyWasFaster:
            told.append(who)

    threads = [threading.Thread(target=save, args=(who,)) for who in trainers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(saved), len(told)) == (1, 7)
    assert [one.trainer_id for one in store.reviews.of(take)] == saved


def test_blind_levels_are_seen_by_nobody_else_and_disturb_nobody(store: Store, lan: Person) -> None:
    take, first, second = lan.attempts[0].id, trainer(store, "Mai"), trainer(store, "Hùng")
    seen = store.reviews.seen(take)
    store.reviews.add_blind(take, first, [said(3)], NOON)
    store.reviews.add_blind(take, second, [said(1)], NOON)
    assert store.reviews.of(take) == ()
    assert [one.level for one in store.reviews.blind(take, first)] == [3]
    store.reviews.add(take, second, [said(2)], seen, NOON)
    assert [one.level for one in store.reviews.all(blind=True)] != []
    assert {one.level for one in store.reviews.all("origin_place", blind=True)} == {1, 3}
    with pytest.raises(CoachError, match=r"review\.not_blind"):
        store.reviews.add_blind(take, second, [said(3)], NOON)


def test_what_is_not_on_the_ladder_or_has_no_take_is_refused(store: Store, lan: Person) -> None:
    mai = trainer(store, "Mai")
    with pytest.raises(CoachError, match=r"review\.no_such_level"):
        store.reviews.add(lan.attempts[0].id, mai, [said(4), said(5)], {}, NOON)
    assert store.reviews.seen(lan.attempts[0].id) == {}
    with pytest.raises(CoachError, match=r"attempt\.unknown"):
        store.reviews.add("nobody", mai, [said(1)], {}, NOON)


def test_reviews_go_with_the_learner_and_stay_without_their_trainers_name(store: Store, lan: Person) -> None:
    take, mai = lan.attempts[0].id, trainer(store, "Mai")
    shown(store, lan)
    store.reviews.add(take, mai, [said(4)], {}, NOON)
    store.offers.add([Offer(take, "origin_place", "origin", lan.words[3], 1.0, True)], NOON)
    (offer,) = store.offers.with_decision(Decision.OPEN)
    store.offers.decide(offer.id, Decision.ACCEPTED, mai, NOON)
    store.forgetting.forget(mai, now=NOON)
    assert [(one.trainer_id, one.level) for one in store.reviews.of(take)] == [(None, 4)]
    store.forgetting.forget(lan.learner.id, now=NOON)
    assert store.reviews.all() == ()
    with store.engine.connect() as connection:
        assert connection.execute(text("select count(*) from offer")).scalar() == 0


def test_an_offer_is_made_once_and_decided_once(store: Store, lan: Person) -> None:
    mai = trainer(store, "Mai")
    one = Offer(lan.attempts[0].id, "origin_place", "origin", "na này trồng ở Chi Lăng", 1.0, True)
    store.offers.add([one, one], NOON, mai)
    assert store.offers.with_decision(Decision.OPEN) == ()  # her take is private
    shown(store, lan)
    store.offers.add([one], NOON)
    (kept,) = store.offers.with_decision(Decision.OPEN)
    assert (kept.offer, kept.learner_id, kept.language, kept.offered_by) == (one, lan.learner.id, "vi", mai)
    name = kept.id
    store.offers.decide(name, Decision.DECLINED, mai, NOON)
    with pytest.raises(CoachError, match=r"offer\.decided"):
        store.offers.decide(name, Decision.ACCEPTED, mai, NOON)
    assert store.offers.with_decision(Decision.ACCEPTED) == ()
    store.offers.reopen(name)
    store.offers.decide(name, Decision.ACCEPTED, mai, NOON)
    (accepted,) = store.offers.with_decision(Decision.ACCEPTED)
    assert (accepted.decided_by, accepted.decided_at) == (mai, NOON)
    store.consents.keep(Consent(lan.learner.id, "show_trainer", "1", "vi", "text", NOON, given=False))
    assert store.offers.with_decision(Decision.ACCEPTED) == ()  # no take was hidden, but nobody may see them


def learned(offset: float, scope: Scope = Scope.GROUP) -> Learned:
    return Learned("origin_place", Curve(1.0, offset), scope, 25, 2, 0.2, 0.1)


def test_every_change_is_a_version_and_the_last_one_holds(store: Store) -> None:
    here, there = (store.groups.add("class", name, NOON).id for name in ("Lớp na", "Lớp chè"))
    keep = store.recalibrations
    assert keep.in_force("origin_place", here) is None
    assert keep.add(learned(-0.2), here, NOON) is not None
    assert keep.add(learned(-0.2), here, NOON) is None  # says nothing new
    assert keep.in_force("origin_place", there) is None
    keep.add(learned(-0.3, Scope.EVERYWHERE), here, NOON + timedelta(days=1))
    for group in (here, there, None):
        version = keep.in_force("origin_place", group)
        assert version is not None
        assert (version.curve.offset, version.group_id, version.before, version.after) == (
            -0.3,
            None,
            0.2,
            0.1,
        )
    keep.undo("origin_place", here, NOON + timedelta(days=2))
    undone, other = keep.in_force("origin_place", here), keep.in_force("origin_place", there)
    assert undone is not None
    assert other is not None
    assert (undone.curve, other.curve.offset) == (AS_IT_IS, -0.3)
    assert len(keep.of("origin_place")) == 3
    store.groups.remove(here)
    assert [one.group_id for one in keep.of("origin_place")] == [None]
