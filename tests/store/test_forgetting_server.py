"""On PostgreSQL too no table's file holds a word of hers after delete-me; its own log is the host's."""

from __future__ import annotations

import logging
from pathlib import Path

import psycopg
import pytest

from coach.store import open_store
from tests.jobs.postgres import Cluster, postgres
from tests.store.crowd import NOON, person
from tests.traces import traces

__all__ = ["postgres"]
pytestmark = pytest.mark.drill
log = logging.getLogger(__name__)  # shown by `just drills --log-cli-level=INFO`


def test_no_byte_is_left_in_the_servers_tables(tmp_path: Path, postgres: Cluster) -> None:
    url = postgres.new()
    store = open_store(tmp_path / "data", url)
    people = [person(store, order, takes=2) for order in range(9)]
    gone, others = people[::3], [one for one in people if one not in people[::3]]
    hers = [word for one in gone for word in one.traces]
    assert in_tables(postgres, url, hers)
    assert in_tables(postgres, url, hers)  # the search finds what is there
    for one in gone:
        store.forgetting.forget(one.learner.id, now=NOON)
    left = in_tables(postgres, url, hers)
    in_log = traces(postgres.folder / "data" / "pg_wal", hers)
    log.info("deleted on PostgreSQL: %d places in tables, %d in its write-ahead log", len(left), len(in_log))
    assert left == []
    assert traces(tmp_path / "data", hers) == []
    kept = [{one.id for one in store.attempts.of(other.learner.id)} for other in others]
    assert kept == [{one.id for one in other.attempts} for other in others]
    store.engine.dispose()


def in_tables(cluster: Cluster, url: str, words: list[str]) -> list[str]:
    """Where they are found in the files of tables and indexes, once everything is written out."""
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("checkpoint")
    return traces(cluster.folder / "data" / "base", words)
