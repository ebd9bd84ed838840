"""Starts the process of the demonstration class, and gives every process our settings."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

from coach.settings import Settings


def start_demonstration(settings: Settings) -> None:
    """Start a child process that makes the demonstration class, and return at once."""
    _start(["demo"], settings)


def _start(arguments: list[str], settings: Settings) -> subprocess.Popen[bytes]:
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / "scoring.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "coach.cli", *arguments],
            env=os.environ | environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables, so that the child works with the very same ones."""
    told = settings.model_dump().items()
    return {f"COACH_{name.upper()}": str(value) for name, value in told if value is not None}


def tell_events() -> None:
    """Write events to where this process writes; of the tables' upkeep only what is out of the ordinary."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
