"""The rule who may do what: its whole table, and the laws that hold for every table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.errors import NotAllowed
from coach.domain.may import ACTIONS, ROLES, STRANGER, Action, Person, Role, Thing, may, must

TABLE = Path(__file__).parent / "may.tsv"
ME, SHE, HERE, THERE = "me", "she", frozenset({"G"}), frozenset({"H"})
THINGS = {
    "own": Thing("take", ME, HERE),
    "own_shown": Thing("take", ME, HERE, shown=True, shown_to_class=True),
    "private": Thing("take", SHE, HERE),
    "shown": Thing("take", SHE, HERE, shown=True),
    "class": Thing("take", SHE, HERE, shown_to_class=True),
    "elsewhere": Thing("take", SHE, THERE, shown=True, shown_to_class=True),
    "invented": Thing("take", SHE, THERE, invented=True),
}
PEOPLE: dict[str, Person] = {
    **{str(role): Person(ME, {"G": role}) for role in ROLES},
    "none": Person(ME),
    "stranger": STRANGER,
}


def table() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:]]


def test_the_table_is_whole() -> None:
    told = [(row["action"], row["role"]) for row in table()]
    assert told == [(action, role) for action in ACTIONS for role in PEOPLE]
    assert {tuple(row)[2:] for row in table()} == {tuple(THINGS)}
    assert {row[name] for row in table() for name in THINGS} == {"yes", "-"}


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row['action']}-{row['role']}")
def test_the_rule_is_the_table(row: dict[str, str]) -> None:
    action: Action = row["action"]  # type: ignore[assignment]
    told = {name: may(PEOPLE[row["role"]], action, thing) for name, thing in THINGS.items()}
    assert told == {name: row[name] == "yes" for name in THINGS}


groups = st.frozensets(st.sampled_from("GHIJ"))
roles = st.dictionaries(st.sampled_from("GHIJ"), st.sampled_from(ROLES))
actions = st.sampled_from(ACTIONS)
things = st.builds(
    Thing,
    st.just("take"),
    st.sampled_from([ME, SHE, ""]),
    groups,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(actions, things)
def test_a_stranger_may_nothing_and_whoever_is_trusted_everything(action: Action, thing: Thing) -> None:
    assert not may(STRANGER, action, thing)
    assert not may(Person("", dict.fromkeys(thing.groups, "administrator")), action, thing)
    assert may(Person(trusted=True), action, thing)


@given(roles, actions, things, st.sampled_from(ROLES))
def test_one_more_role_takes_nothing_away(
    held: dict[str, Role], action: Action, thing: Thing, more: Role
) -> None:
    if may(Person(ME, held), action, thing):
        assert may(Person(ME, {**held, "K": more}), action, thing)


@given(roles, actions, st.sampled_from([ME, SHE]), groups)
def test_showing_takes_nothing_away(
    held: dict[str, Role], action: Action, owner: str, within: frozenset[str]
) -> None:
    hidden, shown = Thing("take", owner, within), Thing("take", owner, within, True, True)
    if may(Person(ME, held), action, hidden):
        assert may(Person(ME, held), action, shown)


@given(st.sampled_from(ROLES), actions, st.booleans(), st.booleans())
def test_a_role_above_is_worth_what_it_is_below(
    role: Role, action: Action, shown: bool, in_class: bool
) -> None:
    deep = Thing("take", SHE, frozenset({"class", "commune", "province"}), shown, in_class)
    told = {may(Person(ME, {group: role}), action, deep) for group in deep.groups}
    assert len(told) == 1


@given(roles, actions, things)
def test_what_is_hers_depends_on_no_role(held: dict[str, Role], action: Action, thing: Thing) -> None:
    if thing.owner == ME and may(Person(ME), action, thing):
        assert may(Person(ME, held), action, thing)


@given(roles, st.sampled_from(["review", "confirm_claim"]), groups)
def test_nobody_judges_her_own_take(held: dict[str, Role], action: Action, within: frozenset[str]) -> None:
    assert not may(Person(ME, held), action, Thing("take", ME, within, True, True))


def test_an_action_that_nobody_wrote_down_is_a_mistake_and_not_a_no() -> None:
    with pytest.raises(KeyError):
        may(Person(trusted=True), "sea_take", THINGS["own"])  # type: ignore[arg-type]


def test_the_door_raises() -> None:
    must(PEOPLE["trainer"], "play", THINGS["shown"])
    with pytest.raises(NotAllowed):
        must(PEOPLE["trainer"], "play", THINGS["private"])
