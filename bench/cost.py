"""What the whole analysis costs next to the recogniser alone: CPU-seconds and memory, in one run.

The recogniser alone is faster-whisper with the same settings on the same clips, already cut and decoded.
Imports, loading of weights and the first fit of the examples are outside the measured part. Each length runs
in a process of its own, so that memory is its own too.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.figures import Figure, show
from coach.assembly import Workplace, parts, workplace
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.media import Take
from coach.pipeline import Parts, coach_take
from coach.settings import Settings
from coach.speech.transcriber import Clip, Passage, Transcriber
from tools import takes

SCRIPT = Path(__file__).parent.parent / "lessons" / "scripts" / "en_na_excellent.md"
SHAPE = takes.Shape(720, 1280, grain=6.0)  # 720p upright with camera noise, about 4 Mbit/s
MINUTES = {2: 1.5, 10: 1.35}  # minutes -> ratio at most


def main() -> None:
    """Measure 2 and 10 minutes; print the figures."""
    peaks = {minutes: _apart("memory", minutes)["peak_mb"] for minutes in MINUTES}
    for minutes, at_most in MINUTES.items():
        one = _apart("cost", minutes)
        ratio = one["whole_s"] / one["alone_s"]
        show(Figure(f"whole analysis over recogniser alone, {minutes} min 720p", ratio, "ratio", at_most))
        show(Figure(f"whole analysis, {minutes} min", one["whole_s"], "CPU s"))
        show(Figure(f"recogniser alone, {minutes} min", one["alone_s"], "CPU s"))
        show(Figure(f"reading the file alone, {minutes} min", one["reading_s"], "CPU s"))
    show(Figure("peak memory, 10 min", peaks[10], "MB", 1300))
    show(Figure("memory growth a minute of take", (peaks[10] - peaks[2]) / 8, "MB", 1.0))


def _apart(what: str, minutes: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.cost", what, str(_long_take(minutes))]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # type: ignore[no-any-return]


def _long_take(minutes: int) -> Path:
    """The script's take repeated without encoding again, cut to length."""
    whole = takes.take(SCRIPT, SHAPE)
    to = whole.with_name(f"{whole.stem}-{minutes}min.mp4")
    if not to.exists():
        part = to.with_name("part-" + to.name)
        loop = [
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-stream_loop",
            "-1",
            "-i",
            str(whole),
            "-t",
            str(60 * minutes),
        ]
        subprocess.run([*loop, "-c", "copy", str(part)], check=True)
        part.replace(to)
    return to


def cost(take: Path) -> dict[str, float]:
    """CPU-seconds of the whole analysis, of the recogniser alone, and of reading the file alone."""
    kept = Kept()
    whole_s = _analyse(take, kept)
    clips, transcriber = kept.clips, kept.transcriber
    return {
        "whole_s": whole_s,
        "alone_s": _cpu_s(lambda: [transcriber.recognise([clip], "en") for clip in clips]),
        "reading_s": _cpu_s(lambda: deque(read(probe(take)), maxlen=0)),
    }


def memory(take: Path) -> dict[str, float]:
    """Peak memory of a process that analyses the take and nothing else."""
    _analyse(take, None)
    return {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


class Kept:
    """A transcriber that works as usual and keeps the clips it was given."""

    def __init__(self) -> None:
        self.clips: list[Clip] = []
        self.transcriber: Transcriber

    def around(self, transcriber: Transcriber) -> Transcriber:
        self.transcriber = transcriber
        return self

    def recognise(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        self.clips += clips
        return self.transcriber.recognise(clips, language)


def _analyse(take: Path, kept: Kept | None) -> float:
    """CPU-seconds of the analysis, weights and examples loaded before."""
    with tempfile.TemporaryDirectory() as folder:
        at = workplace(Settings(data=Path(folder)))
        lesson, working = at.course.lesson("L02"), _parts(at, kept)
        for observer in working.observers:
            observer.start(Take(probe(take), "en"))
        return _cpu_s(lambda: coach_take(Take(probe(take), "en"), lesson, working))


def _parts(at: Workplace, kept: Kept | None) -> Parts:
    return parts(at, "en", kept.around) if kept else parts(at, "en")


def _cpu_s(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps({"cost": cost, "memory": memory}[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main()
