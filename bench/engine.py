"""What carrying jobs costs: CPU a job, from submit to start, at rest, and a first start with its tables.

Each engine works in a process of its own on jobs that do nothing. PostgreSQL figures need its programs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure, show
from coach.domain.analysis import NORMAL
from coach.domain.turns import rank
from coach.jobs.engine import Job, JobEngine
from coach.jobs.engines import engine_for
from tests.jobs.postgres import Cluster, programs

JOBS = 60
SINGLE = 12  # jobs submitted one by one to a worker at rest
REST_S = 20.0


def main() -> None:
    """Both engines, both databases; figures as lines."""
    with tempfile.TemporaryDirectory() as folder:
        measure("DBOS in a file", "dbos", f"sqlite:///{folder}/engine.db")
    with server() as cluster:
        if cluster:
            measure("DBOS in PostgreSQL", "dbos", cluster.new())
            measure("Procrastinate", "procrastinate", cluster.new())


@contextmanager
def server() -> Iterator[Cluster | None]:
    """A PostgreSQL of our own, None where it is not installed."""
    installed = programs()
    if installed is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="coach-postgres-"))
    try:
        cluster = Cluster(installed, folder)
        cluster.start()
        yield cluster
        cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(what: str, name: str, url: str) -> None:
    """One engine's figures; the first start makes the tables."""
    told = _worker(name, url)
    show(Figure(f"{what}: first start with its tables, after imports", told["start_s"], "s", 6.0))
    show(Figure(f"{what}: importing", told["import_s"], "s"))
    show(Figure(f"{what}: at rest", told["rest_share"] * 100, "% of a core"))
    show(Figure(f"{what}: from submit to start, median", told["latency_s"] * 1000, "ms"))
    show(Figure(f"{what}: from submit to start, longest", told["longest_s"] * 1000, "ms"))
    show(Figure(f"{what}: submitting, CPU a job", told["submit_ms"], "ms"))
    show(Figure(f"{what}: carrying, CPU a job", told["carry_ms"], "ms"))
    show(Figure(f"{what}: both, CPU a job", told["submit_ms"] + told["carry_ms"], "ms", 15.0))
    show(Figure(f"{what}: jobs that do nothing", told["a_second"], "jobs/s"))
    show(Figure(f"{what}: memory of a worker", told["memory_mb"], "MB"))


def _worker(name: str, url: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.engine", name, url]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # type: ignore[no-any-return]


def one_engine(name: str, url: str) -> dict[str, float]:
    """All figures of one engine; the worker is a thread here, so this process's CPU is the engine's."""
    begun = time.perf_counter()
    engine = engine_for(url, name)  # type: ignore[arg-type]
    import_s = time.perf_counter() - begun
    begun = time.perf_counter()
    engine.waiting()
    seen = Seen()
    stop = threading.Event()
    worker = threading.Thread(target=engine.run_worker, args=(seen, "bench", 1, stop))
    worker.start()
    engine.submit(job("first"))
    seen.until(1)
    start_s = time.perf_counter() - begun
    told = {"import_s": import_s, "start_s": start_s, "rest_share": rest(), **single(engine, seen)}
    told |= many(engine, seen, told["rest_share"])
    stop.set()
    worker.join()
    return {**told, "memory_mb": memory_mb()}


class Seen:
    """Work that does nothing but note when it began."""

    def __init__(self) -> None:
        self.at: dict[str, float] = {}

    def __call__(self, analysis_id: str) -> None:
        self.at[analysis_id] = time.perf_counter()

    def until(self, count: int) -> None:
        while len(self.at) < count:
            time.sleep(0.02)


def job(id: str, owner: str = "an") -> Job:
    return Job(id, 1, owner, rank(NORMAL, 0))


def rest() -> float:
    """Share of a core that a worker without work uses."""
    time.sleep(3)
    cpu = time.process_time()
    time.sleep(REST_S)
    return (time.process_time() - cpu) / REST_S


def single(engine: JobEngine, seen: Seen) -> dict[str, float]:
    """Seconds from submit to start, one job at a time."""
    waits = []
    for number in range(SINGLE):
        name, begun = f"single{number}", time.perf_counter()
        engine.submit(job(name))
        while name not in seen.at:
            time.sleep(0.01)
        waits.append(seen.at[name] - begun)
        time.sleep(0.3 + number * 0.07)  # at another moment between two looks each time
    return {"latency_s": sorted(waits)[SINGLE // 2], "longest_s": max(waits)}


def many(engine: JobEngine, seen: Seen, rest_share: float) -> dict[str, float]:
    """CPU of submitting and of carrying a queue of jobs, without what a worker at rest uses in that time."""
    before, cpu, begun = len(seen.at), time.thread_time(), time.perf_counter()
    whole = time.process_time()
    for number in range(JOBS):
        engine.submit(job(f"many{number}", f"p{number % 50}"))
    submitting = time.thread_time() - cpu
    seen.until(before + JOBS)
    took = time.perf_counter() - begun
    spent = time.process_time() - whole - rest_share * took
    return {
        "submit_ms": submitting / JOBS * 1000,
        "carry_ms": (spent - submitting) / JOBS * 1000,
        "a_second": JOBS / took,
    }


def memory_mb() -> float:
    told = Path(f"/proc/{os.getpid()}/status")
    return int(told.read_text().split("VmRSS:")[1].split()[0]) / 1024 if told.exists() else float("nan")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(one_engine(*sys.argv[1:3])))
    else:
        main()
