"""Which engine is used, and that it talks to nobody but its database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coach.domain.errors import JobError
from coach.jobs.engines import engine_for, engine_url

LISTENS = """
import sys, threading
asked = []
sys.addaudithook(lambda event, told: event in {"socket.connect", "socket.getaddrinfo"} and asked.append(told))
from coach.jobs.engine import Job
from coach.jobs.engines import engine_for
engine, stop = engine_for(sys.argv[1]), threading.Event()
engine.submit(Job("one", 1, "an", 1))
engine.run_worker(lambda id: stop.set(), "w1", 1, stop)
engine.close()
print("asked", [str(told) for told in asked])
"""


def test_where_jobs_wait() -> None:
    data = Path("/home/an/coach")
    assert engine_url(data) == "sqlite:////home/an/coach/engine.db"
    assert engine_url(data, database="sqlite:////elsewhere/coach.db") == "sqlite:////home/an/coach/engine.db"
    assert engine_url(data, database="postgresql://host/coach") == "postgresql://host/coach"
    assert engine_url(data, "postgresql://other/jobs", "postgresql://host/coach") == "postgresql://other/jobs"


def test_the_second_engine_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(JobError, match=r"engine\.needs_postgresql"):
        engine_for(f"sqlite:///{tmp_path}/engine.db", "procrastinate")


def test_a_worker_on_a_laptop_asks_nobody_in_the_network(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LISTENS, f"sqlite:///{tmp_path}/engine.db"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert told.strip() == "asked []"
