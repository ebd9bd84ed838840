"""What all picture checks cost on ten minutes, next to reading the file alone: CPU-seconds, in one run.

`just bench see_cost` measures 720p as a phone records it and as a browser does, `just bench see_cost 2` two
minutes of them. "Reading alone" is the probe and the one pass over sound, pictures and bursts that the checks
look at; what sound and key frames alone would take is shown beside it. Weights are loaded before. Each file
is measured in a process of its own, with the face finders that are there.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.cost import SCRIPT, SHAPE
from bench.figures import Figure, show
from coach.assembly import watchers
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.evidence import Observer
from coach.domain.media import FrameSample, Recording, Take
from coach.settings import Settings
from tools import takes

MOST_PERCENT, MOST_RATIO = 6.0, 2.6
# As Chromium's recorder writes: VP9 in real time, a key frame every 100 pictures, Opus.
BROWSER = ["-c:v", "libvpx-vp9", "-b:v", "2500k", "-deadline", "realtime", "-cpu-used", "8", "-g", "100"]
FILES = {".mp4": "h264", ".webm": "vp9 webm"}


def main(minutes: int) -> None:
    """Measure both kinds of file; print the figures."""
    for suffix, kind in FILES.items():
        for finder in ("blazeface alone", "yunet first"):
            one = _apart(_long_take(minutes, suffix), finder)
            if one:
                _show(f"{kind}, {minutes} min 720p, {finder}", one, 60 * minutes)


def _show(name: str, one: dict[str, float], length_s: float) -> None:
    percent = 100 * one["whole_s"] / length_s
    show(Figure(f"picture checks and reading, {name}", percent, "% of length", MOST_PERCENT))
    show(Figure(f"over reading alone, {name}", one["whole_s"] / one["reading_s"], "ratio", MOST_RATIO))
    show(Figure(f"over sound and key frames alone, {name}", one["whole_s"] / one["plain_s"], "ratio"))
    for what, unit in (("whole", "CPU s"), ("reading", "CPU s"), ("plain", "CPU s"), ("peak", "MB")):
        show(Figure(f"{what}, {name}", one[f"{what}_{unit.split()[-1].lower()}"], unit))


def cost(path: Path, finder: str) -> dict[str, float]:
    """CPU-seconds of reading with all picture checks, of reading alone, of sound and key frames; peak MB.

    Empty where the face finder that is asked for is not there.
    """
    settings = Settings(second_faces="none") if finder == "blazeface alone" else Settings()
    observers = watchers(settings)
    if finder == "yunet first" and not any("+" in one.key(_nothing()).inputs for one in observers):
        return {}
    _warm(observers)
    start = time.process_time()
    recording = probe(path)
    probe_s = time.process_time() - start
    whole_s = _cpu_s(lambda: _watch(recording, observers))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reading_s = _cpu_s(lambda: deque(read(recording), maxlen=0))
    plain_s = _cpu_s(lambda: deque(read(recording, want_bursts=False), maxlen=0))
    told = {"whole_s": whole_s, "reading_s": reading_s, "plain_s": plain_s}
    return {name: probe_s + cpu_s for name, cpu_s in told.items()} | {"peak_mb": peak_mb}


def _watch(recording: Recording, observers: tuple[Observer, ...]) -> None:
    working = [one.start(Take(recording, "en")) for one in observers]
    for piece in read(recording):
        for one in working:
            deque(one.see(piece), maxlen=0)
    for one in working:
        deque(one.finish(), maxlen=0)


def _warm(observers: tuple[Observer, ...]) -> None:
    """Load the weights by looking at a grey picture."""
    grey = FrameSample(0.0, np.full((640, 360, 3), 128, np.uint8))
    for one in observers:
        watching = one.start(_nothing())
        deque((*watching.see(grey), *watching.finish()), maxlen=0)


def _nothing() -> Take:
    return Take(Recording("", Path(), 1.0, 360, 640, 0, has_sound=False), "en")


def _cpu_s(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _apart(take: Path, finder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.see_cost", str(take), finder]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # type: ignore[no-any-return]


def _long_take(minutes: int, suffix: str) -> Path:
    """The script's take in that kind of file, repeated without encoding again, cut to length; then kept."""
    whole = takes.take(SCRIPT, SHAPE)
    if suffix == ".webm":
        sound = ["-c:a", "libopus", "-b:a", "64k"]
        whole = _made(whole.with_suffix(suffix), ["-i", str(whole), *BROWSER, *sound])
    loop = ["-stream_loop", "-1", "-i", str(whole), "-t", str(60 * minutes), "-c", "copy"]
    return _made(whole.with_stem(f"{whole.stem}-{minutes}min"), loop)


def _made(to: Path, arguments: list[str]) -> Path:
    if not to.exists():
        part = to.with_name("part-" + to.name)
        subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments, str(part)], check=True)
        part.replace(to)
    return to


if __name__ == "__main__":
    if len(sys.argv) == 3:  # a file and a finder: the process of its own
        print(json.dumps(cost(Path(sys.argv[1]), sys.argv[2])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
