"""A product card is kept with its learner and, as it was, with each attempt; and goes with both."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from coach.domain.errors import CoachError
from coach.domain.media import ProductCard
from coach.store import Store, open_store
from coach.store.attempts import Attempt, NewAttempt
from coach.store.opening import MIGRATIONS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NA = ProductCard(name="Na Chi Lăng", price="50.000 đ/kg", proof="BIMAT")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


def handed_in(store: Store, learner_id: str) -> Attempt:
    card = store.cards.of(learner_id)
    return store.attempts.add(NewAttempt(learner_id, "L06", "vi", "a" * 64, "na.mp4", card), NOON)


def test_a_card_comes_back_as_it_was_and_an_empty_one_is_none(store: Store) -> None:
    hoa, lan = store.people.add("Hoa", "cô", NOON), store.people.add("Lan", "chị", NOON)
    assert store.cards.of(hoa.id) is None
    store.cards.keep(hoa.id, NA)
    assert store.cards.of(hoa.id) == NA
    assert store.cards.of(lan.id) is None
    store.cards.keep(hoa.id, ProductCard())
    assert store.cards.of(hoa.id) is None
    with pytest.raises(CoachError, match=r"people\.unknown"):
        store.cards.keep("nobody", NA)


def test_an_attempt_keeps_the_card_it_was_handed_in_with(store: Store) -> None:
    hoa = store.people.add("Hoa", "cô", NOON)
    without = handed_in(store, hoa.id)
    store.cards.keep(hoa.id, NA)
    attempt = handed_in(store, hoa.id)
    store.cards.keep(hoa.id, ProductCard(name="Na", price="60.000 đ/kg"))
    store.attempts.take_up(attempt.id, "w", NOON)
    assert store.attempts.get(attempt.id).card == NA
    assert store.attempts.get(without.id).card is None


def test_a_forgotten_learners_card_is_gone_from_the_very_file(store: Store) -> None:
    hoa = store.people.add("Hoa", "cô", NOON)
    store.cards.keep(hoa.id, NA)
    attempt = handed_in(store, hoa.id)
    store.forgetting.forget(hoa.id)
    assert store.cards.of(hoa.id) is None
    with pytest.raises(CoachError, match=r"attempt\.unknown"):
        store.attempts.get(attempt.id)
    store.engine.dispose()
    with sqlite3.connect(store.folder / "coach.db") as database:
        database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    assert b"BIMAT" not in (store.folder / "coach.db").read_bytes()


def test_a_store_from_before_the_cards_is_brought_up_to_date_and_loses_nothing(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{tmp_path / 'coach.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql("insert into learner values ('h', 'Hoa', 'cô', '2026-03-01 12:00:00')")
        connection.exec_driver_sql(
            "insert into attempt (id, learner_id, lesson_id, language, recording_sha256, file_name, state,"
            " progress, error_values, created_at) values ('t', 'h', 'L02', 'vi', 'a', 'na.mp4', 'waiting',"
            " 0, '{}', '2026-03-01 12:00:00')"
        )
    engine.dispose()
    store = open_store(tmp_path)
    (attempt,) = store.attempts.of("h")
    assert (store.people.get("h").name, attempt.created_at, attempt.card) == ("Hoa", NOON, None)
    store.cards.keep("h", NA)
    assert store.cards.of("h") == NA
