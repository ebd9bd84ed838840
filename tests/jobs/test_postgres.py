"""The test server itself: separate databases, and what was committed outlives a server that is killed."""

from __future__ import annotations

import psycopg

from tests.jobs.postgres import Cluster, postgres

__all__ = ["postgres"]


def test_each_database_is_empty_and_its_own(postgres: Cluster) -> None:
    one, other = postgres.new(), postgres.new()
    with psycopg.connect(one) as connection:
        connection.execute("create table mark (id int)")
    with psycopg.connect(other) as connection:
        assert connection.execute("select to_regclass('mark')").fetchone() == (None,)


def test_what_was_committed_outlives_a_kill(postgres: Cluster) -> None:
    url = postgres.new()
    with psycopg.connect(url) as connection:
        connection.execute("create table mark (id int)")
    postgres.stop()
    postgres.start()
    with psycopg.connect(url) as connection:
        assert connection.execute("select to_regclass('mark')").fetchone() != (None,)
