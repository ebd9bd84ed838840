"""What one, two or three workers finish: real short takes through the real ledger, engine and processes."""

from __future__ import annotations

import io
import os
import tempfile
import time
from pathlib import Path

from bench.engine import server
from bench.figures import Figure, show
from coach.store import open_store
from tests.clips import beginning
from tests.drills.fleet import Fleet, fleet

TAKE = Path(__file__).parent.parent / "media" / "vi_na_excellent.mp4"
SHORT_S, SHORT_TAKES = 8.0, 6


def throughput(workers: int) -> None:
    """Short real takes a minute of so many workers on this machine, whatever else it does."""
    with tempfile.TemporaryDirectory() as folder, server() as cluster:
        if cluster is None:
            raise SystemExit("PostgreSQL is not installed here")
        url = cluster.new()
        store = open_store(Path(folder), url)
        environment = {"COACH_DB": url, "COACH_THREADS": "1", "OMP_NUM_THREADS": "1", "DRILL_LIMIT_S": "3600"}
        with fleet(store, "among-many", environment=environment) as some:
            took_s, used_s = drained(some, Path(folder), workers)
        store.engine.dispose()
    what = f"{SHORT_TAKES} takes of {SHORT_S} s, {workers} workers"
    show(Figure(what, SHORT_TAKES * 60 / took_s, "takes/min"))
    show(Figure(f"{what}: a take, all processes", used_s / SHORT_TAKES, "CPU s"))
    show(Figure(f"{what}: load of the machine meanwhile", os.getloadavg()[0], "processes"))


def drained(some: Fleet, folder: Path, workers: int) -> tuple[float, float]:
    """Seconds of wall clock and of CPU until so many workers, which are there already, have scored all."""
    clips = [
        beginning(TAKE, folder / f"{number}.mp4", SHORT_S + 0.1 * number) for number in range(SHORT_TAKES)
    ]
    digests = [some.store.recordings.keep(io.BytesIO(clip.read_bytes())) for clip in clips]
    for _ in range(workers):
        some.start()
    while len(some.store.workers.all()) < workers:
        time.sleep(0.2)
    begun, used_s = time.perf_counter(), _used_s(some)
    for digest in digests:
        some.hand_in("real.mp4", sha256=digest)
    while some.is_moving():
        time.sleep(0.2)
    return time.perf_counter() - begun, _used_s(some) - used_s


def _used_s(some: Fleet) -> float:
    """CPU-seconds of the workers and of what they started and saw end; Linux."""
    told = (Path(f"/proc/{one.pid}/stat").read_text().rpartition(")")[2].split() for one in some.workers)
    return sum(sum(map(int, words[11:15])) for words in told) / os.sysconf("SC_CLK_TCK")
