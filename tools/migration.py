"""Writes the next migration from what the tables became: `just migration "why"`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from coach.store.opening import MIGRATIONS


def write(message: str) -> None:
    with TemporaryDirectory() as folder:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        number = f"{len(list((MIGRATIONS / 'versions').glob('*.py'))) + 1:04d}"
        with create_engine(f"sqlite:///{Path(folder) / 'new.db'}").begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    write(sys.argv[1])
