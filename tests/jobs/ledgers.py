"""A ledger on SQLite and one on PostgreSQL: fixture `ledger`, so that every promise is tested on both."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import sessionmaker

from coach.domain.analysis import Analysis
from coach.store.analyses import Analyses
from coach.store.attempts import Attempts, NewAttempt
from coach.store.audit import Audit
from coach.store.claims import Claims
from coach.store.consents import Consents
from coach.store.opening import MIGRATIONS
from coach.store.people import People
from coach.store.workers import Workers

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)  # every worker of noon has been given up by then
RESULT = {"lesson": {"id": "L02", "digest": "d" * 64}, "points": {"low": 50, "high": 50}}


@dataclass(frozen=True)
class Ledger:
    """The parts of a store that tell how takes are scored."""

    people: People
    attempts: Attempts
    analyses: Analyses
    claims: Claims
    workers: Workers

    def waiting(self, owner: str = "", priority: int = 10, at: datetime = NOON) -> Analysis:
        """A take that waits."""
        owner = owner or self.people.add("Hoa", "cô", NOON).id
        taken = NewAttempt(owner, "L02", "vi", "a" * 64, "na.mp4")
        return self.analyses.newest(self.attempts.add(taken, at, priority).id)


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring the database's tables up to that version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def ledger_on(engine: Engine) -> Ledger:
    sessions = sessionmaker(engine, expire_on_commit=False)
    consents = Consents(sessions, Audit(sessions, Path(tempfile.mkdtemp())))
    return Ledger(
        People(sessions, consents),
        Attempts(sessions),
        Analyses(sessions),
        Claims(sessions),
        Workers(sessions),
    )


def sqlite(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA foreign_keys=ON"))
    return engine


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.drill)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    if request.param == "sqlite":
        opened = sqlite(tmp_path / "coach.db")
    else:
        url = request.getfixturevalue("postgres").new()
        opened = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    yield opened
    opened.dispose()


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    """An empty ledger."""
    migrate(engine)
    return ledger_on(engine)
