"""Which engine carries the jobs here: read from the settings, loaded only where it is used."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from coach.domain.errors import JobError
from coach.jobs.engine import JobEngine

FILE = "engine.db"  # a file of its own, so that looking for work never makes a page wait for the store


def engine_url(data: Path, engine_db: str = "", database: str = "") -> str:
    """Where jobs are kept: as set; else beside the store when that is PostgreSQL; else a file in `data`.

    Machines that share a store must share jobs too, so a PostgreSQL store alone is enough to say so.
    """
    if engine_db:
        return engine_db
    return database if database.startswith("postgresql") else f"sqlite:///{data / FILE}"


def engine_for(url: str, name: Literal["dbos", "procrastinate"] = "dbos") -> JobEngine:
    """The engine of this name for the URL; nothing is opened before it is used."""
    if name == "dbos":
        from coach.jobs.dbos_engine import DbosEngine

        return DbosEngine(url)
    if not url.startswith("postgresql"):
        raise JobError("engine.needs_postgresql")
    from coach.jobs.procrastinate_engine import ProcrastinateEngine

    return ProcrastinateEngine(url)
