"""How many machines a workshop and a province need: measured service times, and a queue played through.

Measured here: the whole process of analysing a take of three minutes on one core, and what one, two and three
workers finish (bench/throughput.py). Computed: how many laptops or server cores finish 250 takes of 3 minutes
queued at once within 30 minutes, and 7,700 takes of a province's day. Parts, for a busy machine:
`just bench scale take`, `just bench scale workers 2`, `just bench scale model CPU_S`.
"""

from __future__ import annotations

import itertools
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure, show
from bench.queueing import Arrival, Served, play
from bench.throughput import TAKE, throughput

TAKE_S = 180
SPREAD = (
    0.15  # of service times over their mean; 2 and 10 minutes of another voice cost the same a second, docs
)
GAP_S = 0.75  # a worker looks for the next job every 1 s (file) or 0.5 s (server), and starts a process
LAPTOP_GAIN = (
    1.45  # the recogniser, four fifths of the work, is 1.62 times quicker with two threads: docs/speech.md 2a
)
WORKSHOP, WORKSHOP_S = 250, 30 * 60.0
PROVINCE, DAY_S = 7_700, 24 * 3600.0
# share of a day's takes by hour: sellers practise after work; assumed, not measured
HOURS = {
    6: 1,
    7: 2,
    8: 3,
    9: 4,
    10: 4,
    11: 3,
    12: 5,
    13: 4,
    14: 3,
    15: 3,
    16: 4,
    17: 6,
    18: 9,
    19: 15,
    20: 17,
    21: 12,
    22: 5,
}
ROUNDS = 40


def main(argv: list[str]) -> None:
    """Measure, then compute; or one part of it."""
    what, *more = argv or ["all"]
    if what == "model":
        model(float(more[0]))
    elif what == "workers":
        throughput(int(more[0]))
    else:
        whole_s = three_minutes()
        if what == "all":
            for workers in (1, 2, 3):
                throughput(workers)
            model(whole_s)


def three_minutes() -> float:
    """CPU-seconds of the whole process for a take of three minutes, with one thread."""
    with tempfile.TemporaryDirectory() as folder:
        whole_s = cpu_s(lambda: score(cut(Path(folder), TAKE_S), Path(folder) / "data"))
    show(Figure("a take of three minutes, whole process, one thread", whole_s, "CPU s"))
    return whole_s


def score(take: Path, data: Path) -> None:
    command = [sys.executable, "-m", "coach.cli", "score", str(take), "--lesson", "L02", "--json"]
    env = os.environ | {"COACH_DATA": str(data), "COACH_THREADS": "1", "OMP_NUM_THREADS": "1"}
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)


def cut(folder: Path, seconds: int) -> Path:
    """A real take, repeated or cut to length without encoding again."""
    to = folder / f"{seconds}.mp4"
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-stream_loop",
        "1",
        "-i",
        str(TAKE),
        "-t",
        str(seconds),
        "-c",
        "copy",
    ]
    subprocess.run([*command, str(to)], check=True)
    return to


def cpu_s(work: Callable[[], object]) -> float:
    """CPU-seconds of the processes that the work starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def model(take_cpu_s: float) -> None:
    """How many of each machine; a server's core does a take in its CPU-seconds, a laptop in two threads."""
    against_theory()
    for machine, service_s in (
        ("laptops", take_cpu_s / LAPTOP_GAIN + GAP_S),
        ("server cores", take_cpu_s + GAP_S),
    ):
        show(Figure(f"a take on one of the {machine}", service_s, "s"))
        need = fewest(at_once, service_s, lambda served: max(one.ended_s for one in served) <= WORKSHOP_S)
        show(Figure(f"{WORKSHOP} takes at once done in 30 minutes", need, machine))
        _curve(machine, service_s)
        need = fewest(a_day, service_s, lambda served: max(one.ended_s for one in served) <= DAY_S)
        show(Figure(f"{PROVINCE} takes of a day done by midnight", need, machine))
        need = fewest(a_day, service_s, lambda served: centile(served, 95) <= 15 * 60)
        show(Figure(f"{PROVINCE} takes of a day, 95 of 100 results within 15 minutes", need, machine))


def _curve(machine: str, service_s: float) -> None:
    """How long the workshop's takes last with other numbers of machines."""
    for servers in (1, 2, 4, 8, 16):
        ends = [max(one.ended_s for one in played(at_once, servers, service_s, seed)) for seed in range(5)]
        show(Figure(f"{WORKSHOP} takes at once with {servers} {machine}", statistics.mean(ends) / 60, "min"))


def fewest(
    arrivals: Callable[[random.Random], list[Arrival]], service_s: float, good: Callable[[list[Served]], bool]
) -> int:
    """The fewest servers with which at least 95 of 100 days are good."""
    for servers in itertools.count(1):
        allowed = int(ROUNDS * 0.05)
        bad = (1 for seed in range(ROUNDS) if not good(played(arrivals, servers, service_s, seed)))
        if len(list(itertools.islice(bad, allowed + 1))) <= allowed:
            return servers
    raise AssertionError  # count() does not end


def played(
    arrivals: Callable[[random.Random], list[Arrival]], servers: int, service_s: float, seed: int
) -> list[Served]:
    chance = random.Random(seed)
    sigma = SPREAD
    return play(
        arrivals(chance), servers, lambda: service_s * chance.lognormvariate(-sigma * sigma / 2, sigma)
    )


def at_once(chance: random.Random) -> list[Arrival]:
    """A workshop's learners submit within the same two minutes."""
    return sorted(
        (Arrival(chance.uniform(0, 120), f"p{one}") for one in range(WORKSHOP)), key=lambda one: one.at_s
    )


def a_day(chance: random.Random) -> list[Arrival]:
    """A province's day: each learner one take, most of them in the evening."""
    hours = chance.choices(list(HOURS), list(HOURS.values()), k=PROVINCE)
    return sorted(
        (Arrival((hour + chance.random()) * 3600, f"p{one}") for one, hour in enumerate(hours)),
        key=lambda one: one.at_s,
    )


def centile(served: list[Served], of_100: int) -> float:
    """Seconds from arrival to result that so many of 100 do not exceed."""
    return statistics.quantiles((one.ended_s - one.arrived_s for one in served), n=100)[of_100 - 1]


def against_theory() -> None:
    """One server, random arrivals and service (M/M/1) at 70 % use: the mean wait is known exactly."""
    chance, use, count = random.Random(7), 0.7, 200_000
    at = itertools.accumulate(chance.expovariate(use) for _ in range(count))
    served = play([Arrival(when, f"p{one}") for one, when in enumerate(at)], 1, lambda: chance.expovariate(1))
    mean = statistics.mean(one.begun_s - one.arrived_s for one in served)
    show(Figure("mean wait of the played queue over theory", mean / (use / (1 - use)), "ratio", 1.05, 0.95))


if __name__ == "__main__":
    main(sys.argv[1:])
