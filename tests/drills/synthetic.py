"""A made-up analysis for drills: three stages that burn time, and the trouble that its file's name asks for.

`python -m tests.drills.synthetic ANALYSIS FENCE WORKER`, with COACH_DATA. Names: `work-0.3.mp4` computes so
many seconds in each stage; `light-0.3.mp4` the same, but in the worker itself; `fetch-0.3.mp4` wants its
recording first; `abort.mp4` falls in native code, `endless.mp4` never ends, `busy.mp4` meets a passing
trouble twice, `broken.mp4` cannot be read, `silent.mp4` ends without a word; `real.mp4` is really scored.
DRILL_NOTES is the folder where notes are taken, COACH_DATA unless said.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from coach.domain.analysis import FAILED, Claim
from coach.domain.errors import CoachError
from coach.domain.evidence import Observed, ObserverKey
from coach.domain.media import Notice
from coach.jobs.ledger import code_of
from coach.jobs.lifeline import hold
from coach.store import Store, open_store
from coach.store.attempts import Attempt

STAGES = ("reading", "listening", "judging")
RAN, KEPT = (
    "stages.log",
    "results.log",
)  # a line for each stage that was computed, and for each result written


def main(analysis_id: str, fence: str, worker: str) -> int:
    hold()
    names = ("COACH_DATA", "COACH_DB", "COACH_BLOBS")
    data, database, blobs = (os.environ.get(name, "") for name in names)
    store = open_store(Path(data), database, blobs)
    claim = Claim(analysis_id, int(fence), worker)
    analysis = store.analyses.get(analysis_id)
    attempt = store.attempts.get(analysis.attempt_id)
    kind = attempt.file_name.removesuffix(".mp4")
    if kind == "abort":
        os.abort()
    if kind == "real":
        analyse = (sys.executable, "-m", "coach.cli", "analyse", analysis_id, fence, worker)
        os.execv(sys.executable, analyse)
    if kind.startswith("fetch"):
        try:
            store.recordings.path(attempt.recording_sha256)
        except CoachError as error:
            return code_of(error.id)
    if kind == "busy" and analysis.troubles < 2:
        return code_of("store.busy")
    if kind == "broken":
        store.claims.end(claim, FAILED, Notice("media.empty"), store.workers.clock())
    elif kind != "silent":
        compute(store, claim, attempt, float("inf") if kind == "endless" else seconds_of(kind))
    return 0


def seconds_of(kind: str) -> float:
    """Of one stage."""
    return float(kind.partition("-")[2] or 0)


def compute(store: Store, claim: Claim, attempt: Attempt, each_s: float) -> None:
    """Three stages and a result, each kept as soon as it is whole."""
    for order, stage in enumerate(STAGES):
        key = ObserverKey(stage, "1")
        if store.evidence.observed(attempt.recording_sha256, key) is None:
            store.claims.progressed(claim, stage, order / len(STAGES), store.workers.clock())
            _burn(each_s)
            _note(store, RAN, f"{claim.analysis_id} {stage}")
            store.evidence.keep(attempt.recording_sha256, Observed(key, ()))
    result = {"lesson": {"id": attempt.lesson_id, "digest": "d" * 64}, "of": attempt.recording_sha256}
    if store.claims.succeed(claim, result, "{}", store.workers.clock()):
        _note(store, KEPT, claim.analysis_id)


def _burn(seconds: float) -> None:
    """Keep one core busy."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(1000))


def _note(store: Store, name: str, line: str) -> None:
    with (Path(os.environ.get("DRILL_NOTES", store.folder)) / name).open("ab") as file:
        file.write(f"{line}\n".encode())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
