"""Merging by law: in any order and number, everybody ends with the same rows, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    insert,
    select,
)

from coach.domain.errors import JobError
from coach.store.joining import join
from coach.store.schema import UtcTime
from coach.store.travelling import named
from coach.store.versions import canonical

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
METADATA = MetaData()
GROUP = Table(
    "team",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("parent_id", String(32), ForeignKey("team.id")),
    Column("code", String(8), unique=True),
    Column("changed_at", UtcTime),
)
PERSON = Table(
    "person",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("login", String(12), unique=True, nullable=False),
    Column("team_id", String(32), ForeignKey("team.id")),
    Column("card", JSON),
    Column("made_at", UtcTime),
    Column("changed_at", UtcTime),
)
SCORING = Table(
    "scoring",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("person_id", String(32), ForeignKey("person.id"), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("finished_at", UtcTime),
    UniqueConstraint("person_id", "generation"),
)
NOTE = Table(
    "note",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("person_id", String(32), ForeignKey("person.id")),
    Column("scoring_id", String(32), ForeignKey("scoring.id")),
    Column("words", String(20)),
)
REPLY = Table(
    "reply",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("note_id", Integer, ForeignKey("note.id"), nullable=False),
)
Rows = dict[str, list[dict[str, Any]]]


@contextmanager
def database(rows: Rows) -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        METADATA.create_all(connection)
        for table in METADATA.sorted_tables:
            for row in rows.get(table.name, ()):
                connection.execute(insert(table), row)
        yield connection
    engine.dispose()


def merged(*laptops: Rows) -> Rows:
    """The first laptop after the others were merged into it, one after the other."""
    with database(laptops[0]) as target:
        for other in laptops[1:]:
            with database(other) as source:
                join(source, target, METADATA.sorted_tables)
        return everything(target)


def everything(connection: Connection) -> Rows:
    return {
        table.name: sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=canonical)
        for table in METADATA.sorted_tables
    }


ids = st.sampled_from(["a", "b", "c"])
times = st.none() | st.integers(0, 3).map(lambda hours: NOON + timedelta(hours=hours))
teams = st.fixed_dictionaries({"parent_id": st.none(), "code": st.none(), "changed_at": times})


@st.composite
def laptops(draw: st.DrawFn) -> Rows:
    """A laptop's rows; logins are each person's own, so that no two different things want one name."""
    groups = draw(st.dictionaries(ids, teams, max_size=3))
    people = draw(
        st.dictionaries(
            ids,
            st.fixed_dictionaries(
                {
                    "team_id": st.sampled_from([None, *groups]),
                    "card": st.sampled_from([{"name": "na"}, {"name": "bưởi", "price": 1.5}]),
                    "made_at": times,
                    "changed_at": times,
                }
            ),
            max_size=3,
        )
    )
    said = st.lists(st.sampled_from(["x", "y"]), max_size=2, unique=True)
    return {
        "team": [{"id": one, **row} for one, row in groups.items()],
        "person": [{"id": one, "login": f"login-{one}", **row} for one, row in people.items()],
        "note": [{"person_id": one, "words": words} for one in people for words in draw(said)],
    }


def without_numbers(rows: Rows) -> dict[str, list[str]]:
    return {
        table: sorted(
            canonical({k: v for k, v in row.items() if table != "note" or k != "id"}) for row in kept
        )
        for table, kept in rows.items()
    }


@settings(max_examples=3, deadline=None)
@given(laptops(), laptops(), laptops())
def test_order_and_repetition_do_not_matter_and_nothing_is_lost(a: Rows, b: Rows, c: Rows) -> None:
    the_laws_hold(a, b, c)


@pytest.mark.drill
@settings(max_examples=100, deadline=None)
@given(laptops(), laptops(), laptops())
def test_the_same_many_times(a: Rows, b: Rows, c: Rows) -> None:
    the_laws_hold(a, b, c)


def the_laws_hold(a: Rows, b: Rows, c: Rows) -> None:
    whole = merged(a, b, c)
    once = without_numbers(whole)
    assert without_numbers(merged(a, b, c, b, a, c)) == once
    assert without_numbers(merged(c, a, b)) == once
    assert without_numbers(merged(a, merged(b, c))) == once
    for laptop in (a, b, c):
        for table in ("team", "person"):
            assert {row["id"] for row in laptop[table]} <= {row["id"] for row in whole[table]}


def person(id: str, **values: Any) -> dict[str, Any]:
    return {
        "id": id,
        "login": id,
        "team_id": None,
        "card": None,
        "made_at": NOON,
        "changed_at": None,
    } | values


def test_the_newer_version_wins_whoever_is_merged_into_whom() -> None:
    old: Rows = {"person": [person("a", card={"name": "old"}, changed_at=NOON)]}
    new: Rows = {"person": [person("a", card={"name": "new"}, changed_at=NOON + timedelta(seconds=1))]}
    for result in (merged(old, new), merged(new, old)):
        assert [row["card"] for row in result["person"]] == [{"name": "new"}]


def test_two_classes_of_one_code_and_two_people_of_one_login_stay_two() -> None:
    here: Rows = {"team": [{"id": "a", "code": "1234"}], "person": [person("a", login="admin")]}
    there: Rows = {"team": [{"id": "b", "code": "1234"}], "person": [person("b", login="admin", team_id="b")]}
    result = merged(here, there, there)
    assert {row["id"]: row["code"] for row in result["team"]} == {"a": "1234", "b": None}
    logins = {row["id"]: row["login"] for row in result["person"]}
    assert logins["a"] == "admin"
    assert logins["b"].startswith("admin-")
    assert len(logins["b"]) <= 12


def test_one_take_scored_on_two_laptops_is_one_scoring_and_notes_follow_it() -> None:
    here: Rows = {
        "person": [person("a")],
        "scoring": [{"id": "s1", "person_id": "a", "generation": 1, "finished_at": NOON}],
    }
    there: Rows = {
        "person": [person("a")],
        "scoring": [
            {"id": "s2", "person_id": "a", "generation": 1, "finished_at": NOON + timedelta(hours=1)}
        ],
        "note": [{"person_id": "a", "scoring_id": "s2", "words": "x"}],
    }
    result = merged(here, there, there)
    [scoring] = result["scoring"]
    assert (scoring["id"], scoring["finished_at"]) == ("s1", NOON + timedelta(hours=1))
    assert [note["scoring_id"] for note in result["note"]] == ["s1"]


def test_running_numbers_of_two_laptops_do_not_meet_and_pointers_follow() -> None:
    here: Rows = {"note": [{"id": 1, "words": "here"}], "reply": [{"id": "r1", "note_id": 1}]}
    there: Rows = {"note": [{"id": 1, "words": "there"}], "reply": [{"id": "r2", "note_id": 1}]}
    result = merged(here, there, there)
    words = {note["id"]: note["words"] for note in result["note"]}
    assert {reply["id"]: words[reply["note_id"]] for reply in result["reply"]} == {
        "r1": "here",
        "r2": "there",
    }


def test_a_tree_of_groups_comes_parents_first() -> None:
    tree: list[dict[str, Any]] = [
        {"id": "a", "parent_id": "b"},
        {"id": "b", "parent_id": "c"},
        {"id": "c", "parent_id": None},
    ]
    with database({}) as source:
        for row in reversed(tree):
            source.execute(insert(GROUP), row)
        with database({}) as target:
            assert join(source, target, METADATA.sorted_tables).added == 3


def test_a_row_without_a_place_undoes_everything() -> None:
    lonely = Table(
        "lonely", MetaData(), Column("id", String(2), primary_key=True), Column("words", String(9))
    )
    strict = Table(
        "lonely",
        MetaData(),
        Column("id", String(2), primary_key=True),
        Column("words", String(9), nullable=False),
    )
    source, target = create_engine("sqlite://"), create_engine("sqlite://")
    lonely.create(source)
    strict.create(target)
    with source.begin() as here:
        here.execute(insert(lonely), {"id": "a", "words": None})
        with pytest.raises(JobError, match=r"merge\.clash"), target.begin() as there:
            join(here, there, [strict])
    with target.connect() as there:
        assert there.execute(select(strict)).all() == []


def test_digests_are_found_wherever_a_row_names_them() -> None:
    films = Table("film", MetaData(), Column("sha256", String(64), primary_key=True), Column("told", JSON))
    engine = create_engine("sqlite://")
    films.create(engine)
    one, two, three = ("0" * 64), ("1" * 64), ("2" * 64)
    with engine.begin() as connection:
        told = {"photos": [two, {"deep": three}], "words": f"not {one}x", "n": 1}
        connection.execute(insert(films), {"sha256": one, "told": told})
        assert named(connection, [films]) == {one, two, three}
