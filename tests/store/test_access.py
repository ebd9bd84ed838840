"""Persons and things as the rule wants them, from real groups within groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.domain.may import Action, may
from coach.domain.people import DEMONSTRATION
from coach.store import Store, open_store
from coach.store.attempts import Attempt, NewAttempt
from coach.store.founding import Founder
from coach.store.groups import above
from tests.store.cheap import copied

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Store, dict[str, str]]]:
    opened = copied(tmp_path, everybody)
    yield opened
    opened[0].engine.dispose()


@pytest.fixture
def store(made: tuple[Store, dict[str, str]]) -> Store:
    return made[0]


@pytest.fixture
def people(made: tuple[Store, dict[str, str]]) -> dict[str, str]:
    return made[1]


def everybody(store: Store) -> dict[str, str]:
    """A province with a commune, a cooperative and two classes, and somebody in each."""
    store.who.founding.found(Founder("Thu", "chị", "thu", "na ngon chi lang", "Tỉnh"), NOON)
    province = store.groups.add("province", "Lạng Sơn", NOON, store.who.installation.root())
    commune = store.groups.add("commune", "Chi Lăng", NOON, province.id)
    team = store.groups.add("cooperative", "HTX Na", NOON, commune.id)
    classes = [store.groups.add("class", name, NOON, team.id) for name in ("Sáng", "Chiều")]
    made = {}
    for name, group, role in (
        ("learner", classes[0], "learner"),
        ("classmate", classes[0], "learner"),
        ("trainer", classes[0], "trainer"),
        ("other_trainer", classes[1], "trainer"),
        ("cooperative_trainer", team, "trainer"),
        ("province_host", province, "host"),
        ("commune_administrator", commune, "administrator"),
    ):
        made[name] = store.people.add(name, "bạn", NOON).id
        store.groups.join(group.id, made[name], role)
    return made | {"founder": next(one.id for one in store.people.all() if one.name == "Thu")}


def a_take(store: Store, learner_id: str) -> Attempt:
    return store.attempts.add(NewAttempt(learner_id, "L02", "vi", "0" * 64, "na.mp4"), NOON)


def who_may(store: Store, people: dict[str, str], action: Action, seen_by: frozenset[str]) -> set[str]:
    access = replace(store.who.access, audience=lambda _: seen_by)
    thing = access.take(a_take(store, people["learner"]))
    tokens = {name: store.who.signed_in.begin(one, "test", NOON) for name, one in people.items()}
    return {name for name, token in tokens.items() if may(access.with_token(token, NOON), action, thing)}


def test_who_may_play_a_take_depends_on_whom_its_learner_showed_it_to(
    store: Store, people: dict[str, str]
) -> None:
    trainers = {"trainer", "cooperative_trainer"}
    assert who_may(store, people, "play", frozenset()) == {"learner"}
    assert who_may(store, people, "play", frozenset({"trainer"})) == {"learner"} | trainers
    assert who_may(store, people, "see_result", frozenset({"class"})) == {"learner"}
    in_class = {"learner", "classmate", "province_host"} | trainers
    assert who_may(store, people, "play", frozenset({"class"})) == in_class


def test_without_a_word_from_its_learner_a_take_is_hers_alone(store: Store, people: dict[str, str]) -> None:
    thing = store.who.access.take(a_take(store, people["learner"]))
    assert not thing.shown
    assert not thing.shown_to_class


def test_groups_and_the_installation_belong_to_those_above(store: Store, people: dict[str, str]) -> None:
    access = store.who.access
    group = access.group(next(one.id for one in store.groups.all() if one.name == "Chiều"))

    def may_one(name: str, action: Action) -> bool:
        token = store.who.signed_in.begin(people[name], "test", NOON)
        return may(access.with_token(token, NOON), action, group)

    managers = {name for name in people if may_one(name, "manage_people")}
    assert managers == {"other_trainer", "cooperative_trainer", "commune_administrator", "founder"}
    token = store.who.signed_in.begin(people["commune_administrator"], "test", NOON)
    person = access.with_token(token, NOON)
    assert not may(person, "backup", access.installation_itself())
    assert may(person, "edit_lessons", access.course())


def test_where_nobody_is_asked_everybody_is_trusted(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert store.who.access.with_token("", NOON).trusted
    store.engine.dispose()


def test_a_wrong_token_is_a_stranger(store: Store, people: dict[str, str]) -> None:
    assert store.who.access.with_token("guessed", NOON).id == ""


def test_the_demonstration_is_for_whoever_is_known(store: Store, people: dict[str, str]) -> None:
    group = store.groups.add(DEMONSTRATION, "Lớp mẫu", NOON)
    invented = store.people.add("Mẫu", "em", NOON)
    store.groups.join(group.id, invented.id, "learner")
    thing = store.who.access.take(a_take(store, invented.id))
    token = store.who.signed_in.begin(people["learner"], "test", NOON)
    assert may(store.who.access.with_token(token, NOON), "see_result", thing)
    assert not may(store.who.access.with_token("", NOON), "see_result", thing)


def test_a_circle_of_groups_ends() -> None:
    assert above(frozenset("a"), {"a": "b", "b": "a"}) == {"a", "b"}


def test_a_group_that_goes_leaves_its_classes_one_step_higher(store: Store, people: dict[str, str]) -> None:
    team = next(one for one in store.groups.all() if one.kind == "cooperative")
    store.groups.remove(team.id)
    assert {one.parent_id for one in store.groups.of_kind("class") if one.name != "Tỉnh"} == {team.parent_id}
