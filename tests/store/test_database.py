"""The same tables on SQLite and on PostgreSQL; upgrading loses no row, and writers wait for each other."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, text

from coach.domain.errors import CoachError, JobError
from coach.domain.evidence import Observed, ObserverKey
from coach.domain.media import Mark
from coach.domain.review import MachineLevel
from coach.store import Store, open_store
from coach.store.upgrading import configured
from tests.jobs.postgres import Cluster
from tests.store.sample import a_class

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "sqlite":
        return open_store(tmp_path / "data")
    cluster: Cluster = request.getfixturevalue("postgres")
    return open_store(tmp_path / "data", cluster.new())


def test_the_migrations_make_the_tables_that_the_program_means(store: Store) -> None:
    with store.engine.begin() as connection:
        command.check(configured(connection))
    store.engine.dispose()


def test_what_was_kept_comes_back_and_what_belongs_to_somebody_goes_with_her(store: Store) -> None:
    one, other = a_class(store)
    assert store.attempts.get(one.id) == one
    assert store.marks.of(one.id) == (Mark("product_seen", 5.0, True),)
    assert store.photos.paths(one.photos)[0].read_bytes() == b"photo of film"
    with store.engine.begin() as connection:  # a plain delete: the database itself takes her things along
        connection.execute(text("delete from learner where id = :id"), {"id": one.learner_id})
    with pytest.raises(CoachError, match=r"attempt\.unknown"):
        store.attempts.get(one.id)
    assert store.marks.of(one.id) == ()
    assert not store.people.has_agreed(one.learner_id)
    assert store.attempts.get(other.id) == other
    store.engine.dispose()


def test_many_writers_at_once_lose_nothing(store: Store) -> None:
    hoa = store.people.add("Hoa", "cô", NOON)
    with ThreadPoolExecutor(6) as threads:
        tries = list(threads.map(lambda n: added(store, hoa.id, n), range(6)))
    assert sorted(tries) == [False, False, False, True, True, True]  # three photos and no more
    assert len(store.photos.of(hoa.id)) == 3
    store.engine.dispose()


def added(store: Store, learner_id: str, number: int) -> bool:
    key = ObserverKey("hearing", "1")
    store.evidence.keep("a" * 64, Observed(key, ()))  # the same row by all of them
    try:
        store.photos.add(learner_id, b"photo %d" % number)
    except CoachError:
        return False
    return True


def test_a_changed_row_knows_when(store: Store) -> None:
    hoa = store.people.add("Hoa", "cô", NOON)
    before = datetime.now(UTC)
    store.photos.add(hoa.id, b"photo")
    with store.engine.connect() as connection:
        changed = connection.scalar(text("select changed_at from learner"))
    assert changed is not None
    kept = changed if isinstance(changed, datetime) else datetime.fromisoformat(changed)
    assert kept.replace(tzinfo=UTC) >= before
    store.engine.dispose()


def test_sqlite_is_opened_carefully(tmp_path: Path) -> None:
    engine = open_store(tmp_path).engine
    wanted = {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 30000,
        "synchronous": 2,
        "secure_delete": 1,
    }
    with engine.connect() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted


def test_upgrading_tables_that_others_point_at_loses_nobody(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'coach.db'}")
    with engine.begin() as connection:
        command.upgrade(configured(connection), "0004")
        connection.exec_driver_sql(
            "insert into learner (id, name, address, created_at)"
            " values ('h', 'Hoa', 'cô', '2026-03-01 12:00:00')"
        )
        connection.exec_driver_sql(
            "insert into learning_group values ('g', 'class', 'Lớp', '2026-03-01 12:00:00')"
        )
        connection.exec_driver_sql("insert into membership values ('g', 'h', 'learner')")
    engine.dispose()
    store = open_store(tmp_path)
    [member] = store.groups.members("g")
    assert member.learner.name == "Hoa"


def test_levels_decided_at_the_desk_become_reviews(tmp_path: Path) -> None:
    judged = {"criterion": "place", "top": 3, "certainty": 0.8}
    result = json.dumps({"lesson": {"digest": "d"}, "judgements": [judged]})
    rows = {
        "learner": "('h', 'Hoa', 'cô', '{at}', null, null, null)",
        "attempt": "('t', 'h', 'L02', null, 'vi', 's', 'f', '{at}', null, null, null, '{at}', null, null)",
        "analysis": "('a', 't', 1, 1, 'done', 0, 1, 0, 0, 1, 0, null, 1.0, null, null, '{}', null, '{at}',"
        " null, null, '{at}', '" + result + "')",
        "desk_turn": "('t', 'criterion:place', 2, null), ('t', 'approval', 1, null)",
        "desk_decision": "('0', 't', 'h', 'criterion:place', '3', 1, 2, 'rõ', '{at}'),"
        " ('1', 't', null, 'criterion:gone', 'machine', 1, 2, '', '{at}'),"
        " ('2', 't', 'h', 'approval', 'yes', null, null, '', '{at}')",
    }
    engine = create_engine(f"sqlite:///{tmp_path / 'coach.db'}")
    with engine.begin() as connection:
        command.upgrade(configured(connection), "0013")
        for table, told in rows.items():
            values = told.replace("{at}", "2026-03-01 12:00:00")
            connection.exec_driver_sql(f"insert into {table} values {values}")
    engine.dispose()
    store = open_store(tmp_path)
    one, back = store.reviews.of("t")
    assert (one.criterion, one.level, one.reason, one.trainer_id) == ("place", 3, "rõ", "h")
    assert one.machine == MachineLevel(1, 2, 3, 0.8, "d")
    assert (back.criterion, back.withdrawn, back.trainer_id) == ("gone", True, None)
    assert store.desk.decisions.turns("t") == {"approval": 1, "criterion:place": 1, "criterion:gone": 1}
    assert store.desk.decisions.standing("t")["approval"].value == "yes"


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(JobError, match=r"store\.no_answer") as told:
        open_store(tmp_path, "postgresql://coach:geheim@127.0.0.1:9/coach")
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("address", ["mysql://x/y", "not an address", "sqlite:///x.db"])
def test_what_is_not_postgresql_is_said(tmp_path: Path, address: str) -> None:
    with pytest.raises(JobError, match=r"store\.address"):
        open_store(tmp_path, address)
